package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A body too large for its address is refused unread, whether it says its length or comes in pieces. */
@PlanTest
class LargeBodiesTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final String REPORT = """
            {"title": "Shop down", "description": "%s", "kinds": ["technical"], "facts": {}}""";
    private static final String API = "/api/crises";
    private static final String ENGINE = "/engine-rest/process-definition/key/crisis-response/start";
    private static final String WEBAPPS =
            "/camunda/api/engine/engine/default/process-definition/key/crisis-response/start";
    private static final String DEPLOYMENT = "/engine-rest/deployment/create";

    @LocalServerPort
    int port;

    @Autowired
    HistoryService history;

    @Autowired
    RepositoryService repository;

    @Autowired
    ObjectMapper json;

    private long crises;
    private long deployments;

    @BeforeEach
    void count() {
        crises = history.createHistoricProcessInstanceQuery().count();
        deployments = repository.createDeploymentQuery().count();
    }

    @AfterEach
    void nothingWasChanged() {
        assertThat(history.createHistoricProcessInstanceQuery().count()).isEqualTo(crises);
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(deployments);
    }

    static Stream<Arguments> tooLarge() {
        return Stream.of(
                        Arguments.of("pr", API, MEGABYTE + 1, MEGABYTE),
                        Arguments.of("pr", API, 10_000_000, MEGABYTE),
                        Arguments.of("pr", API + "/CR-2026-0001/facts", 10_000_000, MEGABYTE),
                        Arguments.of("pr", "/%61pi/crises", 10_000_000, MEGABYTE),
                        Arguments.of("pr", ENGINE, 4 * MEGABYTE + 1, 4 * MEGABYTE),
                        Arguments.of("pr", ENGINE, 10_000_000, 4 * MEGABYTE),
                        Arguments.of("analyst", DEPLOYMENT, 10_000_000, 4 * MEGABYTE))
                .flatMap(one -> Stream.of(true, false)
                        .map(announced ->
                                Arguments.of(one.get()[0], one.get()[1], one.get()[2], one.get()[3], announced)));
    }

    @ParameterizedTest
    @MethodSource
    void tooLarge(String person, String path, int bytes, int most, boolean announced) throws Exception {
        HttpResponse<String> answer = visitor().send(as(person, path).POST(body(report(bytes), announced)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json.readTree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(413);
        assertThat(problem.path("title").asText()).isEqualTo("Body too large");
        assertThat(problem.path("detail").asText()).contains("may have " + most + " bytes", "Nothing was changed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theWebAppsSendNoMoreThanMachinesDo(boolean announced) {
        Visitor visitor = visitor().loggedInAs("pr");

        HttpResponse<String> answer = visitor.send(visitor.to(WEBAPPS)
                .header("Content-Type", "application/json")
                .POST(body(report(10_000_000), announced)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {API, ENGINE})
    void ofAStrangerNothingIsKept(String path) {
        HttpResponse<String> answer = visitor()
                .send(visitor()
                        .to(path)
                        .header("Content-Type", "application/json")
                        .POST(body(report(10_000_000), false)));

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatJustFitsIsRead(boolean announced) {
        HttpResponse<String> answer = visitor().send(as("pr", API).POST(body(report(MEGABYTE), announced)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("must not be longer than 3500 characters");
    }

    @Test
    void whatComesInPiecesIsReadAsAWhole() throws Exception {
        String question = """
                {"variables": {"leakedUsers": {"value": 20000}, "说明": {"value": "数据泄露"}}}""";

        HttpResponse<String> answer = visitor()
                .send(as("analyst", "/engine-rest/decision-definition/key/crisisLevel/evaluate")
                        .POST(body(question.getBytes(StandardCharsets.UTF_8), false)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).at("/0/level/value").asInt()).isEqualTo(1);
    }

    private Visitor visitor() {
        return new Visitor(port);
    }

    private HttpRequest.Builder as(String person, String path) {
        String login = Base64.getEncoder().encodeToString((person + ":demo").getBytes(StandardCharsets.UTF_8));
        return visitor().to(path).header("Authorization", "Basic " + login).header("Content-Type", "application/json");
    }

    /** A report with so long a description that the whole has exactly so many bytes. */
    private static byte[] report(int bytes) {
        int around = REPORT.formatted("").length();
        return REPORT.formatted("x".repeat(bytes - around)).getBytes(StandardCharsets.UTF_8);
    }

    private static BodyPublisher body(byte[] bytes, boolean announced) {
        return announced
                ? BodyPublishers.ofByteArray(bytes)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }
}
