package org.crisisplan.notify;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.crisisplan.crisis.Variables;
import org.jspecify.annotations.Nullable;

/**
 * What every mail says about its crisis.
 *
 * @param level the level in force, or the suspected one while nobody has verified the report, or nothing
 * @param processDefinition where an undeliverable mail shows as an incident
 */
record AboutCrisis(
        String number,
        String title,
        @Nullable Integer level,
        boolean suspected,
        @Nullable String processDefinition) {

    static AboutCrisis in(DelegateExecution step) {
        Integer level = number(step, Variables.LEVEL);
        return new AboutCrisis(
                Objects.requireNonNullElse(step.getProcessBusinessKey(), "?"),
                PlainText.line(Objects.toString(step.getVariable(Variables.TITLE), ""), 200),
                level != null ? level : number(step, Variables.SUSPECTED_LEVEL),
                level == null,
                step.getProcessDefinitionId());
    }

    static AboutCrisis of(DelegateTask task) {
        return in(task.getExecution());
    }

    Map<String, Object> facts() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("number", number);
        facts.put("title", title);
        facts.put("level", level);
        facts.put("suspected", suspected);
        return facts;
    }

    private static @Nullable Integer number(VariableScope step, String variable) {
        return step.getVariable(variable) instanceof Number number ? (Integer) number.intValue() : null;
    }
}
