package org.crisisplan.signals.trigger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the windows say about one subject in one respect: one question to the table of triggers.
 *
 * @param metric the finding; null where opinion on one platform is counted as a whole
 * @param platform where opinion was counted, else null
 * @param lastDay how many within 24 hours; of opinion only what is negative
 * @param dayBefore how many in the 24 hours before those
 * @param highest the highest value within 5 minutes
 * @param highestDay the highest value within 24 hours
 * @param lowest the lowest value within the hour
 * @param critical how many within 24 hours were called critical
 * @param resolved how many within 5 minutes said that it is over
 * @param reporters how many different people reported it within 24 hours
 * @param users how many use it within a day
 * @param discussions all that was said about the subject within 24 hours, on all platforms, however it was meant
 */
public record WindowStats(
        String subject,
        String kind,
        @Nullable String metric,
        @Nullable String platform,
        long last5Minutes,
        long lastHour,
        long lastDay,
        long dayBefore,
        @Nullable Double highest,
        @Nullable Double highestDay,
        @Nullable Double lowest,
        long critical,
        long resolved,
        @Nullable Long reporters,
        @Nullable Long users,
        boolean topMedia,
        long discussions) {

    /** Against the day before; from nothing it grew by all there is. */
    double growth() {
        return (double) lastDay / Math.max(1, dayBefore);
    }

    @Nullable Double share() {
        return reporters == null || users == null || users < 1 ? null : (double) reporters / users;
    }

    boolean isOfPeople() {
        return kind.equals("mention") || kind.equals("report");
    }

    /** By the names of the table's inputs. */
    public Map<String, @Nullable Object> asInputs() {
        Map<String, @Nullable Object> inputs = new HashMap<>();
        inputs.put("kind", kind);
        inputs.put("subject", subject);
        inputs.put("metric", metric);
        inputs.put("platform", platform);
        inputs.put("last5Minutes", last5Minutes);
        inputs.put("lastHour", lastHour);
        inputs.put("lastDay", lastDay);
        inputs.put("growth", growth());
        inputs.put("highest", highest);
        inputs.put("highestDay", highestDay);
        inputs.put("lowest", lowest);
        inputs.put("critical", critical);
        inputs.put("reporters", reporters);
        inputs.put("users", users);
        inputs.put("share", share());
        inputs.put("topMedia", topMedia);
        inputs.put("discussions", discussions);
        return inputs;
    }

    /** For people, in both languages at once: what it was counted of, and the figures that there are. */
    public String inWords() {
        List<String> words = new ArrayList<>();
        words.add("24 h: " + lastDay);
        words.add("1 h: " + lastHour);
        words.add("5 min: " + last5Minutes);
        if (kind.equals("mention")) {
            words.add("× " + number(growth()) + " against the day before 较前日");
            words.add("discussions 讨论量: " + discussions);
        }
        if (highest != null) {
            words.add("highest in 5 min 5分钟最高: " + number(highest));
        } else if (highestDay != null) {
            words.add("highest in 24 h 24小时最高: " + number(highestDay));
        }
        Double share = share();
        if (share != null) {
            words.add("reporters 报告人: %d / %d = %s %%".formatted(reporters, users, number(share * 100)));
        }
        if (critical > 0) {
            words.add("critical 严重: " + critical);
        }
        return name() + " · " + String.join(" · ", words);
    }

    public String name() {
        return kind + (metric == null ? "" : " " + metric) + (platform == null ? "" : " " + platform);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
