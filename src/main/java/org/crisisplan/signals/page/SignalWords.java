package org.crisisplan.signals.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crisisplan.web.BilingualText;
import org.springframework.context.MessageSource;

/**
 * Signals in the words of one reader: what they are about, in which respect, and the figures, which are kept in both languages. A name that
 * nobody has words for, such as that of a shop's own metric, stays as it was sent.
 */
public final class SignalWords {

    private static final String BETWEEN = " · ";

    /** Shares of all, between nothing and one. */
    private static final Pattern SHARE = Pattern.compile("(?:.*_)?share");

    private static final Pattern FIGURE = Pattern.compile("(?<name>.+?): (?<number>-?[\\d.]+)");

    private final MessageSource texts;
    private final Locale reader;

    SignalWords(MessageSource texts, Locale reader) {
        this.texts = texts;
        this.reader = reader;
    }

    public String subject(String subject) {
        return word("signals.subject.", subject);
    }

    public String metric(String metric) {
        return word("signals.metric.", metric);
    }

    /** A reason of the table of triggers, which says it in both languages. */
    public String reason(String reason) {
        return BilingualText.of(reason, reader);
    }

    /** Kind, metric and platform, as in {@code report login_failure}. */
    public String respect(String name) {
        String[] parts = name.split(" ", 2);
        String kind = word("signals.kind.", parts[0]);
        return parts.length == 1
                ? kind
                : kind
                        + (isChinese() ? "：" : ": ")
                        + Arrays.stream(parts[1].split(" ")).map(this::metric).collect(Collectors.joining(" "));
    }

    /** What was counted and the figures that there are; of what the platform was called first. */
    public String figures(String inWords) {
        List<String> parts = List.of(inWords.split(BETWEEN));
        boolean isShare = Arrays.stream(parts.get(0).split(" ")).anyMatch(SignalWords::isShare);
        return parts.get(0).isEmpty()
                ? ""
                : respect(parts.get(0))
                        + parts.stream()
                                .skip(1)
                                .map(part -> BETWEEN + figure(part, isShare))
                                .collect(Collectors.joining());
    }

    /** A number that a window holds, or is held against. */
    public String number(String input, String metricName, String number) {
        boolean inPercent = isShare(input)
                || input.matches("highest|highestDay|lowest")
                        && Arrays.stream(metricName.split(" ")).anyMatch(SignalWords::isShare);
        return inPercent ? percent(number) : number;
    }

    private String figure(String part, boolean isShare) {
        Matcher span = Pattern.compile("(24 h|1 h|5 min): (\\d+)").matcher(part);
        if (span.matches()) {
            return texts.getMessage(
                    "signals.within." + span.group(1).replace(" ", ""), new Object[] {span.group(2)}, reader);
        }
        Matcher figure = FIGURE.matcher(part);
        if (isShare && figure.matches() && part.startsWith("highest")) {
            return half(figure.group("name")) + (isChinese() ? "：" : ": ") + percent(figure.group("number"));
        }
        int colon = part.indexOf(": ");
        if (colon < 0) {
            return grown(part);
        }
        return half(part.substring(0, colon)) + (isChinese() ? "：" : ": ") + part.substring(colon + 2);
    }

    /** "× 3 against the day before 较前日". */
    private String grown(String part) {
        Matcher times = Pattern.compile("(× [\\d.]+) (.*)").matcher(part);
        return times.matches()
                ? isChinese()
                        ? half(times.group(2)) + " " + times.group(1)
                        : times.group(1) + " " + half(times.group(2))
                : BilingualText.of(part, reader);
    }

    private String half(String name) {
        return BilingualText.of(name, reader);
    }

    private static boolean isShare(String name) {
        return SHARE.matcher(name).matches();
    }

    private static String percent(String share) {
        double percent = Double.parseDouble(share) * 100;
        String written = String.format(Locale.ROOT, "%.2f", percent).replaceAll("\\.?0+$", "");
        return written + " %";
    }

    private boolean isChinese() {
        return reader.getLanguage().equals(Locale.CHINESE.getLanguage());
    }

    private String word(String group, String name) {
        return String.valueOf(texts.getMessage(group + name, null, name, reader));
    }
}
