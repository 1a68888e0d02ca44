package org.crisisplan.publish.figures;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number as people write it: 6,000,000, 6 million, six million, 600 万, 六百万. */
final class WrittenNumber {

    private static final String DIGITS = "\\d{1,3}(?:[,\\u00A0\\u202F ]\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";
    private static final String SMALL =
            "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half an?|an?";
    private static final String SCALE = "hundred thousand|hundred million|hundred|thousand|million|billion";
    private static final String HAN = "[零〇一二两三四五六七八九十百千万亿]{2,}";

    /** As part of a longer expression; takes no group of its own. */
    static final String PATTERN = "(?:(?:" + DIGITS + ")(?:\\s*(?:" + SCALE + "|[kmKM](?!\\p{L})|bn|百万|千万|万|亿|千))?"
            + "|(?:" + SMALL + ")\\s+(?:" + SCALE + ")|" + HAN + ")";

    private static final Pattern IN_DIGITS = Pattern.compile("(" + DIGITS + ")\\s*(.*)", Pattern.DOTALL);
    private static final Pattern IN_WORDS =
            Pattern.compile("(" + SMALL + ")\\s+(" + SCALE + ")", Pattern.CASE_INSENSITIVE);

    private static final Map<String, BigDecimal> SCALES = Map.ofEntries(
            Map.entry("hundred", new BigDecimal("1e2")),
            Map.entry("thousand", new BigDecimal("1e3")),
            Map.entry("k", new BigDecimal("1e3")),
            Map.entry("hundred thousand", new BigDecimal("1e5")),
            Map.entry("million", new BigDecimal("1e6")),
            Map.entry("m", new BigDecimal("1e6")),
            Map.entry("hundred million", new BigDecimal("1e8")),
            Map.entry("billion", new BigDecimal("1e9")),
            Map.entry("bn", new BigDecimal("1e9")),
            Map.entry("千", new BigDecimal("1e3")),
            Map.entry("万", new BigDecimal("1e4")),
            Map.entry("百万", new BigDecimal("1e6")),
            Map.entry("千万", new BigDecimal("1e7")),
            Map.entry("亿", new BigDecimal("1e8")));

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("a", "1"),
            Map.entry("an", "1"),
            Map.entry("half a", "0.5"),
            Map.entry("half an", "0.5"),
            Map.entry("one", "1"),
            Map.entry("two", "2"),
            Map.entry("three", "3"),
            Map.entry("four", "4"),
            Map.entry("five", "5"),
            Map.entry("six", "6"),
            Map.entry("seven", "7"),
            Map.entry("eight", "8"),
            Map.entry("nine", "9"),
            Map.entry("ten", "10"),
            Map.entry("eleven", "11"),
            Map.entry("twelve", "12"),
            Map.entry("fifteen", "15"),
            Map.entry("twenty", "20"),
            Map.entry("thirty", "30"),
            Map.entry("forty", "40"),
            Map.entry("fifty", "50"),
            Map.entry("sixty", "60"),
            Map.entry("seventy", "70"),
            Map.entry("eighty", "80"),
            Map.entry("ninety", "90"));

    private static final String HAN_DIGITS = "零一二三四五六七八九";

    private WrittenNumber() {}

    /** Whether it is written in a large unit, and so perhaps rounded. */
    static boolean isRound(String written) {
        return !written.matches("(?:" + DIGITS + ")");
    }

    static Optional<BigDecimal> read(String written) {
        Matcher digits = IN_DIGITS.matcher(written);
        if (digits.matches()) {
            BigDecimal value = new BigDecimal(digits.group(1).replaceAll("[,\\u00A0\\u202F ]", ""));
            String scale = digits.group(2).strip().toLowerCase(Locale.ROOT);
            return scale.isEmpty()
                    ? Optional.of(value)
                    : Optional.ofNullable(SCALES.get(scale)).map(value::multiply);
        }
        Matcher words = IN_WORDS.matcher(written);
        if (words.matches()) {
            String small = words.group(1).toLowerCase(Locale.ROOT);
            return Optional.of(new BigDecimal(WORDS.getOrDefault(small, "1"))
                    .multiply(SCALES.get(words.group(2).toLowerCase(Locale.ROOT))));
        }
        return han(written);
    }

    private static Optional<BigDecimal> han(String written) {
        long all = 0;
        long section = 0;
        long digit = 0;
        for (char sign : written.replace('〇', '零').replace('两', '二').toCharArray()) {
            int value = HAN_DIGITS.indexOf(sign);
            if (value >= 0) {
                digit = value;
                continue;
            }
            long unit = switch (sign) {
                case '十' -> 10;
                case '百' -> 100;
                case '千' -> 1000;
                case '万' -> 10_000;
                case '亿' -> 100_000_000;
                default -> 0;
            };
            if (unit == 0) {
                return Optional.empty();
            }
            if (unit < 10_000) {
                section += (digit == 0 ? 1 : digit) * unit;
            } else {
                all = (all + section + digit) * unit;
                section = 0;
            }
            digit = 0;
        }
        long value = all + section + digit;
        return value == 0 ? Optional.empty() : Optional.of(BigDecimal.valueOf(value));
    }
}
