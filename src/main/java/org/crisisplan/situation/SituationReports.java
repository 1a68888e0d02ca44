package org.crisisplan.situation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.decision.PinnedDecisions;
import org.crisisplan.decision.PlanDuration;
import org.crisisplan.engine.InPlan;
import org.jspecify.annotations.Nullable;

/** Called by {@code handle-and-recover} as {@code ${situationReports...}}: when the next situation report is due, by {@code situation-reports}. */
@InPlan("situationReports")
public class SituationReports {

    private static final String CYCLE = "situationReports";
    private static final String READERS = "situationReaders";

    private final PinnedDecisions tables;
    private final Crises crises;
    private final Clock clock;

    SituationReports(PinnedDecisions tables, Crises crises, Clock clock) {
        this.tables = tables;
        this.crises = crises;
        this.clock = clock;
    }

    /** How often it is reported, counted from the activation: an ISO 8601 cycle. A change of the level has it asked anew. */
    public String cycle(DelegateExecution execution) {
        Instant from = crises.moment(execution.getProcessBusinessKey(), Milestones.ACTIVATED)
                .orElseGet(clock::instant);
        return "R/" + from + "/" + every(execution);
    }

    /** When the one after this is due. */
    Instant next(DelegateExecution execution) {
        return clock.instant().plus(every(execution));
    }

    private Duration every(DelegateExecution execution) {
        Duration every = PlanDuration.parse(tables.evaluate(CYCLE, execution.getProcessDefinitionId(), level(execution))
                .getSingleResult()
                .getEntry("every"));
        int pace = crises.paceOf(execution.getProcessBusinessKey());
        return pace == Crisis.REAL_PACE ? every : every.dividedBy(pace);
    }

    /** Departments that are mailed it, and {@code team} for the emergency team. */
    Set<String> readers(DelegateExecution execution) {
        Set<String> readers = new HashSet<>();
        tables.evaluate(READERS, execution.getProcessDefinitionId(), level(execution))
                .collectEntries("reader")
                .forEach(reader -> readers.add(Objects.toString(reader)));
        return readers;
    }

    private Map<String, Object> level(DelegateExecution execution) {
        @Nullable Integer level = crises.gradeInForce(execution.getProcessBusinessKey())
                .map(Crisis.Grade::level)
                .orElse(null);
        Map<String, Object> asked = new HashMap<>();
        asked.put("level", level);
        return asked;
    }
}
