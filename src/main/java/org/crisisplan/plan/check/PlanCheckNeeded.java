package org.crisisplan.plan.check;

import java.util.List;
import java.util.Set;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.FactDefinitions;

/** What the product itself begins must be in the plan: without it no report and no signal opens a crisis. */
class PlanCheckNeeded {

    private static final List<String> PROCESSES = List.of(CrisisResponse.KEY, "triage-signals");

    private final PlanCheckReport report;

    PlanCheckNeeded(PlanCheckReport report) {
        this.report = report;
    }

    void check(Set<String> files, Set<String> decisions) {
        PROCESSES.stream()
                .filter(key -> !files.contains("processes/" + key + ".bpmn"))
                .forEach(key -> report.add(
                        "processes/" + key + ".bpmn",
                        "",
                        "is missing, which the product itself begins",
                        "Put it back"));
        if (!decisions.contains(FactDefinitions.TABLE)) {
            report.add("dmn/facts.dmn", "", "is missing, which says what may be known of a crisis", "Put it back");
        }
    }
}
