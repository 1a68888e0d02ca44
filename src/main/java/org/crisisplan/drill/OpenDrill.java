package org.crisisplan.drill;

import java.time.Clock;
import java.time.Instant;
import java.util.SortedSet;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.Paced;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.InPlan;

/** "Open the drill" in {@code drill}: the scenario's report opens the crisis that is rehearsed, and its injects are laid out on the clock. */
@InPlan("openDrill")
class OpenDrill implements JavaDelegate {

    private final Scenarios scenarios;
    private final DrillRepository drills;
    private final CrisisPlan plan;
    private final Clock clock;

    OpenDrill(Scenarios scenarios, DrillRepository drills, CrisisPlan plan, Clock clock) {
        this.scenarios = scenarios;
        this.drills = drills;
        this.plan = plan;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String key = String.valueOf(execution.getVariable("scenario"));
        Scenario scenario = scenarios
                .find(key)
                .orElseThrow(() -> new IllegalStateException(
                        "There is no scenario '" + key + "' any more; put its file back, or delete this process."));
        int pace = execution.getVariable("drillPace") instanceof Number number ? number.intValue() : Crisis.REAL_PACE;
        Crisis crisis = plan.openDrill(scenario.report(), pace);
        Instant begin = clock.instant();
        drills.add(new Rehearsal(
                crisis.number(),
                key,
                text(execution, "leadGroup"),
                text(execution, "orderedBy"),
                Boolean.TRUE.equals(execution.getVariable("drillPlayed")),
                text(execution, "drillItems"),
                begin,
                begin.plus(Paced.duration(scenario.lasts(), pace)),
                null,
                null,
                null,
                null,
                null,
                null,
                null));
        SortedSet<String> again = drills.missedBefore(key);
        drills.addInjects(crisis.number(), begin, pace, scenario.injects());
        drills.expect(crisis.number(), scenario.reaches(), again);
        execution.setProcessBusinessKey(DrillDesk.businessKey(crisis.number()));
        execution.setVariable(Variables.NUMBER, crisis.number());
        execution.setVariable(Variables.TITLE, crisis.title());
    }

    private static String text(DelegateExecution execution, String name) {
        return execution.getVariable(name) instanceof String text ? text : "";
    }
}
