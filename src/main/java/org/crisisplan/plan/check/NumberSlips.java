package org.crisisplan.plan.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them: with thousands separators, units, per cent, in quotes. */
final class NumberSlips {

    private static final Pattern GROUPED =
            Pattern.compile("(?<!\\w)(?<!\\d\\.)\\d{1,3}(?:([,'_ \u00A0\u2009\u202F.])\\d{3})(?:\\1\\d{3})*(?!\\d)");
    private static final Pattern UNIT =
            Pattern.compile("(?<![\\w.])(\\d+(?:\\.\\d+)?)\\s*(%|‰|[A-Za-z\u00B5°]+[/²]?[A-Za-z]*|\\p{IsHan}+|[€$¥£])");
    private static final Pattern MONEY = Pattern.compile("[€$¥£]\\s*(\\d+(?:\\.\\d+)?)");
    private static final Pattern NUMBER_LIKE =
            Pattern.compile("\\s*(?:[<>=≥≤＜＞＝]+\\s*)?-?[\\d０-９].*|\\s*[\\[(\\]].*\\.\\..*");

    private static final Map<String, BigDecimal> TIMES = Map.of(
            "%", new BigDecimal("0.01"),
            "‰", new BigDecimal("0.001"),
            "k", new BigDecimal("1000"),
            "K", new BigDecimal("1000"),
            "千", new BigDecimal("1000"),
            "万", new BigDecimal("10000"),
            "百万", new BigDecimal("1000000"),
            "亿", new BigDecimal("100000000"));

    private static final Map<String, String> COMPARISONS = Map.of(
            "more than|over|above|greater than|超过|大于|多于|高于", ">",
            "at least|from|至少|不少于|不低于|不小于", ">=",
            "less than|under|below|fewer than|少于|小于|低于|不到", "<",
            "at most|up to|至多|不超过|不多于|不大于|不高于", "<=");

    private NumberSlips() {}

    /** @param kind of the column's values, which are numbers */
    static Optional<CellMistake> of(String cell, ValueKind kind) {
        String straight = CellSlips.singles(CellSlips.operators(CellSlips.straightened(cell)));
        Optional<CellMistake> said = said(CellSlips.whollyQuoted(straight).orElse(straight), kind);
        if (said.isPresent()) {
            return said;
        }
        Optional<String> quoted = CellSlips.whollyQuoted(straight);
        if (quoted.isPresent() && NUMBER_LIKE.matcher(quoted.get()).matches()) {
            return Optional.of(CellMistake.write(
                    "is a text in quotes and is compared with no number",
                    plain(CellSlips.operators(CellSlips.straightened(quoted.get())), kind)));
        }
        String bare = CellSlips.withoutQuoted(straight);
        if (isGrouped(bare, kind)) {
            return Optional.of(
                    CellMistake.write("has a thousands separator, which FEEL reads otherwise", plain(straight, kind)));
        }
        Matcher unit = UNIT.matcher(bare);
        if (unit.find() && !isWord(unit.group(2)) || MONEY.matcher(bare).find()) {
            return Optional.of(CellMistake.write("has a unit, and numbers stand alone", plain(straight, kind)));
        }
        return Optional.empty();
    }

    private static boolean isWord(String unit) {
        return Set.of("and", "or", "then", "else", "to", "bis", "und", "到", "至", "或", "且")
                .contains(unit);
    }

    /** A comparison in words. */
    private static Optional<CellMistake> said(String straight, ValueKind kind) {
        for (Map.Entry<String, String> words : COMPARISONS.entrySet()) {
            Matcher said =
                    Pattern.compile("(?i)(?:" + words.getKey() + ")\\s*(\\d.*)").matcher(straight);
            if (said.matches()) {
                return Optional.of(CellMistake.write(
                        "is a comparison in words", words.getValue() + " " + plain(said.group(1), kind)));
            }
        }
        return Optional.empty();
    }

    private static boolean isGrouped(String bare, ValueKind kind) {
        Matcher grouped = GROUPED.matcher(bare);
        while (grouped.find()) {
            boolean point = grouped.group(1).equals(".");
            boolean several =
                    grouped.group().indexOf(grouped.group(1)) != grouped.group().lastIndexOf(grouped.group(1));
            if (!point || several || kind.whole()) {
                return true;
            }
        }
        return false;
    }

    /** The condition with its numbers as FEEL reads them. */
    static String plain(String text, ValueKind kind) {
        Matcher grouped = GROUPED.matcher(text);
        String plain =
                grouped.replaceAll(found -> found.group(1).equals(".") && !kind.whole() && count(found.group()) < 2
                        ? found.group()
                        : found.group().replaceAll("\\D", ""));
        plain = MONEY.matcher(plain).replaceAll("$1");
        return UNIT.matcher(plain)
                .replaceAll(found -> isWord(found.group(2))
                        ? Matcher.quoteReplacement(found.group())
                        : new BigDecimal(found.group(1))
                                .multiply(TIMES.getOrDefault(found.group(2), BigDecimal.ONE))
                                .stripTrailingZeros()
                                .toPlainString())
                .strip();
    }

    private static long count(String number) {
        return number.chars().filter(sign -> sign == '.').count();
    }
}
