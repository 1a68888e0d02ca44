package org.crisisplan.improvement;

import java.time.Instant;
import java.util.List;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.plan.PlanHistory;
import org.springframework.stereotype.Component;

/** Versions of the plan that were deployed after an item was agreed on, and that changed something (R59). */
@Component
class LaterPlans {

    private static final int MOST = 30;

    private final PlanHistory plans;
    private final OfferedActs acts;

    LaterPlans(PlanHistory plans, OfferedActs acts) {
        this.plans = plans;
        this.acts = acts;
    }

    /** @param name as crises carry it, such as {@code v7} @param files the files that it changed */
    record Later(String name, Instant at, List<String> files) {}

    /** The newest first. */
    List<Later> after(ImprovementItem item) {
        return acts.perform(OfferedActs.READ_FOR_PAGE, () -> plans.newest(MOST, 0)).stream()
                .filter(version -> version.number() > item.agreedPlan()
                        && !version.changes().isEmpty())
                .map(version -> new Later(
                        "v" + version.number(),
                        version.at(),
                        List.copyOf(version.changes().keySet())))
                .toList();
    }
}
