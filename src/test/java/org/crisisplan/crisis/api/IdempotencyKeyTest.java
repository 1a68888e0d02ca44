package org.crisisplan.crisis.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is no idempotency key, how the API describes one, and when it is removed. What it is for is rehearsed by a drill. */
@PlanTest
class IdempotencyKeyTest {

    @Autowired
    TestRestTemplate http;

    @Autowired
    JdbcClient sql;

    @Autowired
    IdempotentRequests requests;

    static String[] noKeys() {
        return new String[] {"", " ", "two words", "x".repeat(256), "schlüssel"};
    }

    @ParameterizedTest
    @MethodSource("noKeys")
    void whatIsNoKeyIsRefused(String key) {
        int before = crises();
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.set("Idempotency-Key", key);

        ResponseEntity<JsonNode> answer = http.withBasicAuth("pr", "demo")
                .postForEntity(
                        "/api/crises",
                        new HttpEntity<>(
                                "{\"title\": \"Shop down\", \"description\": \"x\", \"kinds\": [\"technical\"]}",
                                headers),
                        JsonNode.class);

        assertThat(answer.getStatusCode().value()).as("%s", answer).isEqualTo(400);
        assertThat(answer.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(answer.getBody().path("detail").asText()).contains("1 to 255 printable ASCII characters");
        assertThat(crises()).isEqualTo(before);
    }

    @Test
    void whatIsADayOldIsRemovedWithWhatWasAnswered() {
        received("old", Duration.ofHours(25));
        received("young", Duration.ofHours(23));

        assertThat(requests.removeSomeOld()).isTrue();
        assertThat(requests.removeSomeOld()).isFalse();

        assertThat(sql.sql("select idempotency_key from idempotent_request where user_id = 'machine'")
                        .query(String.class)
                        .list())
                .containsExactly("young");
        sql.sql("delete from idempotent_request where user_id = 'machine'").update();
    }

    @Test
    void theApiDescribesIt() {
        JsonNode paths = http.withBasicAuth("pr", "demo")
                .getForObject("/api/openapi", JsonNode.class)
                .path("paths");

        for (String path : new String[] {"/api/crises", "/api/crises/{number}/facts"}) {
            JsonNode post = paths.path(path).path("post");
            assertThat(post.path("parameters").toString())
                    .as(path)
                    .contains("\"Idempotency-Key\"", "within 24 hours", "\"in\":\"header\"");
            assertThat(post.path("responses").has("422")).as(path).isTrue();
        }
        assertThat(paths.at("/~1api~1crises/post/responses/201/content").toString())
                .contains("#/components/schemas/View");
        assertThat(paths.at("/~1api~1crises~1{number}~1facts/post/responses/200/content")
                        .toString())
                .contains("#/components/schemas/View");
    }

    private void received(String key, Duration ago) {
        sql.sql("insert into idempotent_request values ('machine', ?, 'x', ?, 201, null, '{}')")
                .params(key, Instant.now().minus(ago).atOffset(ZoneOffset.UTC))
                .update();
    }

    private int crises() {
        return sql.sql("select count(*) from crisis").query(Integer.class).single();
    }
}
