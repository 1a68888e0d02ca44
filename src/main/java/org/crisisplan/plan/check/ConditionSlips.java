package org.crisisplan.plan.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions as people say them and other programs write them: and, or, not, between, yes, any. */
final class ConditionSlips {

    private static final Set<String> YES =
            Set.of("true", "yes", "y", "是", "对", "真", "有", "ja", "wahr", "oui", "t", "on");
    private static final Set<String> NO =
            Set.of("false", "no", "n", "否", "不", "假", "无", "nein", "falsch", "non", "f", "off");
    private static final Set<String> ANY = Set.of(
            "any", "*", "all", "n/a", "任意", "全部", "不限", "alle", "beliebig", "else", "otherwise", "其他", "其它", "—", "--");
    private static final Set<String> NOTHING = Set.of("none", "nil", "undefined", "empty", "unknown", "空", "未知");
    private static final String OPERAND = "(-?\\d+(?:\\.\\d+)?)";
    private static final Pattern WITHIN =
            Pattern.compile("(>=?)\\s*" + OPERAND + "\\s*(?:and|und|且|和|&&?|,)\\s*(<=?)\\s*" + OPERAND);
    private static final Pattern WITHIN_TURNED =
            Pattern.compile("(<=?)\\s*" + OPERAND + "\\s*(?:and|und|且|和|&&?)\\s*(>=?)\\s*" + OPERAND);
    private static final Pattern FROM_TO = Pattern.compile(
            "(?:between\\s+)?" + OPERAND + "\\s*(?:and|to|bis|und|到|至|~|\\.{2,3}|\\s-\\s|-)\\s*" + OPERAND);
    private static final Pattern OR =
            Pattern.compile("\"\"\\s*(\\bor\\b|\\boder\\b|\\|\\|?|;|/|或|&&?|\\band\\b|\\+)\\s*\"\"");
    private static final Pattern OR_NUMBERS =
            Pattern.compile("[<>=]*\\s*" + OPERAND + "\\s*(\\bor\\b|\\boder\\b|\\|\\|?|;|/|或)\\s*[<>=]*\\s*" + OPERAND);
    private static final Pattern NOT =
            Pattern.compile("(?:not\\s+(?!\\()|!=?\\s*|<>\\s*|no\\s+|非|不是|≠\\s*|except\\s+)\\(?(.+?)\\)?");
    private static final Pattern EQUALS = Pattern.compile("(?:==?=?|is\\s+|等于)\\s*(.+)");
    private static final Pattern IN = Pattern.compile("in\\s*([(\\[].*[)\\]])");

    private ConditionSlips() {}

    static Optional<CellMistake> of(String cell, ValueKind kind) {
        String straight = CellSlips.singles(CellSlips.operators(CellSlips.straightened(cell)));
        String bare = CellSlips.withoutQuoted(straight);
        String word = CellSlips.small(CellSlips.whollyQuoted(straight).orElse(straight));
        if (kind.isYesNo() && !Set.of("true", "false").contains(cell)) {
            Optional<CellMistake> answer = yesNo(word);
            if (answer.isPresent()) {
                return answer;
            }
        }
        if (ANY.contains(word) && !kind.words().contains(word) && !isFreeText(kind, straight)) {
            return Optional.of(new CellMistake("is no condition", "Leave the cell empty if it fits anything"));
        }
        if (!cell.equals("null")
                && (word.equals("null") || NOTHING.contains(word))
                && !kind.words().contains(word)
                && (kind.isNumber() || kind.isYesNo() || word.equals("null") || kind.isWord() && !kind.open())) {
            return Optional.of(
                    CellMistake.write("is no value that is ever there", "null if it fits what nobody knows"));
        }
        return notOrEqual(straight).or(() -> within(bare)).or(() -> alternatives(straight, bare));
    }

    private static boolean isFreeText(ValueKind kind, String straight) {
        return (kind.isText() && kind.open() || kind.form() == ValueKind.Form.ANY) && straight.startsWith("\"");
    }

