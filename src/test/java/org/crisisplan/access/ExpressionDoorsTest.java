package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.variable.Variables;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The ways in which an analyst once ran commands on the server: an object as a variable, a parenthesis in an expression. */
@PlanTest
class ExpressionDoorsTest {

    @LocalServerPort
    int port;

    @Autowired
    RepositoryService repository;

    @Autowired
    DecisionService decisions;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"File","value":"eA==","valueInfo":{"filename":"x.txt"}} | is a file
            {"type":"Bytes","value":"eA=="} | is made of bytes
            {"type":"Object","value":"[]","valueInfo":{"objectTypeName":"java.util.ArrayList","serializationDataFormat":"application/json"}} | is a serialized object
            """)
    void whatIsNoValueIsNotEvaluated(String variable, String reason) {
        HttpResponse<String> answer = new Visitor(port)
                .asMachine(
                        "analyst",
                        "POST",
                        "/engine-rest/decision-definition/key/approval/evaluate",
                        "{\"variables\":{\"f\":" + variable + ",\"level\":{\"value\":1}}}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("'f'").contains(reason);
    }

    @Test
    void noProcessStartsWithAFileEither() {
        HttpResponse<String> answer = new Visitor(port)
                .asMachine("pr", "POST", "/engine-rest/process-definition/key/crisis-response/submit-form", """
                        {"variables":{"title":{"value":"x"},"description":{"value":"x"},"serviceDown":{"value":true},
                         "f":{"type":"File","value":"eA==","valueInfo":{"filename":"x.txt"}}}}""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("'f' is a file");
    }

    @Test
    void inJavaItIsTheSame() {
        var evaluation = decisions
                .evaluateDecisionByKey("approval")
                .variables(Variables.createVariables().putValue("f", Map.of("inside", Runtime.getRuntime())));

        assertThat(org.assertj.core.api.Assertions.catchThrowable(evaluation::evaluate))
                .hasMessageContaining("'f' is of the type Runtime");
    }

    @Test
    void aParenthesisIsNoWayOut() throws Exception {
        long before = repository.createDeploymentQuery().count();

        HttpResponse<String> answer = deploy("""
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn">
                  <process id="escape" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="Start_X"/>
                    <serviceTask id="Service_X"
                        camunda:expression="${(execution).processEngineServices.runtimeService}"/>
                    <sequenceFlow id="Flow_X" sourceRef="Start_X" targetRef="Service_X"/>
                  </process>
                </definitions>""");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("processEngineServices");
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    private HttpResponse<String> deploy(String model) {
        String body = "--cut\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nescape\r\n"
                + "--cut\r\nContent-Disposition: form-data; name=\"data\"; filename=\"escape.bpmn\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + model + "\r\n--cut--\r\n";
        var visitor = new Visitor(port);
        return visitor.send(visitor.to("/engine-rest/deployment/create")
                .header(
                        "Authorization",
                        "Basic " + java.util.Base64.getEncoder().encodeToString("analyst:demo".getBytes()))
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    }
}
