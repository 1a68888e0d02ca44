package org.crisisplan.plan.check;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Slips of the keyboard and of other programs that FEEL does not read: full-width signs, typographic quotes, other languages' operators. */
final class CellSlips {

    private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern CURLY =
            Pattern.compile("[\u201C\u201D\u201E\u201F\u00AB\u00BB\u300C\u300D\u300E\u300F\uFF02]");
    private static final Pattern CURLY_SINGLE = Pattern.compile("[\u2018\u2019\u201A\u201B\uFF07\u00B4`]");
    private static final Pattern FULL_WIDTH = Pattern.compile("[\uFF01-\uFF5E\u3000\u3001\u3002]");
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'");
    private static final Pattern INVISIBLE = Pattern.compile("[\u00A0\u2007\u2009\u202F\u200B\uFEFF\u2060]");

    private static final Map<String, String> SIGNS =
            Map.of("≥", ">=", "≤", "<=", "⩾", ">=", "⩽", "<=", "≧", ">=", "≦", "<=", "−", "-", "–", "-");

    private CellSlips() {}

    /** What the text would be if it were typed as FEEL wants it; texts in straight quotes stay as they are. */
    static String straightened(String text) {
        var straight = new StringBuilder();
        Matcher quoted = QUOTED.matcher(text);
        int from = 0;
        while (quoted.find()) {
            straight.append(straightenedPart(text.substring(from, quoted.start())))
                    .append(quoted.group());
            from = quoted.end();
        }
        return straight.append(straightenedPart(text.substring(from)))
                .toString()
                .strip();
    }

    private static String straightenedPart(String part) {
        String straight = CURLY.matcher(part).replaceAll("\"");
        straight = CURLY_SINGLE.matcher(straight).replaceAll("'");
        straight = INVISIBLE.matcher(straight).replaceAll(" ");
        straight = straight.replace('\u3001', ',').replace('\u3002', '.');
        straight = Normalizer.normalize(straight, Normalizer.Form.NFKC);
        for (Map.Entry<String, String> sign : SIGNS.entrySet()) {
            straight = straight.replace(sign.getKey(), sign.getValue());
        }
        return straight;
    }

    /** What is wrong with the letters themselves, whatever they mean. */
    static Optional<CellMistake> of(String text) {
        String bare = QUOTED.matcher(text).replaceAll("");
        String straight = operators(singles(straightened(text)));
        if (CURLY.matcher(bare).find() || CURLY_SINGLE.matcher(bare).find()) {
            return Optional.of(CellMistake.write("has typographic quotation marks", straight));
        }
        if (FULL_WIDTH.matcher(bare).find()) {
            return Optional.of(CellMistake.write("has full-width signs", straight));
        }
        if (INVISIBLE.matcher(bare).find()) {
            return Optional.of(CellMistake.write("has blanks that are none", straight));
        }
        if (SIGNS.keySet().stream().anyMatch(bare::contains)) {
            return Optional.of(CellMistake.write("has a sign that FEEL does not read", straight));
        }
        if (SINGLE.matcher(bare).find() && !bare.contains("\"")) {
            return Optional.of(CellMistake.write("has single quotation marks", straight));
        }
        return Optional.empty();
    }

    static String singles(String text) {
        return QUOTED.matcher(text).find() ? text : SINGLE.matcher(text).replaceAll("\"$1\"");
    }

    /** Comparison signs as other languages write them. */
    static String operators(String text) {
        return outsideQuotes(
                text,
                part -> part.replaceAll("=\\s*>", ">=")
                        .replaceAll("=\\s*<", "<=")
                        .replaceAll(">\\s+=", ">=")
                        .replaceAll("<\\s+=", "<="));
    }

    static String outsideQuotes(String text, java.util.function.UnaryOperator<String> change) {
        var changed = new StringBuilder();
        Matcher quoted = QUOTED.matcher(text);
        int from = 0;
        while (quoted.find()) {
            changed.append(change.apply(text.substring(from, quoted.start()))).append(quoted.group());
            from = quoted.end();
        }
        return changed.append(change.apply(text.substring(from))).toString();
    }

    /** The text with each quoted part left out of sight. */
    static String withoutQuoted(String text) {
        return QUOTED.matcher(text).replaceAll("\"\"");
    }

    /** What stands in quotes if nothing else stands beside it. */
    static Optional<String> whollyQuoted(String text) {
        Matcher quoted = QUOTED.matcher(text.strip());
        return quoted.matches()
                ? Optional.of(text.strip().substring(1, text.strip().length() - 1))
                : Optional.empty();
    }

    static String small(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
