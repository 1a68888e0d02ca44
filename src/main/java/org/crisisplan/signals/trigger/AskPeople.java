package org.crisisplan.signals.trigger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.HandJudging;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.trigger.SubjectRows.Reported;
import org.crisisplan.signals.trigger.UnjudgedRows.Unjudged;
import org.springframework.stereotype.Component;

/**
 * What the tables cannot judge becomes a task for people, until the tables can. It takes its turn as a polled source does: one node
 * of several at a time.
 */
@Component
public class AskPeople implements PolledSource {

    public static final String NAME = "judging-by-hand";

    /** A table that fails at everything must not bury the people; when one is judged the next is asked. */
    private static final int MOST_ASKED = 10;

    private static final int MOST_SEEN = 1_000;

    private final UnjudgedRows unjudged;
    private final SubjectRows subjects;
    private final Crises crises;
    private final HandJudging judging;
    private final Clock clock;

    AskPeople(UnjudgedRows unjudged, SubjectRows subjects, Crises crises, HandJudging judging, Clock clock) {
        this.unjudged = unjudged;
        this.subjects = subjects;
        this.crises = crises;
        this.judging = judging;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(10);
    }

    @Override
    public boolean poll() {
        List<Unjudged> all = unjudged.all(MOST_SEEN);
        Set<String> asked = judging.asked();
        Set<String> failing = all.stream().map(Unjudged::subject).collect(Collectors.toCollection(TreeSet::new));
        asked.stream().filter(subject -> !failing.contains(subject)).forEach(judging::over);
        Instant longEnough = clock.instant().minus(UnjudgedRows.PATIENCE);
        int more = MOST_ASKED - judging.open();
        for (Unjudged one : all) {
            if (more > 0
                    && !one.since().isAfter(longEnough)
                    && !asked.contains(one.subject())
                    && !hasACrisis(one.subject())) {
                judging.ask(one.subject(), one.fault());
                more--;
            }
        }
        return true;
    }

    /** Whoever carries a crisis about it knows that it is there. */
    private boolean hasACrisis(String subject) {
        Reported reported = subjects.of(Set.of(subject)).getOrDefault(subject, Reported.nothing(subject));
        return reported.crisis() != null
                && crises.find(reported.crisis()).filter(Crisis::isGoingOn).isPresent();
    }
}
