package org.crisisplan.improvement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.department.Group;
import org.crisisplan.engine.InPlan;
import org.crisisplan.improvement.ImprovementItem.Kind;
import org.crisisplan.improvement.ImprovementItems.Agreed;
import org.jspecify.annotations.Nullable;

/**
 * "Register the improvements" in {@code review}: what was agreed gets a number each and is given to its owner (R58-R60). The crisis need not
 * wait for it.
 */
@InPlan("registerImprovements")
class RegisterImprovements implements JavaDelegate {

    private static final int LONGEST = 500;

    private final ImprovementItems items;
    private final ObjectMapper json;

    RegisterImprovements(ImprovementItems items, ObjectMapper json) {
        this.items = items;
        this.json = json;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (Crisis.isDrill(execution.getProcessBusinessKey())) {
            // the review was rehearsed too: nobody is given work by it
            return;
        }
        @Nullable Object agreed = execution.getVariable("actionItems");
        if (agreed != null) {
            for (JsonNode item :
                    agreed instanceof Collection<?> list ? json.<JsonNode>valueToTree(list) : parsed(agreed)) {
                items.agree(execution.getProcessBusinessKey(), agreed(item));
            }
        }
    }

    private static Agreed agreed(JsonNode item) {
        String what = item.path("what").asText().strip();
        String owner = item.path("owner").asText();
        if (what.isEmpty() || what.length() > LONGEST) {
            throw new NotAccepted("Say what is to be improved, in up to 500 characters. 请说明要改进什么，最多 500 字。");
        }
        if (!Group.teamIds().contains(owner)) {
            throw new NotAccepted("'%s' is no department that could own an improvement. 负责部门无效。".formatted(owner));
        }
        return new Agreed(
                Kind.of(item.path("kind").asText())
                        .orElseThrow(
                                () -> new NotAccepted(
                                        "Say of which kind the improvement is: plan, training, drill or documents. 请选择改进事项的类别。")),
                what,
                owner,
                day(item.path("due").asText()));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException noDay) {
            throw new NotAccepted("Say until which day it is improved, such as 2027-01-15. 请填写期限，例如 2027-01-15。");
        }
    }

    private JsonNode parsed(Object items) {
        try {
            return json.readTree(items.toString());
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The action items of the review cannot be read: " + items, broken);
        }
    }
}
