package org.crisisplan.signals.trigger;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.signals.trigger.CrisisCorrelation.Seen;
import org.crisisplan.signals.trigger.SubjectRepository.Reported;
import org.crisisplan.signals.window.Counting;
import org.crisisplan.signals.window.EvaluationQueue;
import org.crisisplan.signals.window.EvaluationQueue.Due;
import org.crisisplan.signals.window.Minutes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
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
    private final EvaluationQueue due;
    private final WindowReader situations;
    private final Triggers triggers;
    private final AnnouncedWork work;
    private final SubjectRepository subjects;
    private final CrisisCorrelation correlation;
    private final EvaluationFailures unjudged;
    private final Crises crises;
    private final Clock clock;
    private final Set<String> acting = ConcurrentHashMap.newKeySet();

    Evaluation(
            Counting counting,
            EvaluationQueue due,
            WindowReader situations,
            Triggers triggers,
            AnnouncedWork work,
            SubjectRepository subjects,
            CrisisCorrelation correlation,
            EvaluationFailures unjudged,
            Crises crises,
            Clock clock) {
        this.counting = counting;
        this.due = due;
        this.situations = situations;
        this.triggers = triggers;
        this.work = work;
        this.subjects = subjects;
        this.correlation = correlation;
        this.unjudged = unjudged;
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
        Set<String> all = new LinkedHashSet<>(due.before(clock.instant(), Integer.MAX_VALUE));
        all.addAll(cannotBeJudged());
        List<String> next = List.copyOf(all);
        for (int i = 0; i < next.size(); i += AT_ONCE) {
            List<String> some = next.subList(i, Math.min(next.size(), i + AT_ONCE));
            lookAt(some, Runnable::run, (subject, done) -> {});
        }
    }

    /** What another node, or this one before it stopped, has left over. */
    List<String> leftOver(Duration olderThan) {
        return due.before(clock.instant().minus(olderThan), AT_ONCE);
    }

    /** Those that failed before, some of them in turn; somebody may have mended the table. */
    List<String> cannotBeJudged() {
        return unjudged.next(AT_ONCE);
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
        nothingIsLeftOf(some, marked.keySet());
        marked.keySet().removeAll(acting);
        if (marked.isEmpty()) {
            return;
        }
        Map<String, Reported> reported = subjects.of(marked.keySet());
        Map<String, Crisis> last = last(reported);
        List<Due> nothingToDo = new ArrayList<>();
        for (Seen seen : see(marked, reported, last)) {
            Crisis crisis = last.get(seen.subject());
            boolean open = crisis != null && crisis.isGoingOn();
            Reported before = reported.getOrDefault(seen.subject(), Reported.nothing(seen.subject()));
            if (!correlation.changesAnything(seen, before, open)) {
                nothingToDo.add(seen.due());
            } else if (acting.add(seen.subject())) {
                forActing.execute(() -> act(seen, afterwards));
            }
        }
        if (!nothingToDo.isEmpty()) {
            due.done(nothingToDo);
            unjudged.judged(nothingToDo.stream().map(Due::subject).toList());
        }
    }

    /** Another node has judged it just now. */
    private void nothingIsLeftOf(Collection<String> some, Set<String> marked) {
        List<String> rest =
                some.stream().filter(subject -> !marked.contains(subject)).toList();
        if (!rest.isEmpty()) {
            unjudged.judged(rest);
        }
    }

    /** The last crisis of each subject that had one. */
    private Map<String, Crisis> last(Map<String, Reported> reported) {
        Map<String, String> numbers = new HashMap<>();
        reported.values().stream()
                .filter(one -> one.crisis() != null)
                .forEach(one -> numbers.put(one.subject(), one.crisis()));
        Map<String, Crisis> found = crises.find(Set.copyOf(numbers.values()));
        Map<String, Crisis> last = new HashMap<>();
        numbers.forEach((subject, number) ->
                Optional.ofNullable(found.get(number)).ifPresent(crisis -> last.put(subject, crisis)));
        return last;
    }

    private void act(Seen seen, Afterwards afterwards) {
        boolean done = false;
        try {
            done = correlation.openOrUpdate(seen);
            if (done) {
                unjudged.judged(List.of(seen.subject()));
            }
        } catch (RuntimeException fault) {
            // the marks stay, so it is tried again
            cannot(seen.due(), fault);
        } finally {
            acting.remove(seen.subject());
            afterwards.acted(seen.subject(), done);
        }
    }

    private void cannot(Due one, RuntimeException fault) {
        try {
            unjudged.cannot(one.subject(), fault);
            due.thin(List.of(one));
        } catch (DataAccessException noDatabase) {
            LOG.warn(
                    "That the signals about '{}' could not be judged ({}) could not be kept: {}",
                    one.subject(),
                    fault,
                    noDatabase.toString());
        }
    }

    private List<Seen> see(Map<String, Due> marked, Map<String, Reported> reported, Map<String, Crisis> last) {
        Map<String, List<Finding>> findings = new HashMap<>();
        Set<String> resolved = new TreeSet<>();
        Map<String, RuntimeException> failed = new TreeMap<>();
        windows(marked, last).forEach((window, all) -> {
            // what fails as it stands now fails as it stood before
            List<String> some =
                    all.stream().filter(subject -> !failed.containsKey(subject)).toList();
            if (some.isEmpty()) {
                return;
            }
            situations
                    .of(some, window.minute(), window.since(), failed::putIfAbsent)
                    .forEach((subject, whole) -> {
                        SubjectWindows situation = window.measuredOnly() ? whole.measuredOnly() : whole;
                        try {
                            findings.computeIfAbsent(subject, first -> new ArrayList<>())
                                    .addAll(work.without(
                                            triggers.of(situation), subject, window.minute(), window.since()));
                        } catch (RuntimeException tableFault) {
                            failed.putIfAbsent(subject, tableFault);
                        }
                        if (situation.figures().stream().anyMatch(figures -> figures.resolved() > 0)) {
                            resolved.add(subject);
                        }
                    });
        });
        // their marks stay: as soon as the table is put right they are looked at again, and meanwhile all others are
        failed.forEach((subject, fault) -> {
            Due one = marked.get(subject);
            if (one != null) {
                cannot(one, fault);
            }
        });
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

    /** Those that end now come first. */
    private Map<Ending, List<String>> windows(Map<String, Due> marked, Map<String, Crisis> last) {
        Map<Ending, List<String>> windows = new LinkedHashMap<>();
        marked.values().forEach(one -> {
            long since = WindowReader.since(last.get(one.subject()));
            add(windows, one, new Ending(now(one), since, false));
        });
        marked.values().forEach(one -> {
            long since = WindowReader.since(last.get(one.subject()));
            // a figure older than a day counts in no window, in whatever order the figures came in
            long dayAgo = Math.max(since, now(one) - Minutes.DAY + 1);
            latest(one.received(), now(one)).forEach(minute -> add(windows, one, new Ending(minute, since, false)));
            latest(one.measured(), now(one)).forEach(minute -> add(windows, one, new Ending(minute, dayAgo, true)));
        });
        return windows;
    }

    private static void add(Map<Ending, List<String>> windows, Due one, Ending ending) {
        windows.computeIfAbsent(ending, first -> new ArrayList<>()).add(one.subject());
    }

    /** By the clock of whoever received it last, if that is ahead of ours. */
    private long now(Due one) {
        long now = Minutes.of(clock.instant());
        return one.received().isEmpty() ? now : Math.max(now, one.received().last());
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
