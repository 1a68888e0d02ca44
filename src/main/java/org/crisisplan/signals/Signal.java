package org.crisisplan.signals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a monitoring channel noticed (R04), in the form all channels share. Control and direction characters are taken
 * out of texts; anything else that does not fit is refused, never cut.
 *
 * @param source the configured name of the channel that says it
 * @param id the same for the same thing from the same source, however often it is said; see {@link #idOf}
 * @param subject what it is about, such as {@code login} or {@code payment}: one crisis is opened for one subject; see {@link
 *     #subjectOf}
 * @param metric the name of the figure or of the finding, such as {@code page_load_seconds} or {@code attack-sqli}
 * @param value its value, in the unit that the metric's name says
 * @param text what a person wrote or a machine reported
 * @param author whoever says it, so that a share of reporters can be counted; null when anonymous
 * @param platform where it was said, such as {@code weibo}; opinion is counted for each platform (R23)
 * @param resolved the source says that it is over
 * @param occurred when it happened; reports, mentions and figures count in the minute of this moment
 */
public record Signal(
        String source,
        String id,
        Kind kind,
        String subject,
        @Nullable String metric,
        @Nullable Double value,
        @Nullable String text,
        @Nullable String link,
        @Nullable String author,
        @Nullable String platform,
        @Nullable Sentiment sentiment,
        @Nullable Severity severity,
        boolean resolved,
        Instant occurred) {

    /** What sort of statement it is. */
    public enum Kind {
        /** A monitoring system says that something is wrong. */
        ALERT,
        /** A figure that was measured. */
        METRIC,
        /** Something that stands in a log. */
        LOG,
        /** Somebody said something in public. */
        MENTION,
        /** A security body published a vulnerability. */
        ADVISORY,
        /** A user told us of a trouble. */
        REPORT,
        /** A source that should speak does not. */
        SILENCE
    }

    /** How somebody speaks of us. */
    public enum Sentiment {
        POSITIVE,
        NEUTRAL,
        NEGATIVE
    }

    /** How bad the source says it is. */
    public enum Severity {
        INFO,
        WARNING,
        CRITICAL
    }

    public static final double LARGEST_VALUE = 1e100;
    public static final int LONGEST_ID = 200;
    public static final int LONGEST_SUBJECT = 80;
    public static final int LONGEST_TEXT = 10_000;
    public static final int LONGEST_LINK = 2_000;
    public static final int LONGEST_AUTHOR = 200;

    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}");
    private static final Pattern SUBJECT = Pattern.compile("[\\p{L}\\p{N}]+(-[\\p{L}\\p{N}]+)*");
    private static final Pattern METRIC = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,79}");
    private static final Pattern PLATFORM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,59}");
    private static final Pattern LINK = Pattern.compile("https?://[^\\s\"<>]+", Pattern.CASE_INSENSITIVE);
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    public Signal {
        source = required("source", source, 60);
        matches("source", source, SOURCE, "must be a name of small letters, digits and '-'");
        id = required("id", id, LONGEST_ID);
        notNull("kind", kind);
        subject = required("subject", subject, LONGEST_SUBJECT);
        boolean isSmall = subject.equals(subject.toLowerCase(Locale.ROOT));
        if (!isSmall || !SUBJECT.matcher(subject).matches()) {
            throw new InvalidSignal("subject", "must be words of small letters and digits, joined by '-'");
        }
        if (metric != null) {
            matches("metric", metric, METRIC, "must be a name of up to 80 small letters, digits, '_', '.' and '-'");
        }
        // sums of many must stay numbers
        if (value != null && !(Math.abs(value) <= LARGEST_VALUE)) {
            throw new InvalidSignal("value", "must be a number, not larger than 1e100");
        }
        if (value != null && metric == null) {
            throw new InvalidSignal("value", "needs a metric that says what it measures");
        }
        text = optional("text", text, LONGEST_TEXT);
        link = optional("link", link, LONGEST_LINK);
        if (link != null) {
            matches("link", link, LINK, "must be an address that begins with http:// or https://");
        }
        author = optional("author", author, LONGEST_AUTHOR);
        if (platform != null) {
            matches("platform", platform, PLATFORM, "must be a name of up to 60 letters, digits, '.', '_' and '-'");
            platform = platform.toLowerCase(Locale.ROOT);
        }
        notNull("occurred", occurred);
        if (occurred.isBefore(FIRST) || occurred.isAfter(LAST)) {
            throw new InvalidSignal("occurred", "must be a moment of our time");
        }
    }

    /** One of the words above as it is written down and counted: in small letters. */
    public static @Nullable String word(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    /** An id that fits: as it is, or its hash where it is too long. */
    public static String idOf(String anyLength) {
        return anyLength.length() <= LONGEST_ID ? anyLength : "sha256:" + hash(anyLength);
    }

    /** A subject made of any words, such as {@code Log in} -> {@code log-in}. */
    public static String subjectOf(String words) {
        String small = words.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        String cut = small.length() > LONGEST_SUBJECT ? small.substring(0, LONGEST_SUBJECT) : small;
        return cut.replaceAll("^-+|-+$", "");
    }

    /** A text that fits, for channels whose articles are longer than anybody reads; says by '…' that it was cut. */
    public static String shortened(String text) {
        if (text.length() <= LONGEST_TEXT) {
            return text;
        }
        int end = LONGEST_TEXT - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    /** SHA-256 in hexadecimal digits, for whatever must be told apart but not kept. */
    public static String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String required(String field, @Nullable String text, int most) {
        String fitting = optional(field, text, most);
        if (fitting == null) {
            throw new InvalidSignal(field, "must not be empty");
        }
        return fitting;
    }

    private static @Nullable String optional(String field, @Nullable String text, int most) {
        if (text == null) {
            return null;
        }
        String visible = visible(text);
        if (visible.length() > most) {
            throw new InvalidSignal(field, "must not be longer than " + most + " characters");
        }
        return visible.isEmpty() ? null : visible;
    }

    /** Every text of every signal passes here, and nearly none has anything to hide. */
    private static String visible(String text) {
        if (text.codePoints().noneMatch(Signal::isHidden)) {
            return text.strip();
        }
        return text.codePoints()
                .filter(one -> !isHidden(one))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint != '\n' && codePoint != '\t';
            case Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static void notNull(String field, @Nullable Object value) {
        if (value == null) {
            throw new InvalidSignal(field, "must not be empty");
        }
    }

    private static void matches(String field, String text, Pattern pattern, String otherwise) {
        if (!pattern.matcher(text).matches()) {
            throw new InvalidSignal(field, otherwise);
        }
    }
}
