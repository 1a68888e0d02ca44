package org.crisisplan.crisis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.crisisplan.decision.PinnedDecisions;
import org.crisisplan.decision.PlanDuration;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How long something may take by the table {@code deadlines} of the plan that a crisis runs by (R03); for the pages that show it. */
@Component
public class StepTimes {

    /** A task that nobody has claimed. */
    public static final String UNCLAIMED = "unclaimed";

    private static final String TABLE = "deadlines";

    private final PinnedDecisions tables;
    private final FactTable plans;
    private final OfferedActs acts;
    // a deployed version never changes
    private final Map<Question, Duration> known = new ConcurrentHashMap<>();

    StepTimes(PinnedDecisions tables, FactTable plans, OfferedActs acts) {
        this.tables = tables;
        this.plans = plans;
        this.acts = acts;
    }

    private record Question(
            String process, String step, @Nullable Integer level) {}

    public Duration within(Crisis crisis, String step) {
        Duration byTable = known.computeIfAbsent(
                new Question(plans.processOf(crisis.planVersion()), step, crisis.level()),
                question -> acts.perform(OfferedActs.READ_FOR_PAGE, () -> ask(question)));
        return Paced.duration(byTable, crisis.pace());
    }

    private Duration ask(Question question) {
        Map<String, Object> asked = new HashMap<>();
        asked.put("step", question.step());
        asked.put(Variables.LEVEL, question.level());
        return PlanDuration.parse(tables.evaluate(TABLE, question.process(), asked)
                .getSingleResult()
                .getEntry("within"));
    }
}
