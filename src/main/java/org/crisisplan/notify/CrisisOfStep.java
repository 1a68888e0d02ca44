package org.crisisplan.notify;

import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds out what a mail says about the crisis that a step or a task belongs to. */
@Component
class CrisisOfStep {

    private static final int LONGEST_TITLE = 200;

    private final CrisisFacts crises;

    CrisisOfStep(CrisisFacts crises) {
        this.crises = crises;
    }

    AboutCrisis in(DelegateExecution step) {
        String number = Crisis.numberIn(Objects.requireNonNullElse(step.getProcessBusinessKey(), "?"));
        Map<String, @Nullable Object> known = crises.context(number);
        // what belongs to no crisis carries its title itself
        Object title = known.getOrDefault(Variables.TITLE, step.getVariable(Variables.TITLE));
        // a process beside the crisis may say its level itself
        Integer level = number(known.getOrDefault(Variables.LEVEL, step.getVariable(Variables.LEVEL)));
        return new AboutCrisis(
                number,
                PlainText.line(Objects.toString(title, ""), LONGEST_TITLE),
                level != null ? level : number(known.get(Variables.SUSPECTED_LEVEL)),
                level == null);
    }

    /** The same of a crisis that is told of outside of its processes. */
    AboutCrisis of(String number) {
        Map<String, @Nullable Object> known = crises.context(number);
        Integer level = number(known.get(Variables.LEVEL));
        return new AboutCrisis(
                number,
                PlainText.line(Objects.toString(known.get(Variables.TITLE), ""), LONGEST_TITLE),
                level != null ? level : number(known.get(Variables.SUSPECTED_LEVEL)),
                level == null);
    }

    AboutCrisis of(DelegateTask task) {
        return in(task.getExecution());
    }

    private static @Nullable Integer number(@Nullable Object value) {
        return value instanceof Number number ? (Integer) number.intValue() : null;
    }
}
