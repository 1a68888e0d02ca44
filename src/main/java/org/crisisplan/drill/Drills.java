package org.crisisplan.drill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Paced;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.InPlan;

/** What the diagrams {@code drill} and {@code drill-programme} ask: what is due, and when. */
@InPlan("drills")
public class Drills {

    /** By the plan's clock: how often it is looked whether a drill is over. */
    private static final Duration LOOK = Duration.ofMinutes(5);

    private final Programme programme;
    private final DrillRepository drills;
    private final Crises crises;
    private final Clock clock;

    Drills(Programme programme, DrillRepository drills, Crises crises, Clock clock) {
        this.programme = programme;
        this.drills = drills;
        this.crises = crises;
        this.clock = clock;
    }

    /** The scenarios that begin by themselves today. */
    public List<String> today() {
        return programme.today().stream().map(item -> item.scenario().key()).toList();
    }

    /** When one that begins today does: at its hour, or at once if that is over. */
    public Date beginsAt(DelegateExecution execution) {
        Instant now = clock.instant();
        Instant due = programme
                .of(String.valueOf(execution.getVariable("scenario")))
                .map(Programme.Item::due)
                .orElse(now);
        Instant hour = due.atZone(clock.getZone())
                .toLocalTime()
                .atDate(now.atZone(clock.getZone()).toLocalDate())
                .atZone(clock.getZone())
                .toInstant();
        return Date.from(hour.isBefore(now) ? now : hour);
    }

    /** When something is to happen next: an inject, or a look whether it is over. */
    public Date nextStepAt(DelegateExecution execution) {
        String number = number(execution);
        Instant look = clock.instant().plus(Paced.duration(LOOK, crises.paceOf(number)));
        return Date.from(drills.injects(number).stream()
                .filter(inject -> inject.told() == null)
                .map(DrillRepository.Due::due)
                .min(Comparator.naturalOrder())
                .filter(due -> due.isBefore(look))
                .orElse(look));
    }

    /** Whether the plan has come to its end, or the time of the scenario is over. */
    public boolean isOver(DelegateExecution execution) {
        String number = number(execution);
        boolean closed = crises.find(number)
                .map(Crisis::phase)
                .filter(phase -> phase.isOver())
                .isPresent();
        return closed
                || drills.find(number)
                        .filter(drill -> clock.instant().isBefore(drill.untilAt()))
                        .isEmpty();
    }

    static String number(DelegateExecution execution) {
        return String.valueOf(execution.getVariable(Variables.NUMBER));
    }
}
