package org.crisisplan.signals.trigger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.signals.window.Minutes;
import org.crisisplan.signals.window.WindowRepository;
import org.crisisplan.signals.window.WindowRepository.Counted;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at subjects: their windows, with what the tables of active users and top media know about them. */
@Component
public class WindowReader {

    /** Nothing is too long ago. */
    public static final long EVER = 0;

    private final WindowRepository windows;
    private final LatestDecisions tables;
    private final Remembered<Long> users = new Remembered<>();
    private final Remembered<Boolean> topMedia = new Remembered<>();

    WindowReader(WindowRepository windows, LatestDecisions tables) {
        this.windows = windows;
        this.tables = tables;
    }

    /** What was said before a subject's last crisis was over has been dealt with: from which minute on it counts. */
    public static long since(@Nullable Crisis last) {
        Instant until = last == null ? null : last.dealtWithUntil();
        return until == null ? EVER : Minutes.of(until);
    }

    /**
     * @param minute in which the windows end
     * @param since nothing before this minute is counted
     * @param failed told of each subject that the tables of active users or of top media fail at
     */
    public Map<String, SubjectWindows> of(
            Collection<String> subjects, long minute, long since, BiConsumer<String, RuntimeException> failed) {
        List<Counted> all = windows.ending(minute, subjects, since);
        boolean reported = all.stream().anyMatch(one -> one.kind().equals("report"));
        Map<String, Map<String, Long>> reporters =
                reported ? windows.reporters(subjects, Math.max(since, minute - Minutes.DAY + 1), minute) : Map.of();
        Map<String, List<Counted>> bySubject =
                all.stream().collect(Collectors.groupingBy(Counted::subject, HashMap::new, Collectors.toList()));
        Map<String, SubjectWindows> situations = new HashMap<>();
        bySubject.forEach((subject, counted) -> {
            try {
                situations.put(subject, situation(subject, counted, reporters.getOrDefault(subject, Map.of())));
            } catch (RuntimeException tableFault) {
                failed.accept(subject, tableFault);
            }
        });
        return situations;
    }

    public SubjectWindows situation(String subject, List<Counted> counted, Map<String, Long> reporters) {
        return SubjectWindows.of(subject, new ArrayList<>(counted), reporters, usersOf(subject), this::isTopMedia);
    }

    long usersOf(String subject) {
        return users.ask(
                "activeUsers",
                subject,
                name -> tables.ask("activeUsers", Map.of("subject", name)).stream()
                        .map(row -> row.get("users") instanceof Number number
                                ? Long.valueOf(number.longValue())
                                : Long.valueOf(0))
                        .findFirst()
                        .orElse(0L));
    }

    boolean isTopMedia(String platform) {
        return !platform.isEmpty()
                && topMedia.ask(
                        "topMedia",
                        platform,
                        name -> tables.ask("topMedia", Map.of("platform", name)).stream()
                                .anyMatch(row -> Boolean.TRUE.equals(row.get("topMedia"))));
    }

    /** Answers of one version of a table. */
    private class Remembered<T> {

        private static final int MOST = 10_000;

        private volatile String version = "";
        private final Map<String, T> answers = new ConcurrentHashMap<>();

        T ask(String table, String about, Function<String, T> otherwise) {
            String now = tables.newest(table).version();
            if (!now.equals(version) || answers.size() > MOST) {
                answers.clear();
                version = now;
            }
            return answers.computeIfAbsent(about, otherwise);
        }
    }
}
