package org.crisisplan.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.media.contact.ContactsFileOfTest;
import org.crisisplan.media.contact.MediaContactRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people and machines get at the addresses of the media (R48): inquiries, contacts, answers and rumours. */
@PlanTest
class MediaPagesTest {

    @LocalServerPort
    int port;

    @Autowired
    CrisisPlan plan;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    MediaContactRepository contacts;

    @Autowired
    JdbcClient sql;

    @Autowired
    Clock clock;

    private String number = "";

    @BeforeEach
    void open() {
        number = plan.open(new CrisisReport("Login fails", "Nobody gets in.", Set.of(Kind.TECHNICAL), Map.of()))
                .number();
    }

    @AfterEach
    void leaveNothing() {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "test over"));
        sql.sql("delete from media_contact").update();
    }

    @Test
    void aRobotWritesAnInquiryDownOnceHoweverOftenItSendsIt() throws Exception {
        String address = "/api/crises/" + number + "/inquiries";
        String until = clock.instant().plus(Duration.ofHours(3)).toString();
        String body = """
                {"question": "Since when?", "outlet": "The Daily", "way": "mail", "address": "desk@daily.example", "answerBy": "%s"}""".formatted(until);

        var first = send(address, "mail-17", body);
        var again = send(address, "mail-17", body);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
        JsonNode listed = new ObjectMapper()
                .readTree(new Visitor(port)
                        .asMachine("auditor", "GET", address, "")
                        .body());
        assertThat(listed.path("items")).hasSize(1);
        assertThat(listed.path("items").get(0).path("state").asText()).isEqualTo("open");
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .taskDefinitionKey("User_AnswerInquiry")
                        .singleResult()
                        .getDueDate()
                        .toInstant())
                .isEqualTo(until);
    }

    @Test
    void whatAnInquiryLacksIsSaidAndNothingIsKept() throws Exception {
        String address = "/api/crises/" + number + "/inquiries";
        var refused = new Visitor(port).asMachine("service", "POST", address, """
                {"question": " ", "way": "pigeon", "address": "nowhere", "answerBy": "2020-01-01T00:00:00Z"}""");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(new ObjectMapper().readTree(refused.body()).path("errors").findValuesAsText("field"))
                .contains("question", "asker", "way", "answerBy");
        assertThat(new Visitor(port)
                        .asMachine("service", "POST", "/api/crises/CR-1999-0001/inquiries", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(sql.sql("select count(*) from inquiry where crisis = ?")
                        .param(number)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void customerServiceWritesDownWhatOthersOnlyRead() {
        String page = "/crises/" + number + "/inquiries";
        Visitor service = new Visitor(port).loggedInAs("service");
        var wrong =
                service.submits(page, page, Map.of("question", "Why <b>so</b> long?", "way", "mail", "address", "x"));
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(wrong.body()).contains("Why &lt;b&gt;so&lt;/b&gt; long?", "Say who asks");

        var kept = service.submits(
                page, page, Map.of("question", "Why <b>so</b> long?", "asker", "A caller", "way", "phone"));
        assertThat(kept.statusCode()).isEqualTo(302);

        Visitor auditor = new Visitor(port).loggedInAs("auditor");
        assertThat(auditor.page(page).body())
                .contains("Why &lt;b&gt;so&lt;/b&gt; long?")
                .doesNotContain("inquiry-form");
        assertThat(auditor.page("/crises/" + number).body()).contains("/crises/" + number + "/inquiries", "1 open");
        assertThat(new Visitor(port).loggedInAs("tech").page("/media").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aListOfContactsIsTakenOverWholeOrNotAtAll() {
        byte[] wrong = "outlet;mail\n日报;desk@daily.example\n周刊;nowhere\n".getBytes(Charset.forName("GBK"));
        assertThat(catchThrowable(() -> ContactsFileOfTest.read(wrong)))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidReport.class))
                .extracting(refused -> refused.findings().get(0).field())
                .isEqualTo("file line 3 mail");

        byte[] right = "outlet;mail;language\n日报;desk@daily.example;zh\n".getBytes(Charset.forName("GBK"));
        contacts.takeOver(ContactsFileOfTest.read(right), "pr");
        contacts.takeOver(ContactsFileOfTest.read("mail,outlet\nDESK@daily.example,The Daily\n".getBytes()), "pr");

        Visitor auditor = new Visitor(port).loggedInAs("auditor");
        assertThat(auditor.page("/media/contacts.csv").body())
                .contains("\"The Daily\",\"\",\"DESK@daily.example\"")
                .doesNotContain("日报");
        assertThat(auditor.page("/media").body())
                .contains("The Daily", "added", "changed")
                .doesNotContain("contact-form");
        assertThat(sql.sql("select what from media_contact_change order by id desc fetch first 2 rows only")
                        .query(String.class)
                        .list())
                .isEqualTo(List.of("changed", "added"));
    }

    private HttpResponse<String> send(String address, String key, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + address))
                                .header(
                                        "Authorization",
                                        "Basic " + Base64.getEncoder().encodeToString("service:demo".getBytes()))
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", key)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
