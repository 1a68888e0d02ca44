package org.crisisplan.cases;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.crisisplan.cases.ArchivedCase.Situation;

/** Reads what a running crisis is from the variables of its process. */
class RunningCrisis {

    /** The facts by which crises are graded. */
    private static final Set<String> FACTS = Set.of(
            "outageScope",
            "unresponsiveMinutes",
            "coreDatabaseDestroyed",
            "leakedUsers",
            "leakConfirmed",
            "keyBusiness",
            "downtimeHours",
            "topMediaRepost",
            "discussions",
            "businessInterrupted",
            "widespreadComplaints",
            "userExperienceImpact");

    private RunningCrisis() {}

    static Situation situation(VariableScope process) {
        Map<String, Object> facts = new HashMap<>();
        for (String fact : FACTS) {
            Object value = process.getVariable(fact);
            if (value != null) {
                facts.put(fact, value);
            }
        }
        return new Situation(
                Boolean.TRUE.equals(process.getVariable("technical")),
                Boolean.TRUE.equals(process.getVariable("content")),
                facts);
    }
}
