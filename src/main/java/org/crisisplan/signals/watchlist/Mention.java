package org.crisisplan.signals.watchlist;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Sentiment;
import org.crisisplan.signals.watchlist.WatchList.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Something said in public, as listening channels find it. Strangers wrote all of it, so what does not fit a signal is shortened or
 * left out here: a mention is never lost because its author's name is too long.
 *
 * @param key the same for the same saying, of any length: a guid, an address
 * @param platform where it was said; see {@link #platformOf}
 */
public record Mention(
        String key,
        String text,
        @Nullable String link,
        @Nullable String author,
        @Nullable String platform,
        @Nullable Sentiment sentiment,
        Instant occurred) {

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"<>]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]");
    private static final Pattern UNFIT_FOR_A_PLATFORM = Pattern.compile("[^\\p{L}\\p{N}._-]+");
    private static final int LONGEST_PLATFORM = 60;
    private static final Set<String> OF_MANY = Set.of("com", "co", "net", "org", "gov", "edu", "ac");
    private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

    public Mention {
        text = Signal.shortened(text);
        link = address(link);
        author = author == null || author.length() <= Signal.LONGEST_AUTHOR
                ? author
                : author.substring(0, Signal.LONGEST_AUTHOR - 1) + "…";
        platform = fittingPlatform(platform);
    }

    /** What it is, seen as about one thing; said of two things it counts for both. */
    public Signal about(Topic topic, String source, Kind kind) {
        String of = topic.metric() == null ? topic.subject() : topic.subject() + "/" + topic.metric();
        return new Signal(
                source,
                Signal.idOf(key + "#" + of),
                kind,
                topic.subject(),
                topic.metric(),
                null,
                text,
                link,
                author,
                platform,
                sentiment,
                null,
                false,
                occurred);
    }

    /** What people call the site at a host: {@code news.people.com.cn} is {@code people}. */
    public static @Nullable String platformOf(@Nullable String host) {
        if (host == null || host.isBlank() || host.contains(":")) {
            return null;
        }
        List<String> labels = Arrays.stream(host.toLowerCase(Locale.ROOT).split("\\."))
                .filter(label -> !label.isBlank())
                .toList();
        int end = labels.size() - 1;
        if (end > 1 && labels.get(end).length() == 2 && OF_MANY.contains(labels.get(end - 1))) {
            end--;
        }
        return end < 1 || labels.get(labels.size() - 1).matches("\\d+") ? null : labels.get(end - 1);
    }

    /** The same for a whole address. */
    public static @Nullable String platformAt(@Nullable String address) {
        try {
            return address == null
                    ? null
                    : platformOf(URI.create(address.strip()).getHost());
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /** A moment that can be: without one, or with one of another time, it is now. */
    public static Instant plausible(@Nullable Instant said, Instant now) {
        return said == null || said.isBefore(LONG_AGO) || said.isAfter(now) ? now : said;
    }

    /** An address that a signal can link to, if it is one. */
    public static @Nullable String address(@Nullable String link) {
        if (link == null) {
            return null;
        }
        String visible = HIDDEN.matcher(link).replaceAll("").strip();
        return visible.length() <= Signal.LONGEST_LINK
                        && ADDRESS.matcher(visible).matches()
                ? visible
                : null;
    }

    private static @Nullable String fittingPlatform(@Nullable String platform) {
        if (platform == null) {
            return null;
        }
        String fitting = UNFIT_FOR_A_PLATFORM
                .matcher(platform.toLowerCase(Locale.ROOT))
                .replaceAll("-")
                .replaceAll("^[._-]+", "");
        if (fitting.length() > LONGEST_PLATFORM) {
            boolean between = Character.isHighSurrogate(fitting.charAt(LONGEST_PLATFORM - 1));
            return fitting.substring(0, between ? LONGEST_PLATFORM - 1 : LONGEST_PLATFORM);
        }
        return fitting.isEmpty() ? null : fitting;
    }
}
