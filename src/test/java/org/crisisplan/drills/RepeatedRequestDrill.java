package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A machine that heard no answer sends its request again, with the same key: the plan does it once. */
@PlanTest
class RepeatedRequestDrill {

    private static final String REPORT = """
            {"title": "%s", "description": "Nothing loads", "kinds": ["technical", "content"], "facts": {"leakedUsers": 7}}""";

    @Autowired
    TestRestTemplate http;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient sql;

    @Autowired
    TransactionTemplate transaction;

    private final String key = UUID.randomUUID().toString();
    private final String title = "Shop down " + key;
    private final Set<String> opened = new HashSet<>();

    @AfterEach
    void nothingRunsOn() {
        ClockUtil.reset();
        opened.forEach(number -> runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test")));
    }

    @Test
    void opensOneCrisisAndGivesTheSameAnswer() {
        ResponseEntity<String> first = reports(key, REPORT.formatted(title));
        ResponseEntity<String> again = reports(key, """
                {"facts": {"leakedUsers": 7}, "kinds": ["content", "technical"], "description": "Nothing loads", "title": "%s"}""".formatted(title));

        assertThat(first.getStatusCode()).as("%s", first).isEqualTo(HttpStatus.CREATED);
        assertThat(first.getHeaders().containsKey("Idempotent-Replayed")).isFalse();
        assertThat(again.getStatusCode()).as("%s", again).isEqualTo(HttpStatus.CREATED);
        assertThat(again.getBody()).isEqualTo(first.getBody());
        assertThat(again.getHeaders().getLocation())
                .isEqualTo(first.getHeaders().getLocation());
        assertThat(again.getHeaders().getContentType())
                .isEqualTo(first.getHeaders().getContentType());
        assertThat(again.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        assertThat(crises()).isEqualTo(1);
    }

    @Test
    void tellsFactsOnce() {
        String number = number(reports(key, REPORT.formatted(title)));
        ResponseEntity<String> first = tells(number, key + "-1", "{\"leakedUsers\": 20000}");
        tells(number, key + "-2", "{\"leakedUsers\": 5}");

        ResponseEntity<String> again = tells(number, key + "-1", "{\"leakedUsers\": 20000}");

        assertThat(again.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(again.getBody()).isEqualTo(first.getBody());
        assertThat(again.getHeaders().getFirst("Idempotent-Replayed")).isEqualTo("true");
        assertThat(leakedUsers(number)).as("what was told last stands").isEqualTo("5");
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefused() {
        String number = number(reports(key, REPORT.formatted(title)));

        for (ResponseEntity<String> other : List.of(
                reports(key, REPORT.formatted(title + " too")), tells(number, key, "{\"leakedUsers\": 20000}"))) {
            assertThat(other.getStatusCode()).as("%s", other).isEqualTo(HttpStatus.UNPROCESSABLE_ENTITY);
            assertThat(other.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
            assertThat(other.getBody()).contains("another request");
        }
        assertThat(crises()).isEqualTo(1);
        assertThat(leakedUsers(number)).isEqualTo("7");
    }

    @Test
    void anotherUserMayHaveTheSameKey() {
        String own = number(reports(key, REPORT.formatted(title)));
        String others = number(send("tech", "/api/crises", key, REPORT.formatted(title)));

        assertThat(others).isNotEqualTo(own);
    }

    @Test
    void aRequestThatWasRefusedLeavesItsKeyFree() {
        assertThat(reports(key, REPORT.formatted(title).replace("[\"technical\", \"content\"]", "[]"))
                        .getStatusCode())
                .isEqualTo(HttpStatus.BAD_REQUEST);

        assertThat(reports(key, REPORT.formatted(title)).getStatusCode()).isEqualTo(HttpStatus.CREATED);
    }

    @Test
    void afterADayTheKeyIsFree() {
        String first = number(reports(key, REPORT.formatted(title)));
        ClockUtil.setCurrentTime(Date.from(Instant.now().plus(Duration.ofHours(23))));
        assertThat(number(reports(key, REPORT.formatted(title)))).isEqualTo(first);

        ClockUtil.setCurrentTime(Date.from(Instant.now().plus(Duration.ofHours(25))));
        assertThat(number(reports(key, REPORT.formatted(title)))).isNotEqualTo(first);
    }

    @Test
    void whileTheFirstRunsTheSecondIsToldToComeAgain() {
        transaction.executeWithoutResult(first -> {
            sql.sql("insert into idempotent_request (user_id, idempotency_key, request_hash, received_at)"
                            + " values ('pr', ?, 'x', ?)")
                    .params(key, Instant.now().atOffset(ZoneOffset.UTC))
                    .update();

            ResponseEntity<String> second = reports(key, REPORT.formatted(title));

            assertThat(second.getStatusCode()).as("%s", second).isEqualTo(HttpStatus.CONFLICT);
            assertThat(second.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
            assertThat(second.getBody()).contains("still being carried out");
            // as if the node of the first had died
            first.setRollbackOnly();
        });

        assertThat(crises()).isZero();
        assertThat(reports(key, REPORT.formatted(title)).getStatusCode()).isEqualTo(HttpStatus.CREATED);
    }

    @Test
    void ofManyAtTheSameMomentOneOpensACrisis() throws Exception {
        int senders = 4;
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        try {
            for (int round = 0; round < 5; round++) {
                String ofRound = key + "-" + round;
                String about = "Race " + ofRound;
                var together = new CyclicBarrier(senders);
                Callable<ResponseEntity<String>> sender = () -> {
                    together.await();
                    return reports(ofRound, REPORT.formatted(about));
                };
                List<ResponseEntity<String>> answers = new ArrayList<>();
                for (Future<ResponseEntity<String>> answer : threads.invokeAll(
                        IntStream.range(0, senders).mapToObj(i -> sender).toList())) {
                    answers.add(answer.get());
                }

                assertThat(crises(about)).as("%s", answers).isEqualTo(1);
                assertThat(answers)
                        .allMatch(answer -> answer.getStatusCode() == HttpStatus.CREATED
                                || answer.getStatusCode() == HttpStatus.CONFLICT);
                assertThat(answers.stream()
                                .filter(answer -> answer.getStatusCode() == HttpStatus.CREATED)
                                .map(ResponseEntity::getBody)
                                .distinct())
                        .hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private int crises() {
        return crises(title) + crises(title + " too");
    }

    private int crises(String about) {
        return sql.sql("select count(*) from crisis where title = ?")
                .param(about)
                .query(Integer.class)
                .single();
    }

    private String leakedUsers(String number) {
        return sql.sql("select fact from crisis_fact where number = ? and name = 'leakedUsers'")
                .param(number)
                .query(String.class)
                .single()
                .replaceAll("\\D", "");
    }

    private ResponseEntity<String> reports(String withKey, String report) {
        return send("pr", "/api/crises", withKey, report);
    }

    private ResponseEntity<String> tells(String number, String withKey, String facts) {
        return send("pr", "/api/crises/" + number + "/facts", withKey, facts);
    }

    private ResponseEntity<String> send(String user, String path, String withKey, String body) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.set("Idempotency-Key", withKey);
        return http.withBasicAuth(user, "demo").postForEntity(path, new HttpEntity<>(body, headers), String.class);
    }

    private String number(ResponseEntity<String> answer) {
        assertThat(answer.getStatusCode()).as("%s", answer).isEqualTo(HttpStatus.CREATED);
        String number = answer.getHeaders().getLocation().getPath().replace("/api/crises/", "");
        opened.add(number);
        return number;
    }
}
