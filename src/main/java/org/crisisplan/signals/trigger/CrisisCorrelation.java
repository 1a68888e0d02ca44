package org.crisisplan.signals.trigger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.record.Actor;
import org.crisisplan.crisis.record.CurrentActor;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.signals.trigger.SubjectRepository.Reported;
import org.crisisplan.signals.trigger.TriggerRepository.Effect;
import org.crisisplan.signals.trigger.TriggerRepository.Fired;
import org.crisisplan.signals.window.EvaluationQueue;
import org.crisisplan.signals.window.EvaluationQueue.Due;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens the one crisis of a subject, or makes the open one worse. Whoever does so holds the subject's row until the commit, on
 * whichever node, and the marks go in the same transaction: so there is one crisis, whatever races, and no mark without its crisis.
 */
@Component
class CrisisCorrelation {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_DESCRIPTION = 3_000;
    private static final int LONGEST_FIGURES = 1_000;

    /** Figures that only go on growing are reported so often at most; grading a crisis costs the engine some work. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** The clause that people watch by, where no table does. */
    private static final String BY_HAND = "R04";

    private static final Duration SAME_END = Duration.ofMinutes(10);

    private final SubjectRepository subjects;
    private final TriggerRepository triggers;
    private final KeptSignalRepository kept;
    private final EvaluationQueue due;
    private final CrisisPlan plan;
    private final Crises crises;
    private final LatestDecisions tables;
    private final FactTable facts;
    private final Clock clock;

