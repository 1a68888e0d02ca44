package org.crisisplan.notify;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis.Deadline;
import org.crisisplan.engine.InPlan;

/**
 * A promise of the plan as a whole (to respond, R25; to recover, R56) is near its end or broken: tells management and the team.
 * The step says by the variable {@code clock} which promise it means.
 */
@InPlan("reportClock")
class ReportClock implements JavaDelegate {

    private final CrisisOfStep crisisOfStep;
    private final Crises crises;
    private final Responsible responsible;
    private final TeamRepository team;
    private final Outbox outbox;
    private final Links links;
    private final Clock clock;

    ReportClock(
            CrisisOfStep crisisOfStep,
            Crises crises,
            Responsible responsible,
            TeamRepository team,
            Outbox outbox,
            Links links,
            Clock clock) {
        this.crisisOfStep = crisisOfStep;
        this.crises = crises;
        this.responsible = responsible;
        this.team = team;
        this.outbox = outbox;
        this.links = links;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution step) {
        AboutCrisis crisis = crisisOfStep.in(step);
        Deadline deadline = deadline(crisis.number(), Objects.toString(step.getVariable("clock")));
        if (deadline.metAt() != null) {
            return;
        }
        Map<String, Object> facts = new HashMap<>();
        facts.put("clock", deadline.what());
        facts.put("until", deadline.due());
        facts.put("link", links.to("/crises/" + crisis.number()));
        outbox.tell(
                Responsible.together(responsible.management(), team.of(crisis.number())),
                clock.instant().isBefore(deadline.due()) ? MailKind.CLOCK_NEAR : MailKind.CLOCK_MISSED,
                crisis,
                facts);
    }

    private Deadline deadline(String number, String what) {
        return crises.deadlinesOf(number).stream()
                .filter(deadline -> deadline.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "Crisis %s has no running promise '%s'; let the step set the variable 'clock' to one that was started"
                                .formatted(number, what)));
    }
}
