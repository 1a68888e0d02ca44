package org.crisisplan.crisis.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ResponseEntity;

/** What other systems read of a crisis's record, and how they say when it began. */
@PlanTest
class RecordApiTest {

    @Autowired
    TestRestTemplate http;

    @Test
    void theRecordNamesWhoReportedIt() {
        String number = report(Map.of());

        JsonNode record = get("auditor", "/api/crises/" + number + "/record?size=2");

        assertThat(record.path("total").asInt()).isGreaterThan(2);
        assertThat(record.path("items")).hasSize(2);
        assertThat(record.path("firstBroken").isNull()).isTrue();
        JsonNode reported = record.path("items").path(0);
        assertThat(reported.path("kind").asText()).isEqualTo("reported");
        assertThat(reported.path("actor").path("id").asText()).isEqualTo("pr");
        assertThat(reported.path("actor").path("kind").asText()).isEqualTo("person");
        assertThat(reported.path("hash").asText()).hasSize(64);
        assertThat(get("auditor", "/api/crises/" + number + "/record?page=99").path("items"))
                .isEmpty();
    }

    @Test
    void whenItBeganIsAskedAndCanBeCorrectedWithAReason() {
        Instant began = Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        String number = report(Map.of("beganAt", began.toString()));
        assertThat(milestone(number, "began")).isEqualTo(began);

        Instant earlier = began.minus(2, ChronoUnit.HOURS);
        assertThat(post(number, Map.of("beganAt", earlier.toString(), "reason", "The access log says so."))
                        .getStatusCode()
                        .value())
                .isEqualTo(200);

        assertThat(milestone(number, "began")).isEqualTo(earlier);
        JsonNode acts = get("auditor", "/api/crises/" + number + "/record").path("items");
        JsonNode corrected = acts.path(acts.size() - 1);
        assertThat(corrected.path("before").path("at").asText()).isEqualTo(began.toString());
        assertThat(corrected.path("words").path("why").asText()).isEqualTo("The access log says so.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        2999-01-01T00:00:00Z | A slip | must not lie ahead
        -                    | A slip | must be a time with its offset
        2026-01-01T00:00:00Z | -      | must not be empty
        """)
    void aWrongBeginIsRefused(String beganAt, String reason, String sentence) {
        String number = report(Map.of());
        Map<String, Object> body = new HashMap<>();
        body.put("beganAt", beganAt);
        body.put("reason", reason);

        ResponseEntity<JsonNode> answer = post(number, body);

        assertThat(answer.getStatusCode().value()).isEqualTo(400);
        assertThat(String.valueOf(answer.getBody())).contains(sentence);
        assertThat(get("pr", "/api/crises/" + number).path("milestones").has("began"))
                .isFalse();
    }

    @Test
    void administratorsEraseWhatPeopleWroteAndSayWhy() {
        String number = report(Map.of());

        ResponseEntity<JsonNode> answer = erase("admin", number, 1, "The reporter asked for it.");

        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        assertThat(String.valueOf(answer.getBody())).contains("reported").doesNotContain("Nothing loads");
        JsonNode record = get("auditor", "/api/crises/" + number + "/record");
        assertThat(record.path("firstBroken").isNull()).isTrue();
        JsonNode reported = record.path("items").path(0);
        assertThat(reported.path("words").isNull()).isTrue();
        assertThat(reported.path("actor").path("id").asText()).isEqualTo("pr");
        assertThat(reported.path("actor").path("name").asText()).isEmpty();
        JsonNode erased = record.path("items").path(record.path("items").size() - 1);
        assertThat(erased.path("kind").asText()).isEqualTo("words-erased");
        assertThat(erased.path("actor").path("id").asText()).isEqualTo("admin");
        assertThat(erased.path("after").path("act").asInt()).isEqualTo(1);
        assertThat(erased.path("words").path("why").asText()).isEqualTo("The reporter asked for it.");
        assertThat(get("auditor", "/api/crises/" + number).path("title").asText())
                .isEqualTo(number);
        assertThat(erase("admin", number, 1, "Again").getStatusCode().value()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        pr      | 1    | Because | 403
        auditor | 1    | Because | 403
        analyst | 1    | Because | 403
        admin   | 1    | -       | 400
        admin   | 0    | Because | 404
        admin   | 9999 | Because | 404
        """)
    void nothingIsErasedWithoutTheRightTheReasonAndTheWords(String user, int act, String reason, int status) {
        String number = report(Map.of());
        int acts = get("auditor", "/api/crises/" + number + "/record")
                .path("total")
                .asInt();

        ResponseEntity<JsonNode> answer = erase(user, number, act, reason);

        assertThat(answer.getStatusCode().value()).isEqualTo(status);
        JsonNode record = get("auditor", "/api/crises/" + number + "/record");
        assertThat(record.path("total").asInt()).isEqualTo(acts);
        assertThat(record.path("items").path(0).path("words").has("title")).isTrue();
    }

    private ResponseEntity<JsonNode> erase(String user, String number, int act, String reason) {
        Map<String, Object> body = new HashMap<>();
        body.put("reason", reason);
        return http.withBasicAuth(user, "demo")
                .postForEntity("/api/crises/" + number + "/record/" + act + "/erase", body, JsonNode.class);
    }

    private String report(Map<String, Object> more) {
        Map<String, Object> report = new HashMap<>(
                Map.of("title", "Shop down", "description", "Nothing loads", "kinds", List.of("technical")));
        report.putAll(more);
        return http.withBasicAuth("pr", "demo")
                .postForObject("/api/crises", report, JsonNode.class)
                .path("number")
                .asText();
    }

    private ResponseEntity<JsonNode> post(String number, Map<String, Object> body) {
        return http.withBasicAuth("pr", "demo").postForEntity("/api/crises/" + number + "/began", body, JsonNode.class);
    }

    private Instant milestone(String number, String name) {
        return Instant.parse(
                get("pr", "/api/crises/" + number).path("milestones").path(name).asText());
    }

    private JsonNode get(String person, String path) {
        return http.withBasicAuth(person, "demo").getForObject(path, JsonNode.class);
    }
}
