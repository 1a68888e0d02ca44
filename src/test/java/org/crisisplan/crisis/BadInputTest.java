package org.crisisplan.crisis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;

/** What people could send to the engine's own interface: each with its clear error, and nothing changed. */
@PlanTest
class BadInputTest {

    private static final String VERIFIED = """
            {"variables": {"isCrisis": {"value": "no"}, "falseAlarmReason": {"value": "Planned maintenance"}}}""";

    @Autowired
    TestRestTemplate http;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    RepositoryService repository;

    private String number;
    private Task task;

    @BeforeEach
    void aReportWaitsToBeVerified() {
        JsonNode crisis = http.withBasicAuth("pr", "demo")
                .postForObject(
                        "/api/crises",
                        Map.of("title", "Shop down", "description", "Nothing loads", "kinds", new String[] {"technical"
                        }),
                        JsonNode.class);
        number = crisis.path("number").asText();
        task = tasks.createTaskQuery().processInstanceBusinessKey(number).singleResult();
    }

    @AfterEach
    void cleanUp() {
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                .filter(instance -> instance.getRootProcessInstanceId().equals(instance.getId()))
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {}                                                            | isCrisis (Is this a real crisis? 这是真实的危机吗？): must be filled in
                    {"isCrisis": {"value": "maybe"}}                              | isCrisis (Is this a real crisis? 这是真实的危机吗？): must be one of [yes, no]
                    {"isCrisis": {"value": "no"}}                                 | falseAlarmReason
                    {"isCrisis": {"value": 1}}                                    | must be one of [yes, no]
                    {"isCrisis": {"value": "yes"}, "dataLeak": {"value": true}, "leakedUsers": {"value": -1}}  | leakedUsers
                    {"isCrisis": {"value": "yes"}, "dataLeak": {"value": true}, "leakedUsers": {"value": "many"}} | must be a number
                    {"isCrisis": {"value": "yes"}, "dataLeak": {"value": true}, "leakedUsers": {"value": 1e300}} | must be at most
                    {"isCrisis": {"value": "yes"}, "dataLeak": {"value": "yes"}} | must be true or false
                    {"isCrisis": {"value": "yes"}, "crisisOver": {"value": true}} | crisisOver: is not a field of this form
                    {"isCrisis": {"value": {"a": 1}}}                             | must be one of
                    """)
    void aBadSubmissionIsRefusedOnEveryWay(String variables, String reason) {
        Map<String, Object> before = runtime.getVariables(task.getProcessInstanceId());

        for (String way : new String[] {"complete", "submit-form", "resolve"}) {
            ResponseEntity<String> answer = post("pr", way, "{\"variables\": " + variables + "}");

            assertThat(answer.getStatusCode().value()).as("%s: %s", way, answer).isBetween(400, 499);
        }
        assertThat(post("pr", "submit-form", "{\"variables\": " + variables + "}")
                        .getBody())
                .contains("nothing was changed")
                .contains(reason);
        assertThat(runtime.getVariables(task.getProcessInstanceId())).isEqualTo(before);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"variables\": ",
                "[]",
                "{\"variables\": 5}",
                "{\"nonsense\": {}}",
                "{\"variables\": {\"isCrisis\": {\"value\": \"rO0ABXNyAA==\", \"type\": \"Object\", \"valueInfo\":"
                        + " {\"objectTypeName\": \"java.util.HashMap\", \"serializationDataFormat\":"
                        + " \"application/x-java-serialized-object\"}}}}",
                "{\"variables\": {\"isCrisis\": {\"value\": \"{}\", \"type\": \"Object\", \"valueInfo\":"
                        + " {\"objectTypeName\": \"javax.naming.InitialContext\", \"serializationDataFormat\":"
                        + " \"application/json\"}}}}",
                "{\"variables\": {\"isCrisis\": {\"value\": \"x\", \"type\": \"Nonsense\"}}}"
            })
    void whatIsNoSubmissionIsRefused(String body) {
        assertThat(post("pr", "submit-form", body).getStatusCode().value()).isBetween(400, 499);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
    }

    @Test
    void aTextOfTenMegabytesIsRefused() {
        String body = "{\"variables\": {\"isCrisis\": {\"value\": \"" + "x".repeat(10_000_000) + "\"}}}";

        assertThat(post("pr", "submit-form", body).getStatusCode().value()).isEqualTo(413);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
    }

    @Test
    void markupAndExpressionsStayText() {
        String text = "${runtimeService.createDeployment()} <script>alert(1)</script> {{constructor}} #{x}";
        String body = "{\"variables\": {\"isCrisis\": {\"value\": \"no\"}, \"falseAlarmReason\": {\"value\": \"" + text
                + "\"}}}";
        String instance = task.getProcessInstanceId();

        assertThat(post("pr", "submit-form", body).getStatusCode().value()).isEqualTo(204);
        assertThat(reasonKept(instance)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    bpmnEscalation | {"escalationCode": "DepartmentSuffices", "variables": {"level": {"value": 3}}}
                    bpmnError      | {"errorCode": "ChannelRefused", "variables": {"level": {"value": 3}}}
                    variables      | {"modifications": {"level": {"value": 3}}}
                    localVariables | {"modifications": {"level": {"value": 3}}}
                    """)
    void noOtherWayLeadsAroundTheForm(String way, String body) {
        Map<String, Object> before = runtime.getVariables(task.getProcessInstanceId());

        assertThat(post("pr", way, body).getStatusCode().value()).isBetween(400, 499);
        assertThat(runtime.getVariables(task.getProcessInstanceId())).isEqualTo(before);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
    }

