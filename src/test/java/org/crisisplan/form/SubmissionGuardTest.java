package org.crisisplan.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.crisisplan.BesideThePlan;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** No way of completing a task leads around its form. */
@PlanTest
class SubmissionGuardTest {

    private static final String PROCESS = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
              <process id="guarded" isExecutable="true" camunda:historyTimeToLive="P1D">
                <startEvent id="Start_X" camunda:formRef="guarded" camunda:formRefBinding="deployment"/>
                <sequenceFlow id="Flow_1" sourceRef="Start_X" targetRef="User_X"/>
                <userTask id="User_X" camunda:formRef="guarded" camunda:formRefBinding="deployment"/>
                <sequenceFlow id="Flow_2" sourceRef="User_X" targetRef="User_Y"/>
                <userTask id="User_Y"/>
              </process>
            </definitions>""";

    private static final String FORM = """
            {"id": "guarded", "type": "default", "components": [
              {"type": "textfield", "key": "title", "label": "Title", "validate": {"required": true, "maxLength": 20}},
              {"type": "number", "key": "users", "label": "Users", "validate": {"min": 0}, "decimalDigits": 0},
              {"type": "number", "key": "level", "label": "Level", "readonly": true},
              {"type": "dynamiclist", "path": "items", "label": "Items", "components": [
                {"type": "textfield", "key": "what", "label": "What", "validate": {"required": true}},
                {"type": "textfield", "key": "number", "label": "Number", "readonly": true}]}]}""";

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    FormService forms;

    @Autowired
    IdentityService identities;

    private String deployment;
    private String definition;
    private String task;

    @BeforeEach
    void aTaskIsOpen() {
        deployment = BesideThePlan.in(repository)
                .addString("guarded.bpmn", PROCESS)
                .addString("guarded.form", FORM)
                .deploy()
                .getId();
        definition = repository
                .createProcessDefinitionQuery()
                .deploymentId(deployment)
                .singleResult()
                .getId();
        var instance = runtime.startProcessInstanceById(definition, Map.of("title", "Earlier", "level", 2));
        task = tasks.createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult()
                .getId();
    }

    @AfterEach
    void cleanUp() {
        identities.clearAuthentication();
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void everyWayOfCompletingIsGuarded() {
        Map<String, Object> bad = Map.of("title", "Now", "users", -1);

        refuses(() -> tasks.complete(task, bad));
        refuses(() -> tasks.completeWithVariablesInReturn(task, bad, false));
        refuses(() -> forms.submitTaskForm(task, bad));
        refuses(() -> forms.submitTaskFormWithVariablesInReturn(task, bad, false));
        refuses(() -> tasks.complete(task));
        refuses(() -> tasks.complete(task, Map.of()));
        tasks.delegateTask(task, "someone");
        refuses(() -> tasks.resolveTask(task, bad));

        assertThat(tasks.getVariable(task, "title")).isEqualTo("Earlier");
    }

    @Test
    @SuppressWarnings("deprecation") // the old ways are ways too
    void everyWayOfStartingWithAFormIsGuarded() {
        refuses(() -> forms.submitStartForm(definition, Map.of()));
        refuses(() -> forms.submitStartForm(definition, "CR", Map.of("title", 5)));
        refuses(() -> forms.submitStartFormData(definition, Map.of("users", "5")));
        refuses(() -> forms.submitStartFormData(definition, "CR", Map.of("users", "5")));

        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionId(definition)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theRefusalNamesEveryFieldAndWhatIsAllowed() {
        assertThatThrownBy(() -> tasks.complete(task, Map.of("users", 1.5, "colour", "red")))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessage("The form was not accepted and nothing was changed. colour: is not a field of this form; "
                        + "title (Title): must be filled in; users (Users): must be a whole number.");
    }

    @Test
    void whatIsInOrderIsKeptAsItIs() {
        Map<String, Object> sent = new HashMap<>(Map.of("title", "${x} <b>bold</b>", "users", 5, "level", 3));
        sent.put("items", List.of(Map.of("what", "first", "number", "forged")));
        String instance = tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId();

        tasks.complete(task, sent);

        assertThat(runtime.getVariable(instance, "title")).isEqualTo("${x} <b>bold</b>");
        assertThat(runtime.getVariable(instance, "users")).isEqualTo(5);
        assertThat(runtime.getVariable(instance, "level")).as("only shown").isEqualTo(2);
        assertThat(runtime.getVariable(instance, "items")).hasToString("[{\"what\":\"first\"}]");
    }

    @Test
    void aFieldLeftOutIsAVariableAllTheSame() {
        String instance = tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId();

        tasks.complete(task, Map.of("title", "Now"));

        assertThat(runtime.getVariables(instance)).containsEntry("users", null).containsEntry("level", 2);
    }

    @Test
    void aTaskWithoutFormTakesWhatItIsGiven() {
        String instance = tasks.createTaskQuery().taskId(task).singleResult().getProcessInstanceId();
        tasks.complete(task, Map.of("title", "Now"));

        tasks.complete(
                tasks.createTaskQuery()
                        .processInstanceId(instance)
                        .singleResult()
                        .getId(),
                Map.of("any", 1));

        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count())
                .isZero();
    }

    @Test
    void theSecondOfTwoIsToldThatTheTaskIsDone() {
        tasks.complete(task, Map.of("title", "Now"));

        assertThatThrownBy(() -> tasks.complete(task, Map.of("title", "Again")))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContaining("is not open (any more)");
    }

    @Test
    void aStrangerLearnsNothingOfTheForm() {
        identities.setAuthentication("stranger", List.of());

        assertThatThrownBy(() -> tasks.complete(task, Map.of("colour", "red")))
                .isInstanceOf(AuthorizationException.class);
        assertThatThrownBy(() -> forms.submitStartForm(definition, Map.of("colour", "red")))
                .isInstanceOf(AuthorizationException.class);
    }

    private static void refuses(ThrowingCallable submission) {
        assertThatThrownBy(submission).isInstanceOf(FormFieldValidationException.class);
    }
}
