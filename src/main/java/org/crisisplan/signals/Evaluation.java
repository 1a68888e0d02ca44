package org.crisisplan.signals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.crisisplan.plan.Crises;
import org.crisisplan.plan.Crisis;
import org.crisisplan.signals.DueRows.Due;
import org.crisisplan.signals.Raising.Seen;
import org.crisisplan.signals.SubjectRows.Reported;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at every subject whose figures changed, many at a time, and acts where there is something to do. A subject with a thousand
 * new signals is looked at once.
 */
@Component
class Evaluation {

    private static final Logger LOG = LoggerFactory.getLogger(Evaluation.class);

    static final int AT_ONCE = 256;
    private static final int MOST_MINUTES = 120;

    private final Counting counting;
    private final DueRows due;
    private final Situations situations;
    private final Triggers triggers;
    private final SubjectRows subjects;
    private final Raising raising;
    private final Crises crises;
    private final Clock clock;
    private final Set<String> acting = ConcurrentHashMap.newKeySet();

    Evaluation(
            Counting counting,
            DueRows due,
            Situations situations,
            Triggers triggers,
            SubjectRows subjects,
            Raising raising,
            Crises crises,
            Clock clock) {
        this.counting = counting;
        this.due = due;
        this.situations = situations;
        this.triggers = triggers;
        this.subjects = subjects;
        this.raising = raising;
        this.crises = crises;
        this.clock = clock;
    }

    /** Told when a crisis was opened or made worse, or when that has to wait. */
    interface Afterwards {

        void acted(String subject, boolean done);
    }

    /** Everything that came in, step by step, as tests do it. */
    void lookAtAll() {
        counting.countAll();
        List<String> next = due.before(clock.instant(), Integer.MAX_VALUE);
        for (int i = 0; i < next.size(); i += AT_ONCE) {
            List<String> some = next.subList(i, Math.min(next.size(), i + AT_ONCE));
            lookAt(some, Runnable::run, (subject, done) -> {});
        }
    }

    /** What another node, or this one before it stopped, has left over. */
    List<String> leftOver(Duration olderThan) {
        return due.before(clock.instant().minus(olderThan), AT_ONCE);
    }

    /**
     * @param some at most {@value #AT_ONCE} subjects
     * @param forActing where crises are opened; looking goes on meanwhile
     */
    void lookAt(Collection<String> some, Executor forActing, Afterwards afterwards) {
        if (some.isEmpty()) {
            return;
        }
        Map<String, Due> marked = due.of(some);
        marked.keySet().removeAll(acting);
        if (marked.isEmpty()) {
            return;
        }
        Map<String, Reported> reported = subjects.of(marked.keySet());
        Map<String, Crisis> last = new HashMap<>();
        reported.values()
                .forEach(one -> Optional.ofNullable(one.crisis())
                        .flatMap(crises::find)
                        .ifPresent(crisis -> last.put(one.subject(), crisis)));
        List<Due> nothingToDo = new ArrayList<>();
        for (Seen seen : see(marked, reported, last)) {
            Crisis crisis = last.get(seen.subject());
            boolean open = crisis != null && !crisis.phase().isOver();
            Reported before = reported.getOrDefault(seen.subject(), Reported.nothing(seen.subject()));
            if (!Raising.isNews(seen, before, open)) {
                nothingToDo.add(seen.due());
            } else if (acting.add(seen.subject())) {
                forActing.execute(() -> act(seen, afterwards));
            }
        }
        if (!nothingToDo.isEmpty()) {
            due.done(nothingToDo);
        }
    }

    private void act(Seen seen, Afterwards afterwards) {
        boolean done = false;
        try {
            done = raising.act(seen);
        } catch (RuntimeException fault) {
            // the mark stays, so it is tried again within a second or two
            LOG.warn(
                    "What the signals about '{}' say could not be carried out yet: {}",
                    seen.subject(),
                    fault.toString());
        } finally {
            acting.remove(seen.subject());
            afterwards.acted(seen.subject(), done);
        }
    }

    private List<Seen> see(Map<String, Due> marked, Map<String, Reported> reported, Map<String, Crisis> last) {
        Map<String, List<Finding>> findings = new HashMap<>();
        Set<String> resolved = new TreeSet<>();
        Map<String, RuntimeException> failed = new TreeMap<>();
        windows(marked, last)
                .forEach((window, some) -> situations
                        .of(some, window.minute(), window.since())
                        .forEach((subject, all) -> {
                            Situation situation = window.measuredOnly() ? all.measuredOnly() : all;
                            try {
                                findings.computeIfAbsent(subject, first -> new ArrayList<>())
                                        .addAll(triggers.of(situation));
                            } catch (RuntimeException tableFault) {
                                failed.put(subject, tableFault);
                            }
                            if (situation.figures().stream().anyMatch(figures -> figures.resolved() > 0)) {
                                resolved.add(subject);
                            }
                        }));
        // their marks stay: as soon as the table is put right they are looked at again, and meanwhile all others are
        failed.forEach((subject, fault) ->
                LOG.error("The tables of the plan cannot judge the signals about '{}': {}", subject, fault.toString()));
        return marked.values().stream()
                .filter(one -> !failed.containsKey(one.subject()))
                .map(one -> new Seen(
                        one,
                        reported.getOrDefault(one.subject(), Reported.nothing(one.subject()))
                                .crisis(),
                        findings.getOrDefault(one.subject(), List.of()),
                        resolved.contains(one.subject())))
                .toList();
    }

    /** Windows that end in the same minute and begin no earlier than the same one are asked for together. */
    private record Ending(long minute, long since, boolean measuredOnly) {}

    private Map<Ending, List<String>> windows(Map<String, Due> marked, Map<String, Crisis> last) {
        long now = Minutes.of(clock.instant());
        Map<Ending, List<String>> windows = new LinkedHashMap<>();
        marked.values().forEach(one -> {
            Crisis crisis = last.get(one.subject());
            // what was said before the last crisis was closed has been dealt with
            Instant closed = crisis == null ? null : crisis.closedAt();
            long since = closed == null ? Situations.EVER : Minutes.of(closed);
            Set<Long> whole = latest(one.received(), now);
            whole.add(now);
            whole.forEach(
                    minute -> windows.computeIfAbsent(new Ending(minute, since, false), first -> new ArrayList<>())
                            .add(one.subject()));
            latest(one.measured(), now)
                    .forEach(minute -> windows.computeIfAbsent(
                                    new Ending(minute, since, true), first -> new ArrayList<>())
                            .add(one.subject()));
        });
        return windows;
    }

    /** Minutes that have passed since somebody should have looked, because the node stopped or was busy. */
    private static Set<Long> latest(NavigableSet<Long> minutes, long now) {
        Set<Long> latest = new TreeSet<>();
        minutes.descendingSet().stream()
                .filter(minute -> minute < now && now - minute < Minutes.DAY)
                .limit(MOST_MINUTES)
                .forEach(latest::add);
        return latest;
    }
}
