package org.crisisplan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Tasklist does when people draft and approve: the login signs, and a refusal is the person's mistake with its sentence. */
@PlanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishOverRestTest {

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    @Autowired
    StatementRepository records;

    @LocalServerPort
    int port;

    StatementDesk desk;

    @BeforeAll
    void openDesk() {
        desk = new StatementDesk(engine, sql).open();
    }

    @AfterAll
    void closeDesk() {
        engine.getIdentityService().deleteMembership("pr", "legal");
        desk.close();
    }

    private HttpResponse<String> submit(String user, String task, String variables) throws Exception {
        String login = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/engine-rest/task/" + task + "/submit-form"))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"variables\":{" + variables + "}}"));
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String draft(String textEn) {
        return """
                "draftDecision":{"value":"submit"}, "statementTitleEn":{"value":"Title"}, "statementTitleZh":{"value":"标题"},
                "statementTextEn":{"value":"%s"}, "statementTextZh":{"value":"正文"}""".formatted(textEn);
    }

    @Test
    void theLoginSignsAndRefusalsAreSentences() throws Exception {
        ProcessInstance run = desk.begin(desk.crisis(2, "responding"), "first", "holding-statement");

        HttpResponse<String> empty = submit("pr", desk.task(run).getId(), draft(""));
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(empty.body()).contains("英文正文");
        assertThat(submit("pr", desk.task(run).getId(), draft("Text")).statusCode())
                .isEqualTo(204);
        assertThat(records.latest(run.getId()).orElseThrow().author()).isEqualTo("pr");

        desk.runJobs(run);
        engine.getIdentityService().createMembership("pr", "legal");
        String legal = desk.taskOf(run, "legal").getId();
        HttpResponse<String> own = submit("pr", legal, "\"verdict\":{\"value\":\"approve\"}");
        assertThat(own.statusCode()).isEqualTo(400);
        assertThat(own.body()).contains("You wrote this text; somebody else must approve it.");
        HttpResponse<String> disguised =
                submit("pr", legal, "\"verdict\":{\"value\":\"approve\"}, \"approver\":{\"value\":\"legal\"}");
        assertThat(disguised.statusCode()).isEqualTo(400);

        assertThat(submit("tech", legal, "\"verdict\":{\"value\":\"approve\"}").statusCode())
                .isEqualTo(403);
        assertThat(submit("auditor", legal, "\"verdict\":{\"value\":\"approve\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(records.approvalsOf(records.latest(run.getId()).orElseThrow()))
                .isEmpty();

        assertThat(submit("legal", legal, "\"verdict\":{\"value\":\"approve\"}").statusCode())
                .isEqualTo(204);
        assertThat(records.approvalsOf(records.latest(run.getId()).orElseThrow()))
                .extracting(Approval::approver)
                .containsExactly("legal");
    }
}
