package org.crisisplan.improvement;

import org.crisisplan.improvement.ImprovementItem.Kind;
import org.crisisplan.plan.PlanExplained;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Closes items by what is recorded elsewhere: a version of the plan that names them, and a drill that was passed (R59, R61). */
@Component
class ProvedElsewhere {

    private final ImprovementItemRepository repository;
    private final ImprovementItems items;
    private final LaterPlans plans;

    ProvedElsewhere(ImprovementItemRepository repository, ImprovementItems items, LaterPlans plans) {
        this.repository = repository;
        this.items = items;
        this.plans = plans;
    }

    /** In the transaction in which the version is deployed, or explained afterwards. */
    @EventListener
    @Transactional
    void on(PlanExplained explained) {
        String version = "v" + explained.version();
        ImprovementItem.NUMBER
                .matcher(explained.words())
                .results()
                .map(found -> found.group())
                .distinct()
                .flatMap(number -> repository.find(number).stream())
                .filter(item -> plans.after(item).stream()
                        .anyMatch(later -> later.name().equals(version)))
                .forEach(item -> items.proved(item.number(), Kind.PLAN, version));
    }

    @EventListener
    @Transactional
    void on(DrillPassed passed) {
        passed.items().stream().sorted().forEach(number -> items.proved(number, Kind.DRILL, passed.drill()));
    }
}
