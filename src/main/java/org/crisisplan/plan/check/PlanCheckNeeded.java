package org.crisisplan.plan.check;

import java.util.List;
import java.util.Set;
import org.crisisplan.crisis.CrisisResponse;

/** What the product itself begins must be in the plan: without it no report and no signal opens a crisis. */
class PlanCheckNeeded {

    private static final List<String> PROCESSES = List.of(CrisisResponse.KEY, "triage-signals");

    private final PlanCheckReport report;

    PlanCheckNeeded(PlanCheckReport report) {
        this.report = report;
    }

    void check(Set<String> files) {
        PROCESSES.stream()
                .filter(key -> !files.contains("processes/" + key + ".bpmn"))
                .forEach(key -> report.add(
                        "processes/" + key + ".bpmn",
                        "",
                        "is missing, which the product itself begins",
                        "Put it back"));
    }
}
