package org.crisisplan.crisis.process;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.InPlan;
import org.jspecify.annotations.Nullable;

/**
 * Called by the diagrams' listeners as {@code ${grading...}} around the decision {@code crisisLevel}: a worse level applies at
 * once, a better one only with a person's consent (R24-R31).
 */
@InPlan("grading")
public class Grading {

    private static final String CONSENT_ASKED = "consentAsked";

    private final Crises crises;
    private final CrisisFacts facts;
    private final Clocks clocks;
    private final RuntimeService runtime;

    Grading(Crises crises, CrisisFacts facts, Clocks clocks, RuntimeService runtime) {
        this.crises = crises;
        this.facts = facts;
        this.clocks = clocks;
        this.runtime = runtime;
    }

    /**
     * Grading begins: with what the main process knows besides the facts of the crisis, so that a table can ask for an answer that only this
     * plan's forms speak of.
     */
    public void reads(DelegateExecution execution) {
        runtime.getVariables(CrisisCourse.root(execution)).forEach((name, value) -> {
            if (value != null && !CrisisFacts.OF_THE_PRODUCT.contains(name) && !execution.hasVariable(name)) {
                execution.setVariable(name, org.camunda.bpm.engine.variable.Variables.untypedValue(value, true));
            }
        });
    }

    /** Before grading: what grows with the clock has grown by now (R27, R30). */
    public void counts(DelegateExecution execution) {
        facts.grow(execution.getProcessBusinessKey(), execution.getProcessDefinitionId());
    }

    /** After grading an unverified report: what it would be, for whoever verifies. */
    public void suggests(DelegateExecution execution) {
        Graded graded = Graded.from(execution);
        crises.grade(execution.getProcessBusinessKey(), graded.level(), graded.reasons(), false);
    }

    /** After grading a verified crisis: the first level and a worse one apply at once; a better one waits for consent. */
    public void applies(DelegateExecution execution) {
        Graded graded = Graded.from(execution);
        Integer level = levelOf(execution);
        boolean asked = Boolean.TRUE.equals(runtime.getVariable(CrisisCourse.root(execution), CONSENT_ASKED));
        execution.setVariable(Variables.GRADE_CHANGE, change(level, graded.level(), asked));
        if (level == null || graded.level() <= level) {
            takes(execution, graded.level(), graded.reasons(), level);
        } else {
            crises.grade(execution.getProcessBusinessKey(), graded.level(), graded.reasons(), false);
        }
    }

    /** After new facts: as {@link #applies}, but a report that is not verified yet stays a suspicion. */
    public void appliesAgain(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        clocks.recount(CrisisCourse.root(execution), "Start_ClockRuns");
        if (levelOf(execution) == null
                && crises.moment(number, Milestones.VERIFIED).isEmpty()) {
            suggests(execution);
            execution.setVariable(Variables.GRADE_CHANGE, "same");
        } else {
            applies(execution);
        }
    }

    /** After a person was asked: the better level applies if they consented. */
    public void appliesConsent(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        runtime.setVariable(CrisisCourse.root(execution), CONSENT_ASKED, false);
        if (!"yes".equals(execution.getVariable(Variables.CONSENT))) {
            return;
        }
        Crisis.Grade last = crises.lastGrade(execution.getProcessBusinessKey()).orElseThrow();
        takes(execution, last.level(), last.reasons(), levelOf(execution));
    }

    /** After a step that asked for facts: if they change what the crisis is graded by, it is graded again. */
    public void passesOn(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        if (!execution.isCanceled() && facts.isToBeGraded(number, execution.getProcessDefinitionId())) {
            runtime.createMessageCorrelation(CrisisResponse.FACTS_REPORTED)
                    .processInstanceBusinessKey(number)
                    .correlate();
        }
    }

    /** Diagrams of before told the case what a department found; now its form has told it. */
    public void handsBack(DelegateExecution execution) {
        // they go on to run
    }

    /** Consent is being asked for: while it is, better grades ask nobody else. */
    public void asks(DelegateExecution execution) {
        runtime.setVariable(CrisisCourse.root(execution), CONSENT_ASKED, true);
    }

    /** The repair is verified: from now on the outage lasts no longer. */
    public void outageEnds(DelegateExecution execution) {
        facts.tell(execution.getProcessBusinessKey(), execution.getProcessDefinitionId(), Map.of("outageOver", true));
    }

    /** How often a crisis whose facts grow with the clock is graded again (R30): an ISO 8601 cycle. */
    public String cycle(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        boolean nothingGrows = number == null
                ? !facts.isGrowing(execution)
                : !facts.isGrowing(number, execution.getProcessDefinitionId());
        boolean worstAlready = Integer.valueOf(1).equals(levelOf(execution));
        return "R/" + (nothingGrows || worstAlready ? "P1D" : clocks.within(execution, "regrade"));
    }

    /** The level in force; nothing until the report is verified. */
    private @Nullable Integer levelOf(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        return number == null
                ? null
                : crises.gradeInForce(number).map(Crisis.Grade::level).orElse(null);
    }

    private void takes(DelegateExecution execution, int level, List<Crisis.Reason> reasons, @Nullable Integer before) {
        String number = execution.getProcessBusinessKey();
        crises.grade(number, level, reasons, true);
        if (before == null || level < before) {
            crises.markAnew(number, Milestones.GRADED);
        }
        if (before == null || before != level) {
            tellProcesses(execution, number, level);
            execution.setVariable(Variables.LEVEL, level);
            clocks.levelChanged(number, execution, before, level);
        }
    }

    /** Diagrams wait for the level to change. */
    private void tellProcesses(DelegateExecution execution, String number, int level) {
        for (ProcessInstance part : runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list()) {
            // one that ends in this very step is still found, but takes nothing more
            if (!part.isEnded() && !part.getId().equals(execution.getProcessInstanceId())) {
                runtime.setVariable(part.getId(), Variables.LEVEL, level);
            }
        }
    }

    private static String change(@Nullable Integer before, int now, boolean asked) {
        if (before == null) {
            return "first";
        }
        if (now < before) {
            return "worse";
        }
        return now == before || asked ? "same" : "better";
    }

    private record Graded(int level, List<Crisis.Reason> reasons) {

        static Graded from(VariableScope execution) {
            DmnDecisionResult result = (DmnDecisionResult) execution.getVariable("decisionResult");
            Map<String, Object> row = Objects.requireNonNull(result.getSingleResult(), "crisisLevel gave nothing")
                    .getEntryMap();
            List<Crisis.Reason> reasons = ((List<?>) given(row, "reasons"))
                    .stream()
                            .map(reason -> (Map<?, ?>) reason)
                            .map(reason -> new Crisis.Reason(
                                    String.valueOf(reason.get("clause")), String.valueOf(reason.get("text"))))
                            .toList();
            return new Graded(((Number) given(row, "level")).intValue(), reasons);
        }

        private static Object given(Map<String, Object> row, String output) {
            return Objects.requireNonNull(row.get(output), "crisisLevel gave no " + output);
        }
    }
}
