package org.crisisplan.plan.check;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: 48h, 15 min, 2 天. */
final class DurationSlips {

    private static final Pattern SPOKEN = Pattern.compile("p?t?\\s*(\\d+)\\s*([a-z]+|\\p{IsHan}+)\\.?");

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("s", "PT%sS"),
            Map.entry("sec", "PT%sS"),
            Map.entry("second", "PT%sS"),
            Map.entry("秒", "PT%sS"),
            Map.entry("min", "PT%sM"),
            Map.entry("m", "PT%sM"),
            Map.entry("minute", "PT%sM"),
            Map.entry("分", "PT%sM"),
            Map.entry("分钟", "PT%sM"),
            Map.entry("h", "PT%sH"),
            Map.entry("hr", "PT%sH"),
            Map.entry("hour", "PT%sH"),
            Map.entry("std", "PT%sH"),
            Map.entry("时", "PT%sH"),
            Map.entry("小时", "PT%sH"),
            Map.entry("d", "P%sD"),
            Map.entry("day", "P%sD"),
            Map.entry("tage", "P%sD"),
            Map.entry("天", "P%sD"),
            Map.entry("日", "P%sD"),
            Map.entry("w", "P%sW"),
            Map.entry("week", "P%sW"),
            Map.entry("周", "P%sW"),
            Map.entry("星期", "P%sW"));

    private DurationSlips() {}

    /** How the duration is written that somebody meant. */
    static Optional<String> meant(String text) {
        Matcher spoken = SPOKEN.matcher(java.text.Normalizer.normalize(text.strip(), java.text.Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT));
        if (!spoken.matches()) {
            return Optional.empty();
        }
        String unit = spoken.group(2);
        return Optional.ofNullable(UNITS.getOrDefault(unit, UNITS.get(unit.replaceFirst("s$", ""))))
                .map(iso -> iso.formatted(spoken.group(1)));
    }
}
