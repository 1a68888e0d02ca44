package org.crisisplan.signals.trigger;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.InPlan;

/** Opens the crisis that a person sees in signals the tables cannot judge; called by the diagram {@code triage-signals}. */
@InPlan("openTriagedCrisis")
class OpenTriagedCrisis implements JavaDelegate {

    private final CrisisCorrelation correlation;

    OpenTriagedCrisis(CrisisCorrelation correlation) {
        this.correlation = correlation;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String number = correlation.openManually(
                text(execution, Variables.SUBJECT),
                new CrisisReport(
                        text(execution, "crisisTitle").replaceAll("\\p{Cntrl}+", " "),
                        text(execution, "crisisDescription"),
                        kinds(execution),
                        Map.of()),
                text(execution, Variables.FAULT));
        execution.setVariable(Variables.NUMBER, number);
    }

    private static Set<Kind> kinds(DelegateExecution execution) {
        String kind = text(execution, "crisisKind");
        return kind.equals("both")
                ? EnumSet.allOf(Kind.class)
                : EnumSet.of(Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
    }

    private static String text(DelegateExecution execution, String variable) {
        return Objects.toString(execution.getVariable(variable), "");
    }
}