    CrisisCorrelation(
            SubjectRepository subjects,
            TriggerRepository triggers,
            KeptSignalRepository kept,
            EvaluationQueue due,
            CrisisPlan plan,
            Crises crises,
            LatestDecisions tables,
            FactTable facts,
            Clock clock) {
        this.facts = facts;
        this.subjects = subjects;
        this.triggers = triggers;
        this.kept = kept;
        this.due = due;
        this.plan = plan;
        this.crises = crises;
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * What was seen of a subject.
     *
     * @param crisis the last crisis about it that was known when it was looked at
     * @param resolved whether a source said that something is over
     */
    record Seen(Due due, @Nullable String crisis, List<Finding> findings, boolean resolved) {

        String subject() {
            return due.subject();
        }

        List<Finding> raising() {
            return findings.stream().filter(Finding::raises).toList();
        }

        Set<String> clauses() {
            return raising().stream().map(Finding::clause).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Whether there is anything to do, seen without holding the subject; most often there is not. */
    boolean changesAnything(Seen seen, Reported reported, boolean open) {
        return open
                ? !worseFacts(seen, reported).isEmpty() || isNewClause(seen, reported) || seen.resolved()
                : !seen.raising().isEmpty();
    }

    private Map<String, Object> worseFacts(Seen seen, Reported reported) {
        var worse = new WorseFacts(facts.newest());
        return worse.worse(reported.facts(), worse.of(seen.raising()));
    }

    private static boolean isNewClause(Seen seen, Reported reported) {
        return !reported.clauses().containsAll(seen.clauses());
    }

    /** @return whether it is done; if not, the marks stay and it is looked at again */
    @Transactional
    public boolean openOrUpdate(Seen seen) {
        Optional<Reported> taken = subjects.take(seen.subject());
        if (taken.isEmpty() || !Objects.equals(taken.get().crisis(), seen.crisis())) {
            return false;
        }
        Optional<Crisis> last =
                Optional.ofNullable(taken.get().crisis()).flatMap(crises::find).filter(Crisis::isGoingOn);
        if (last.isPresent()) {
            if (!join(seen, taken.get(), last.get())) {
                return false;
            }
        } else if (!seen.raising().isEmpty()) {
            raise(seen);
        }
        due.done(List.of(seen.due()));
        return true;
    }

    /**
     * What a person saw in signals that no rule could judge. More signals about the subject join this crisis.
     *
     * @param fault why no rule could
     * @return the number of the subject's crisis; the open one, where there is one
     * @throws ConcurrencyFailureException when somebody else decides about the subject at this moment
     */
    @Transactional
    public String openManually(String subject, CrisisReport report, String fault) {
        Reported taken = subjects.take(subject)
                .orElseThrow(() -> new CannotAcquireLockException(
                        "Somebody else decides about '" + subject + "' at this moment. Please try again."));
        Optional<Crisis> open =
                Optional.ofNullable(taken.crisis()).flatMap(crises::find).filter(Crisis::isGoingOn);
        if (open.isPresent()) {
            return open.get().number();
        }
        String number = plan.open(report).number();
        subjects.report(new Reported(subject, number, Set.of(), Map.of(), clock.instant()));
        triggers.add(
                new Fired(clock.instant(), subject, number, Effect.RAISED, BY_HAND, "Triaged by hand 人工研判", fault),
                "{}");
        kept.keep(number, subject);
        return number;
    }

    private void raise(Seen seen) {
        List<Finding> raising = seen.raising();
        Map<String, Object> worst = new WorseFacts(facts.newest()).of(raising);
        Crisis crisis = CurrentActor.as(
                rule(seen),
                () -> plan.open(new CrisisReport(
                        title(seen),
                        description(seen),
                        raising.stream().map(Finding::kind).collect(Collectors.toSet()),
                        worst)));
        subjects.report(new Reported(seen.subject(), crisis.number(), seen.clauses(), worst, clock.instant()));
        raising.forEach(finding -> log(finding, crisis.number(), Effect.RAISED));
        kept.keep(crisis.number(), seen.subject());
    }

    /** @return false when it can wait a little */
    private boolean join(Seen seen, Reported reported, Crisis crisis) {
        Map<String, Object> worse = worseFacts(seen, reported);
        boolean newClause = isNewClause(seen, reported);
        if (!worse.isEmpty() && !newClause && canWait(reported, worse)) {
            return false;
        }
        if (!worse.isEmpty()) {
            CurrentActor.as(rule(seen), () -> plan.reportFacts(crisis.number(), worse));
        }
        if (!worse.isEmpty() || newClause) {
            Set<String> clauses = new TreeSet<>(reported.clauses());
            clauses.addAll(seen.clauses());
            subjects.report(new Reported(
                    seen.subject(), crisis.number(), clauses, together(reported.facts(), worse), clock.instant()));
            seen.raising().stream()
                    .filter(finding -> !reported.clauses().contains(finding.clause())
                            || finding.facts().keySet().stream().anyMatch(worse::containsKey))
                    .forEach(finding -> log(finding, crisis.number(), Effect.JOINED));
            kept.keep(crisis.number(), seen.subject());
        }
        if (seen.resolved()
                && !triggers.saidResolvedSince(crisis.number(), clock.instant().minus(SAME_END))) {
            proposeTheEnd(seen, crisis.number());
        }
        return true;
    }

    /** Nothing but known numbers that grew, only just reported, and the level stays as it is. */
    private boolean canWait(Reported reported, Map<String, Object> worse) {
        boolean justNow = reported.at() != null
                && Duration.between(reported.at(), clock.instant()).compareTo(PAUSE) < 0;
        boolean onlyGrowth = worse.entrySet().stream()
                .allMatch(fact ->
                        fact.getValue() instanceof Number && reported.facts().containsKey(fact.getKey()));
        return justNow && onlyGrowth && level(reported.facts()) == level(together(reported.facts(), worse));
    }

    private int level(Map<String, Object> facts) {
        return tables.ask("crisisLevel", facts).stream()
                .map(row -> (Number) Objects.requireNonNull(row.get("level"), "crisisLevel gave no level"))
                .map(Number::intValue)
                .findFirst()
                .orElseThrow();
    }

    private void proposeTheEnd(Seen seen, String crisis) {
        triggers.add(
                new Fired(
                        clock.instant(),
                        seen.subject(),
                        crisis,
                        Effect.RESOLVED,
                        "R56",
                        "A source says that it is over; whether it is, people decide 来源报告已恢复,由人员确认",
                        ""),
                "{}");
    }

    private void log(Finding finding, String crisis, Effect effect) {
        Instant now = clock.instant();
        String figures = cut(finding.figures().inWords(), LONGEST_FIGURES);
        triggers.add(
                new Fired(
                        now, finding.figures().subject(), crisis, effect, finding.clause(), finding.reason(), figures),
                subjects.written(finding.facts()));
    }

    private static Actor rule(Seen seen) {
        return Actor.rule(
                String.join(" ", seen.clauses()), cut(seen.raising().get(0).reason(), LONGEST_TITLE));
    }

    private static Map<String, Object> together(Map<String, Object> known, Map<String, Object> worse) {
        Map<String, Object> all = new LinkedHashMap<>(known);
        all.putAll(worse);
        return all;
    }

    private static String title(Seen seen) {
        return cut(seen.subject() + ": " + seen.raising().get(0).reason(), LONGEST_TITLE);
    }

    /** Figures, rules and clauses; what people wrote stays where the signals are. */
    private static String description(Seen seen) {
        String findings = seen.raising().stream()
                .map(finding -> finding.clause() + " " + finding.reason() + "\n"
                        + finding.figures().inWords())
                .distinct()
                .collect(Collectors.joining("\n"));
        return cut(findings, LONGEST_DESCRIPTION) + "\nSignals 相关信号: /signals/about/" + seen.subject();
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
