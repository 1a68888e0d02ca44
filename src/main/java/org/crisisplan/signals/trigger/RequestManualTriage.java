package org.crisisplan.signals.trigger;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.signals.trigger.EvaluationFailures.Unjudged;
import org.crisisplan.signals.trigger.SubjectRepository.Reported;
import org.springframework.stereotype.Component;

/**
 * What the tables cannot judge becomes a task for people, until the tables can. One node of several asks at
 * a time.
 */
@Component
class RequestManualTriage {

    /** A table that fails at everything must not bury the people; when one is judged the next is asked. */
    private static final int MOST_ASKED = 10;

    private static final int MOST_SEEN = 1_000;

    private final EvaluationFailures unjudged;
    private final SubjectRepository subjects;
    private final Crises crises;
    private final ManualTriage judging;
    private final Clock clock;

    RequestManualTriage(
            EvaluationFailures unjudged, SubjectRepository subjects, Crises crises, ManualTriage judging, Clock clock) {
        this.unjudged = unjudged;
        this.subjects = subjects;
        this.crises = crises;
        this.judging = judging;
        this.clock = clock;
    }

    void run() {
        List<Unjudged> all = unjudged.all(MOST_SEEN);
        Set<String> asked = judging.asked();
        Set<String> failing = all.stream().map(Unjudged::subject).collect(Collectors.toCollection(TreeSet::new));
        asked.stream().filter(subject -> !failing.contains(subject)).forEach(judging::over);
        Instant longEnough = clock.instant().minus(EvaluationFailures.PATIENCE);
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
    }

    /** Whoever carries a crisis about it knows that it is there. */
    private boolean hasACrisis(String subject) {
        Reported reported = subjects.of(Set.of(subject)).getOrDefault(subject, Reported.nothing(subject));
        return reported.crisis() != null
                && crises.find(reported.crisis()).filter(Crisis::isGoingOn).isPresent();
    }
}
