package org.crisisplan.cases;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.crisisplan.cases.ArchivedCase.Situation;
import org.crisisplan.crisis.Facts;
import org.crisisplan.crisis.Variables;

/** Reads what a running crisis is from the variables of its process. */
class RunningCrisis {

    private RunningCrisis() {}

    static Situation situation(VariableScope process) {
        Map<String, Object> facts = new HashMap<>();
        for (Facts.Fact fact : Facts.all()) {
            Object value = process.getVariable(fact.name());
            if (value != null) {
                facts.put(fact.name(), value);
            }
        }
        return new Situation(
                Boolean.TRUE.equals(process.getVariable(Variables.TECHNICAL)),
                Boolean.TRUE.equals(process.getVariable(Variables.CONTENT)),
                facts);
    }
}