    private static Optional<CellMistake> yesNo(String word) {
        if (YES.contains(word) || word.equals("1")) {
            return Optional.of(CellMistake.write("is neither true nor false", "true"));
        }
        if (NO.contains(word) || word.equals("0")) {
            return Optional.of(CellMistake.write("is neither true nor false", "false"));
        }
        return Optional.empty();
    }

    private static Optional<CellMistake> notOrEqual(String straight) {
        Matcher not = NOT.matcher(straight);
        if (not.matches() && !straight.startsWith("not(")) {
            return Optional.of(CellMistake.write("is a negation that FEEL does not read", "not(" + not.group(1) + ")"));
        }
        Matcher equal = EQUALS.matcher(straight);
        if (equal.matches()) {
            return Optional.of(CellMistake.write(
                    "begins with a sign that a cell does not need",
                    equal.group(1).strip()));
        }
        Matcher in = IN.matcher(straight);
        if (in.matches()) {
            String list = in.group(1);
            boolean range = list.contains("..");
            return Optional.of(CellMistake.write(
                    "begins with a word that a cell does not need",
                    range ? list : list.substring(1, list.length() - 1).strip()));
        }
        return Optional.empty();
    }

    /** Two limits at once are a range; a comma between them means or. */
    private static Optional<CellMistake> within(String bare) {
        Matcher both = WITHIN.matcher(bare);
        if (both.matches()) {
            boolean comma = bare.replaceAll("[^,]", "").length() == 1 && !bare.matches(".*(and|und|且|和|&).*");
            double from = Double.parseDouble(both.group(2));
            double to = Double.parseDouble(both.group(4));
            if (!comma || from < to) {
                return Optional.of(CellMistake.write(
                        comma ? "fits every number, since a comma means or" : "is a range that FEEL does not read",
                        range(both.group(1), both.group(2), both.group(3), both.group(4))));
            }
        }
        Matcher turned = WITHIN_TURNED.matcher(bare);
        if (turned.matches()) {
            return Optional.of(CellMistake.write(
                    "is a range that FEEL does not read",
                    range(turned.group(3), turned.group(4), turned.group(1), turned.group(2))));
        }
        Matcher fromTo = FROM_TO.matcher(bare);
        return fromTo.matches()
                ? Optional.of(CellMistake.write(
                        "is a range that FEEL does not read", "[" + fromTo.group(1) + ".." + fromTo.group(2) + "]"))
                : Optional.empty();
    }

    private static String range(String above, String from, String below, String to) {
        return (above.equals(">") ? "(" : "[") + from + ".." + to + (below.equals("<") ? ")" : "]");
    }

    private static Optional<CellMistake> alternatives(String straight, String bare) {
        if (OR.matcher(bare).find() && !bare.contains("?")) {
            return Optional.of(CellMistake.write(
                    "joins its alternatives by a word or sign that means something else",
                    CellSlips.outsideQuotes(
                            straight,
                            part -> part.replaceAll(
                                    "\\s*(\\bor\\b|\\boder\\b|\\|\\|?|;|/|或|&&?|\\band\\b|\\+)\\s*", ", "))));
        }
        Matcher numbers = OR_NUMBERS.matcher(bare);
        return numbers.matches()
                ? Optional.of(CellMistake.write(
                        "joins its alternatives by a word or sign that means something else",
                        bare.replaceAll("\\s*(\\bor\\b|\\boder\\b|\\|\\|?|;|/|或)\\s*", ", ")))
                : Optional.empty();
    }

    /** The words for yes and no, for whoever reads results. */
    static Optional<Boolean> answer(String word) {
        for (Map.Entry<Set<String>, Boolean> one : List.of(Map.entry(YES, true), Map.entry(NO, false))) {
            if (one.getKey().contains(CellSlips.small(word))) {
                return Optional.of(one.getValue());
            }
        }
        return Optional.empty();
    }
}
