package org.crisisplan.crisis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What other systems could send to the API by mistake or on purpose: each with its clear problem, and nothing changed. */
@PlanTest
class BadReportTest {

    private static final String GOOD =
            "\"title\": \"Shop down\", \"description\": \"Nothing loads\", \"kinds\": [\"technical\"]";

    @Autowired
    TestRestTemplate http;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    JdbcClient sql;

    private String number;
    private String instance;
    private long crises;
    private Map<String, Object> known;

    @BeforeEach
    void oneCrisisRuns() {
        ResponseEntity<JsonNode> opened = post("/api/crises", "{" + GOOD + ", \"facts\": {\"leakedUsers\": 7}}");
        assertThat(opened.getStatusCode().value()).as("%s", opened).isEqualTo(201);
        number = opened.getBody().path("number").asText();
        instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId();
        known = runtime.getVariables(instance);
        crises = crises();
    }

    @AfterEach
    void nothingWasChanged() {
        assertThat(crises()).isEqualTo(crises);
        if (runtime.createProcessInstanceQuery().processInstanceId(instance).count() > 0) {
            assertThat(runtime.getVariables(instance)).isEqualTo(known);
            runtime.deleteProcessInstance(instance, "test");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"title":                                                     | is not the JSON object that is expected
            []                                                            | is not the JSON object that is expected
            "title"                                                       | is not the JSON object that is expected
            null                                                          | is not the JSON object that is expected
            {GOOD} {GOOD}                                                 | is not the JSON object that is expected
            {GOOD, "level": 1}                                            | 'level' is not a field; the fields are beganAt, description, facts, kinds, title
            {GOOD, "beganAt": "yesterday"}                               | 'beganAt' has a value of the wrong type
            {GOOD, "beganAt": "2026-11-23T10:00"}                        | 'beganAt' has a value of the wrong type
            {GOOD, "title": 5}                                            | 'title' has a value of the wrong type
            {GOOD, "title": {"en": "x"}}                                  | 'title' has a value of the wrong type
            {GOOD, "title": true}                                         | 'title' has a value of the wrong type
            {GOOD, "description": ["x"]}                                  | 'description' has a value of the wrong type
            {GOOD, "kinds": "technical"}                                  | 'kinds' has a value of the wrong type
            {GOOD, "kinds": [0]}                                          | 'kinds.[0]' has a value of the wrong type
            {GOOD, "kinds": ["financial"]}                                | 'kinds.[0]' has a value of the wrong type
            {GOOD, "kinds": [null]}                                       | 'kinds.[0]' has a value of the wrong type
            {GOOD, "facts": [1]}                                          | 'facts' has a value of the wrong type
            """)
    void whatIsNoReportIsRefused(String body, String reason) {
        ResponseEntity<JsonNode> answer = post("/api/crises", body.replace("GOOD", GOOD));

        assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(400);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody().path("detail").asText()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            "title": ""                              | title       | must not be empty
            "beganAt": "2999-01-01T00:00:00Z"        | beganAt     | must not lie ahead
            "beganAt": "-99999-01-01T00:00:00Z"      | beganAt     | must not lie before the year 2000
            "title": "  "                            | title       | must not be empty
            "title": null                            | title       | must not be empty
            "title": "Shop\\u0000down"               | title       | must not contain control characters
            "title": "Shop\\r\\nBcc: all"            | title       | must not contain control characters
            "title": "Shop \\ud800 down"             | title       | must not contain control characters
            "description": "\\u0007"                 | description | must not contain control characters
            "description": null                      | description | must not be empty
            "kinds": []                              | kinds       | must name technical, content or both
            "kinds": null                            | kinds       | must name technical, content or both
            """)
    void aReportThatSaysTooLittleIsRefused(String field, String name, String reason) {
        ResponseEntity<JsonNode> answer = post("/api/crises", "{" + GOOD + ", " + field + "}");

        assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(400);
        assertThat(answer.getBody().at("/errors/0/field").asText()).isEqualTo(name);
        assertThat(answer.getBody().at("/errors/0/message").asText()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"leakedUsers": -1}                   | leakedUsers         | must be a whole number from 0 to
            {"leakedUsers": 1.5}                  | leakedUsers         | must be a whole number from 0 to
            {"leakedUsers": 1e300}                | leakedUsers         | must be a whole number from 0 to
            {"leakedUsers": "7000"}               | leakedUsers         | must be a whole number from 0 to
            {"leakedUsers": "${7*7}"}             | leakedUsers         | must be a whole number from 0 to
            {"leakedUsers": [7000]}               | leakedUsers         | must be a whole number from 0 to
            {"discussions": -150000}              | discussions         | must be a whole number from 0 to
            {"unresponsiveMinutes": -15}          | unresponsiveMinutes | must be a whole number from 0 to
            {"downtimeHours": -0.5}               | downtimeHours       | must be a number from 0 to
            {"downtimeHours": true}               | downtimeHours       | must be a number from 0 to
            {"topMediaRepost": "true"}            | topMediaRepost      | must be true or false
            {"topMediaRepost": 1}                 | topMediaRepost      | must be true or false
            {"outageScope": "<b>nationwide</b>"}  | outageScope         | must be one of none, regional, nationwide
            {"keyBusiness": {"a": 1}}             | keyBusiness         | must be one of none, payment, order
            {"level": 3}                          | level               | is not a fact the plan knows
            {"crisis.phase": "closed"}            | crisis.phase        | is not a fact the plan knows
            """)
    void impossibleFactsAreRefused(String facts, String fact, String reason) {
        for (ResponseEntity<JsonNode> answer : List.of(
                post("/api/crises", "{" + GOOD + ", \"facts\": " + facts + "}"),
                post("/api/crises/" + number + "/facts", facts))) {
            assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(400);
            assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
            assertThat(answer.getBody().at("/errors/0/field").asText()).isEqualTo("facts." + fact);
            assertThat(answer.getBody().at("/errors/0/message").asText()).contains(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"leakedUsers\": ", "[]", "7", "null", "{\"leakedUsers\": 1} {}"})
    void whatIsNoListOfFactsIsRefused(String body) {
        ResponseEntity<JsonNode> answer = post("/api/crises/" + number + "/facts", body);

        assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(400);
        assertThat(answer.getBody().path("detail").asText()).contains("JSON object that is expected");
    }

    @Test
    void whatIsNestedWithoutEndIsRefused() {
        String deep = "{\"a\":".repeat(5000) + "1" + "}".repeat(5000);

        assertThat(post("/api/crises/" + number + "/facts", deep)
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
        assertThat(post("/api/crises", "{" + GOOD + ", \"facts\": " + deep + "}")
                        .getStatusCode()
                        .value())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CR-2026-9999", "CR-1-1", "0", "${number}", "<script>", "x' or '1'='1", "危机"})
    void anUnknownNumberIsNotFound(String unknown) {
        for (ResponseEntity<JsonNode> answer : List.of(
                http.withBasicAuth("pr", "demo").getForEntity("/api/crises/{number}", JsonNode.class, unknown),
                http.withBasicAuth("pr", "demo")
                        .postForEntity("/api/crises/{number}/facts", json("{}"), JsonNode.class, unknown))) {
            assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(404);
            assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
            assertThat(answer.getBody().path("title").asText()).isEqualTo("Unknown crisis");
            assertThat(answer.getBody().path("detail").asText()).contains(unknown);
        }
    }

    @Test
    void aCrisisThatIsOverTakesNoFacts() {
        String phase = sql.sql("select phase from crisis where number = ?")
                .param(number)
                .query(String.class)
                .single();
        over(number, Phase.CLOSED.word());

        ResponseEntity<JsonNode> answer = post("/api/crises/" + number + "/facts", "{\"leakedUsers\": 9}");
        over(number, phase);

        assertThat(answer.getStatusCode().value()).isEqualTo(409);
        assertThat(answer.getBody().path("title").asText()).isEqualTo("Crisis is over");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            phase=unheard-of       | phase | must be one of verifying
            level=9                | level | must be 1, 2 or 3
            page=-1                | page  | must not be negative
            size=0                 | size  | must be from 1 to
            size=100000            | size  | must be from 1 to
            """)
    void anImpossibleQuestionIsRefused(String question, String parameter, String reason) {
        ResponseEntity<JsonNode> answer =
                http.withBasicAuth("pr", "demo").getForEntity("/api/crises?" + question, JsonNode.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(answer.getBody().at("/errors/0/field").asText()).isEqualTo(parameter);
        assertThat(answer.getBody().at("/errors/0/message").asText()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({"GET, level=two, 400", "GET, page=99999999999, 400", "DELETE, '', 405", "PUT, '', 405"})
    void everyOtherMistakeIsAProblemToo(HttpMethod method, String question, int status) {
        ResponseEntity<JsonNode> answer =
                http.withBasicAuth("pr", "demo").exchange("/api/crises?" + question, method, json(""), JsonNode.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody().path("detail").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void whatIsNotJsonIsRefused(String type) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.CONTENT_TYPE, type);
        headers.setAccept(List.of(MediaType.ALL));

        ResponseEntity<JsonNode> answer = http.withBasicAuth("pr", "demo")
                .postForEntity("/api/crises", new HttpEntity<>("{" + GOOD + "}", headers), JsonNode.class);

        assertThat(answer.getStatusCode().value()).isEqualTo(415);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private void over(String crisis, String phase) {
        sql.sql("update crisis set phase = ? where number = ?")
                .params(phase, crisis)
                .update();
    }

    private long crises() {
        return sql.sql("select count(*) from crisis").query(Long.class).single();
    }

    private ResponseEntity<JsonNode> post(String path, String body) {
        return http.withBasicAuth("pr", "demo").postForEntity(path, json(body), JsonNode.class);
    }

    private static HttpEntity<String> json(String body) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.setAccept(List.of(MediaType.ALL));
        return new HttpEntity<>(body, headers);
    }
}