    @Test
    void aTaskOfAnotherGroupIsNotTheirs() {
        ResponseEntity<String> answer = post("legal", "submit-form", "{\"variables\": {\"nonsense\": {\"value\": 1}}}");

        assertThat(answer.getStatusCode().value()).isEqualTo(403);
        assertThat(answer.getBody()).doesNotContain("is not a field");
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
    }

    @Test
    void theSecondOfTwoIsToldThatTheTaskIsDone() {
        assertThat(post("pr", "submit-form", VERIFIED).getStatusCode().value()).isEqualTo(204);

        for (String way : new String[] {"complete", "submit-form"}) {
            ResponseEntity<String> again = post("service", way, VERIFIED);
            assertThat(again.getStatusCode().value()).as(way).isEqualTo(400);
            assertThat(again.getBody()).contains("is not open (any more)");
        }
    }

    @Test
    void whatAStepOfTheDiagramRefusesIsThePersonsToo() {
        ResponseEntity<String> answer = post(
                "pr",
                "submit-form",
                "{\"variables\": {\"isCrisis\": {\"value\": \"yes\"}, \"serviceDown\": {\"value\": false},"
                        + " \"content\": {\"value\": false}}}");

        assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(400);
        assertThat(answer.getBody()).contains("Say whether the crisis is technical");
        assertThat(tasks.createTaskQuery().taskId(task.getId()).count()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "submit-form"})
    void aReportThatSaysTooLittleOpensNothing(String way) {
        long before = runtime.createProcessInstanceQuery().count();

        ResponseEntity<String> answer = http.withBasicAuth("pr", "demo")
                .postForEntity(
                        "/engine-rest/process-definition/key/crisis-response/" + way,
                        json("{\"variables\": {\"title\": {\"value\": \"\"}}}"),
                        String.class);

        assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isBetween(400, 499);
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    camunda:expression="${''.getClass().forName('java.lang.Runtime')}" | getClass()
                    camunda:class="java.lang.ProcessBuilder"                           | names a Java class
                    camunda:type="shell"                                               | shell
                    """)
    void anAnalystCannotDeployCode(String how, String reason) {
        long before = repository.createProcessDefinitionQuery().count();

        ResponseEntity<JsonNode> answer =
                deploy("analyst", "bad.bpmn", "<serviceTask id=\"Service_Bad\" " + how + "/>");

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getBody().path("message").asText())
                .contains("Nothing was deployed")
                .as("Modeler shows the message alone, so it names the element")
                .contains("Service_Bad")
                .contains(reason);
        assertThat(repository.createProcessDefinitionQuery().count()).isEqualTo(before);
    }

    @Test
    void nobodyElseDeploysAnything() {
        assertThat(deploy("pr", "good.bpmn", "<userTask id=\"User_Good\"/>")
                        .getStatusCode()
                        .value())
                .isEqualTo(403);
    }

    private String reasonKept(String instance) {
        return http.withBasicAuth("auditor", "demo")
                .getForObject(
                        "/engine-rest/history/variable-instance?variableName=falseAlarmReason&processInstanceId="
                                + instance,
                        JsonNode.class)
                .at("/0/value")
                .asText();
    }

    private ResponseEntity<String> post(String person, String way, String body) {
        return http.withBasicAuth(person, "demo")
                .postForEntity("/engine-rest/task/" + task.getId() + "/" + way, json(body), String.class);
    }

    private ResponseEntity<JsonNode> deploy(String person, String file, String step) {
        byte[] model = """
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                  <process id="by-hand" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="Start_X"/>
                    %s
                  </process>
                </definitions>""".formatted(step).getBytes(StandardCharsets.UTF_8);
        var parts = new LinkedMultiValueMap<String, Object>();
        parts.add("deployment-name", "by hand");
        parts.add("data", new ByteArrayResource(model) {
            @Override
            public String getFilename() {
                return file;
            }
        });
        return http.withBasicAuth(person, "demo")
                .postForEntity("/engine-rest/deployment/create", new HttpEntity<>(parts), JsonNode.class);
    }

    private static HttpEntity<String> json(String body) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        return new HttpEntity<>(body, headers);
    }
}
