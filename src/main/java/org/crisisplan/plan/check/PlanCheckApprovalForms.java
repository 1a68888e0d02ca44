package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaExecutionListener;
import org.crisisplan.form.FormField;

/**
 * Whoever approves sees what they approve, and whoever signs is recorded (R42, R45): a task that records an approval has the approval
 * form, that form shows the statement's four parts for reading, and a task that records a signature has the signing form.
 */
class PlanCheckApprovalForms {

    private static final String APPROVES = "${recordApproval}";
    private static final String SIGNS = "${recordSignature}";
    private static final String APPROVAL_FORM = "approve-statement";
    private static final String SIGNING_FORM = "sign-activation";
    private static final List<String> TEXT =
            List.of("statementTitleEn", "statementTitleZh", "statementTextEn", "statementTextZh");

    private final Map<String, JsonNode> forms;
    private final PlanCheckReport report;

    PlanCheckApprovalForms(PlanCheckModels models, PlanCheckReport report) {
        this.forms = models.formsById();
        this.report = report;
    }

    void check(String file, BpmnModelInstance model) {
        Elements.of(model, UserTask.class).forEach(task -> {
            together(file, task, APPROVES, APPROVAL_FORM, "records an approval");
            together(file, task, SIGNS, SIGNING_FORM, "records a signature");
        });
        if (Elements.of(model, UserTask.class).stream().anyMatch(task -> listens(task, APPROVES))) {
            TEXT.forEach(this::isShown);
        }
    }

    private void together(String file, UserTask task, String listener, String form, String does) {
        boolean hasForm = form.equals(task.getCamundaFormRef());
        if (listens(task, listener) && !hasForm) {
            report.add(
                    file,
                    task,
                    does + " without the form " + form + ", so that nobody sees what it is given to",
                    "Give the task the form " + form + ", or remove the execution listener " + listener);
        }
    }

    private void isShown(String key) {
        JsonNode form = forms.get(APPROVAL_FORM);
        if (form == null) {
            return;
        }
        Optional<FormField> field = visible(FormField.of(form.path("components")))
                .filter(each -> key.equals(each.key()))
                .findFirst();
        String file = "forms/" + APPROVAL_FORM + ".form";
        if (field.isEmpty()) {
            report.add(
                    file,
                    key,
                    "does not show " + key + " to whoever approves, or hides it",
                    "Show it in a read-only field without a condition");
        } else if (!field.get().json().path("readonly").asBoolean()
                || !field.get().json().path("disabled").asBoolean()) {
            report.add(
                    file,
                    key,
                    "lets whoever approves change " + key,
                    "Tick \"Read only\" and \"Disabled\" of the field");
        }
    }

    /** Fields that no condition can hide, in groups that no condition can hide. */
    private static Stream<FormField> visible(List<FormField> fields) {
        List<FormField> shown = new ArrayList<>();
        fields.stream().filter(field -> !field.json().has("conditional")).forEach(field -> {
            shown.add(field);
            shown.addAll(visible(field.fields()).toList());
        });
        return shown.stream();
    }

    private static boolean listens(UserTask task, String delegate) {
        return PlanCheckTasks.extensions(task, CamundaExecutionListener.class).stream()
                .anyMatch(listener -> "end".equals(listener.getCamundaEvent())
                        && delegate.equals(listener.getCamundaDelegateExpression()));
    }
}
