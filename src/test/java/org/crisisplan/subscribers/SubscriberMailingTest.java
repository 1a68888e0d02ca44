package org.crisisplan.subscribers;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.mailing.RecipientState;
import org.crisisplan.mailing.SentMailings;
import org.crisisplan.notify.MailServer;
import org.crisisplan.publish.StatementDesk;
import org.crisisplan.statuspage.StatusCache;
import org.crisisplan.web.Notices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was approved reaches those who asked for it, each once and in their language, and nobody else. */
@PlanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubscriberMailingTest {

    /** The one private address that the tests' application asks. */
    private static final String HOST = "127.0.0.3";

    @RegisterExtension
    static final WireMockExtension PROGRAM =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    @Autowired
    CrisisFacts facts;

    @Autowired
    FactTable factTable;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    SubscriberRepository subscribers;

    @Autowired
    WebhookRepository webhooks;

    @Autowired
    AnnouncedWindows windows;

    @Autowired
    StatusCache page;

    @Autowired
    Mailings mailings;

    @Autowired
    SentMailings sends;

    @Autowired
    MailServer server;

    @Autowired
    Notices notices;

    @Autowired
    ObjectMapper json;

    @LocalServerPort
    int port;

    private final List<String> crises = new ArrayList<>();
    private StatementDesk desk;
    private Instant now = Instant.parse("2026-11-24T08:05:00Z");

    @BeforeAll
    void openDesk() {
        desk = new StatementDesk(engine, sql).open();
    }

    @BeforeEach
    void nobodyIsThere() {
        now = now.plus(Duration.ofDays(1));
        ClockUtil.setCurrentTime(Date.from(now));
        forget();
        server.start();
        page.refresh();
    }

    private void forget() {
        for (String table : List.of(
                "subscriber_request", "subscriber", "subscriber_webhook", "subscriber_notice", "subscriber_window")) {
            sql.sql("delete from " + table).update();
        }
    }

    @AfterEach
    void time() {
        forget();
        server.stop();
        ClockUtil.reset();
    }

    @AfterAll
    void closeDesk() {
        desk.close();
        // others that share this application look at a page on which nothing is hit
        sql.sql("delete from status_post_component where statement_id in"
                        + " (select statement_id from status_post where crisis in (:crises))")
                .param("crises", crises)
                .update();
        page.refresh();
    }

    private Subscriber subscribes(String address, boolean chinese, String... components) {
        var choice = new Choice(chinese, new TreeSet<>(List.of(components)));
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(status -> {
            subscribers.addRequest(new MailAddress(address), choice);
            Request request = sql
                    .sql("select id from subscriber_request where confirmed_at is null")
                    .query(String.class)
                    .list()
                    .stream()
                    .map(id -> subscribers.request(id).orElseThrow())
                    .filter(one -> one.address().text().equals(address))
                    .findFirst()
                    .orElseThrow();
            return subscribers.confirm(request).orElseThrow();
        }));
    }

    private String crisis(Map<String, Object> known) {
        String number = desk.crisis(2, "responding");
        crises.add(number);
        tells(number, known);
        return number;
    }

    private void tells(String crisis, Map<String, Object> known) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> facts.tell(crisis, factTable.processOf("v1"), known));
    }

    private void says(String crisis, String kind, String words) {
        passes(Duration.ofMinutes(1));
        desk.publish(crisis, kind, "progress", words, "中文“" + words + "”", words + ".", "正文“" + words + "”。");
        sends.deliver();
    }

    private List<String> subjects(String address) {
        return server.subjectsTo(address);
    }

    @Test
    void eachIsToldOnceInTheirLanguageOfWhatTheyChose() throws Exception {
        Subscriber all = subscribes("all@example.org", false);
        subscribes("payment@example.org", true, "payment");
        subscribes("login@example.org", false, "login");
        String crisis = crisis(Map.of("keyBusiness", "payment"));

        says(crisis, "first", "Paying is not possible");
        sends.deliver();
        assertThat(subjects("all@example.org")).containsExactly("Paying is not possible");
        assertThat(subjects("payment@example.org")).containsExactly("中文“Paying is not possible”");
        assertThat(subjects("login@example.org")).isEmpty();

        MimeMessage mail = server.messagesTo("all@example.org").get(0);
        assertThat(String.valueOf(mail.getContent()))
                .contains(
                        "Paying is not possible.", "About: Payment", "/status/" + crisis + "?lang=en", "/unsubscribe/")
                .doesNotContain("正文");
        String leave = mail.getHeader("List-Unsubscribe", null);
        assertThat(mail.getHeader("List-Unsubscribe-Post", null)).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(leave).matches("<https?://\\S+/unsubscribe/[A-Za-z0-9_-]+>");
        HttpRequest oneClick = HttpRequest.newBuilder(
                        URI.create(leave.replaceAll("<https?://[^/]+", "http://localhost:" + port)
                                .replace(">", "")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(oneClick, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
        assertThat(subscribers.find(all.id()).orElseThrow().isTold()).isFalse();

        says(crisis, "progress", "We have found it");
        assertThat(subjects("all@example.org")).hasSize(1);
        assertThat(subjects("payment@example.org")).hasSize(2);
    }

    @Test
    void whoWasToldOfItHearsHowItEndsAlsoAfterAWithdrawal() {
        subscribes("payment@example.org", false, "payment");
        subscribes("order@example.org", false, "order");
        String crisis = crisis(Map.of("keyBusiness", "payment"));
        says(crisis, "first", "Paying is not possible");
        says(crisis, "withdrawal", "That was wrong");
        tells(crisis, Map.of("outageOver", true));
        says(crisis, "all-clear", "It is over");
        assertThat(subjects("payment@example.org"))
                .containsExactly("Paying is not possible", "That was wrong", "It is over");
        assertThat(subjects("order@example.org")).isEmpty();
    }

    @Test
    void whileNothingIsNamedEverybodyIsTold() {
        subscribes("order@example.org", false, "order");
        String crisis = crisis(Map.of());
        says(crisis, "first", "Something is wrong");
        tells(crisis, Map.of("keyBusiness", "payment"));
        says(crisis, "progress", "It is the payment");
        says(crisis, "all-clear", "It is over");
        assertThat(subjects("order@example.org"))
                .as("not of what does not concern them, but how it ended")
                .containsExactly("Something is wrong", "It is over");
    }

    @Test
    void whoLeavesWhileItIsSentIsNotSentItAnyMore() {
        subscribes("stays@example.org", false);
        Subscriber leaves = subscribes("leaves@example.org", false);
        Subscriber erased = subscribes("erased@example.org", false);
        server.stop();
        String crisis = crisis(Map.of());
        says(crisis, "first", "Something is wrong");
        Mailing mailing = mailings.of(crisis).get(0);
        assertThat(mailings.progress(mailing.id()).queued()).isEqualTo(3);

        subscribers.optOut(leaves.id());
        new TransactionTemplate(transactions).executeWithoutResult(status -> subscribers.erase(erased.id()));
        server.start();
        passes(Duration.ofMinutes(10));
        sends.deliver();
        assertThat(server.messages()).hasSize(1);
        assertThat(mailings.progress(mailing.id()).sent()).isEqualTo(1);
        assertThat(mailings.recipient(mailing.id(), leaves.id()).orElseThrow().state())
                .isEqualTo(RecipientState.WITHDRAWN);
        assertThat(mailings.progress(mailing.id()).withdrawn()).isEqualTo(2);
    }

    private void passes(Duration time) {
        now = now.plus(time);
        ClockUtil.setCurrentTime(Date.from(now));
    }

    @Test
    void maintenanceIsAnnouncedChangedAndCalledOff() {
        subscribes("payment@example.org", false, "payment");
        subscribes("login@example.org", false, "login");
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-01-05T08:00:00Z")));
        windows.look();
        windows.look();
        sends.deliver();
        assertThat(subjects("payment@example.org")).containsExactly("Planned maintenance: Payment service is moved");
        assertThat(subjects("login@example.org")).isEmpty();

        sql.sql("update subscriber_window set told = 'otherwise'").update();
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-01-06T08:00:00Z")));
        windows.look();
        windows.look();
        sql.sql("update subscriber_window set window_key = 'gone', title_en = 'Something else'")
                .update();
        windows.look();
        sends.deliver();
        assertThat(subjects("payment@example.org"))
                .containsExactlyInAnyOrder(
                        "Planned maintenance: Payment service is moved",
                        "Changed: maintenance Payment service is moved",
                        "Planned maintenance: Payment service is moved",
                        "Called off: maintenance Something else");
    }

    @Test
    void aProgramIsToldBySignedRequestsAndItsRedirectsAreNotFollowed() throws Exception {
        var admin = new Visitor(port).loggedInAs("admin");
        assertThat(registers(admin, "http://example.org/hook")).contains("Type an https address");
        assertThat(registers(admin, "https://127.0.0.1/hook")).contains("private network");
        assertThat(registers(admin, "https://user:secret@example.org/hook")).contains("Type an https address");
        assertThat(webhooks.all()).isEmpty();

        PROGRAM.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(204)));
        Matcher secret = Pattern.compile("whsec_[A-Za-z0-9+/=]+")
                .matcher(registers(admin, "http://" + HOST + ":" + PROGRAM.getPort() + "/hook?key=private"));
        assertThat(secret.find()).isTrue();
        assertThat(admin.page("/subscribers").body())
                .as("shown once")
                .contains(HOST)
                .doesNotContain("whsec_", "key=private");
        assertThat(sql.sql("select * from subscriber_webhook")
                        .query()
                        .listOfRows()
                        .toString())
                .doesNotContain("private", secret.group());

        String crisis = crisis(Map.of("keyBusiness", "payment"));
        says(crisis, "first", "Paying is not possible");
        List<LoggedRequest> got = PROGRAM.findAll(postRequestedFor(urlPathEqualTo("/hook")));
        assertThat(got).hasSize(1);
        LoggedRequest told = got.get(0);
        assertThat(told.getHeader("webhook-signature"))
                .isEqualTo(signature(
                        secret.group(),
                        told.getHeader("webhook-id"),
                        told.getHeader("webhook-timestamp"),
                        told.getBodyAsString()));
        JsonNode event = json.readTree(told.getBodyAsString());
        assertThat(event.path("type").asText()).isEqualTo("org.crisisplan.statement.published");
        assertThat(event.path("data").path("crisis").asText()).isEqualTo(crisis);
        assertThat(event.path("data").path("components").get(0).asText()).isEqualTo("payment");
        assertThat(event.path("data").path("texts")).hasSize(2);
        assertThat(admin.page("/subscribers").body()).contains("taken", "Paying is not possible");

        PROGRAM.resetAll();
        PROGRAM.stubFor(post(urlPathEqualTo("/hook"))
                .willReturn(aResponse()
                        .withStatus(302)
                        .withHeader("Location", "http://" + HOST + ":" + PROGRAM.getPort() + "/inside")));
        says(crisis, "progress", "We have found it");
        says(crisis, "progress", "We mend it");
        assertThat(webhooks.all().get(0).isOn()).isTrue();
        says(crisis, "progress", "It is mended");
        assertThat(PROGRAM.findAll(postRequestedFor(urlPathEqualTo("/inside")))).isEmpty();
        assertThat(webhooks.all().get(0).state()).isEqualTo(Webhook.State.FAILED);
        assertThat(notices.about("subscriber-webhooks").orElseThrow().details()).containsExactly(HOST);
        assertThat(admin.page("/subscribers").body()).contains("switched off after it failed", "It answers 302", HOST);

        admin.submits(
                "/subscribers", "/subscribers/webhooks/" + webhooks.all().get(0).id() + "/on", Map.of());
        assertThat(webhooks.all().get(0).isOn()).isTrue();
        assertThat(notices.about("subscriber-webhooks")).isEmpty();
    }

    private String registers(Visitor admin, String address) {
        admin.submits("/subscribers", "/subscribers/webhooks", Map.of("address", address));
        return admin.page("/subscribers").body();
    }

    private static String signature(String secret, String id, String at, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        byte[] signed = mac.doFinal((id + "." + at + "." + body).getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(signed);
    }
}
