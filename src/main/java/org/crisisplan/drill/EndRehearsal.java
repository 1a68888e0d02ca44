package org.crisisplan.drill;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.engine.InPlan;

/** "Stop what still runs" in {@code drill}: whatever the rehearsed crisis still asks for is withdrawn, of this drill and nothing else. */
@InPlan("endRehearsal")
class EndRehearsal implements JavaDelegate {

    private final DrillRepository drills;
    private final RuntimeService runtime;

    EndRehearsal(DrillRepository drills, RuntimeService runtime) {
        this.drills = drills;
        this.runtime = runtime;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = Drills.number(execution);
        if (!Crisis.isDrill(number)) {
            throw new IllegalStateException("'" + number + "' is no drill; nothing of it is stopped.");
        }
        String why = drills.find(number)
                .map(Rehearsal::brokenOff)
                .map(reason -> "Drill broken off: " + reason)
                .orElse("The drill's time is over. 演练时间已到。");
        drills.ended(number);
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).rootProcessInstances().list().stream()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), why));
    }
}
