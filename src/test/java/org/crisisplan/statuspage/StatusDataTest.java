package org.crisisplan.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.publish.StatementDesk;
import org.crisisplan.publish.StatementKind;
import org.crisisplan.statuspage.feed.AtomFeed;
import org.crisisplan.web.PageLanguage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What tools, feed readers, apps and other sites read of what was published: without a login, and nothing else. */
@PlanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusDataTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Instant MORNING = Instant.parse("2026-11-24T08:05:00Z");

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    @Autowired
    CrisisFacts facts;

    @Autowired
    FactTable factTable;

    @Autowired
    ObjectMapper json;

    @Autowired
    AtomFeed atom;

    @Autowired
    PlatformTransactionManager transactions;

    @LocalServerPort
    int port;

    StatementDesk desk;

    @BeforeAll
    void openDesk() {
        desk = new StatementDesk(engine, sql).open();
    }

    @Autowired
    StatusCache state;

    /** Others that share this application leave crises behind that are not over. */
    @BeforeEach
    void nothingElseIsHit() {
        sql.sql("delete from status_post_component where statement_id in"
                        + " (select statement_id from status_post where crisis not like 'CR-1998-%')")
                .update();
        state.refresh();
    }

    @BeforeEach
    void morning() {
        ClockUtil.setCurrentTime(Date.from(MORNING));
    }

    @AfterEach
    void time() {
        ClockUtil.reset();
    }

    @AfterAll
    void closeDesk() {
        desk.close();
    }

    private HttpResponse<String> send(String method, String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpResponse<String> answer = send("GET", path, headers);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer;
    }

    private JsonNode read(String path) throws IOException {
        return json.readTree(get(path).body());
    }

    private static JsonNode one(JsonNode list, String field, String value) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(entry -> entry.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(value + " is not in " + list));
    }

    private static List<String> all(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.path(field).asText())
                .toList();
    }

    private void minutesPass(int minutes) {
        ClockUtil.setCurrentTime(
                Date.from(ClockUtil.getCurrentTime().toInstant().plusSeconds(60L * minutes)));
    }

    private String crisis(int level, Map<String, Object> known) {
        String number = desk.crisis(level, "responding");
        tells(number, known);
        return number;
    }

    private void tells(String crisis, Map<String, Object> known) {
        new TransactionTemplate(transactions)
                .executeWithoutResult(status -> facts.tell(crisis, factTable.processOf("v1"), known));
    }

    private void says(String crisis, String kind, String words) {
        desk.publish(crisis, kind, "progress", words, "中文“" + words + "”", words + ".", "正文“" + words + "”。");
    }

    private String stateOf(String component) throws IOException {
        return one(read("/api/v2/components.json").path("components"), "id", component)
                .path("status")
                .asText();
    }

    private SyndFeed feed(String path) throws Exception {
        return new SyndFeedInput().build(new StringReader(get(path).body()));
    }

    private SyndEntry entry(String path, String crisis) throws Exception {
        return feed(path).getEntries().stream()
                .filter(one -> one.getUri().contains(crisis))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatACrisisHitsIsShownUntilTheAllClear() throws Exception {
        assertThat(stateOf("payment")).isEqualTo("operational");
        String crisis = crisis(2, Map.of("keyBusiness", "payment"));
        assertThat(stateOf("payment")).as("nothing was said yet").isEqualTo("operational");

        says(crisis, "first", "Paying is not possible");
        assertThat(stateOf("payment")).isEqualTo("major_outage");
        assertThat(get("/status", "Accept-Language", "en").body())
                .containsSubsequence("id=\"parts\"", "Payment", "Unavailable");
        assertThat(get("/status?lang=zh").body()).containsSubsequence("id=\"parts\"", "支付", "不可用");
        assertThat(get("/status/" + crisis + "?lang=en").body()).contains("Payment: Unavailable");

        tells(crisis, Map.of("outageOver", true));
        assertThat(stateOf("payment")).as("the public was told nothing else").isEqualTo("major_outage");
        says(crisis, "progress", "Paying works again");
        assertThat(stateOf("payment")).isEqualTo("operational");

        tells(crisis, Map.of("outageOver", false));
        says(crisis, "progress", "It has come back");
        assertThat(stateOf("payment")).isEqualTo("major_outage");
        says(crisis, "all-clear", "It is over");
        assertThat(stateOf("payment")).isEqualTo("operational");
        JsonNode updates = one(read("/api/v2/incidents.json").path("incidents"), "id", crisis)
                .path("incident_updates");
        assertThat(updates.get(3)
                        .path("affected_components")
                        .get(0)
                        .path("old_status")
                        .asText())
                .isEqualTo("operational");
        assertThat(updates.get(3)
                        .path("affected_components")
                        .get(0)
                        .path("new_status")
                        .asText())
                .isEqualTo("major_outage");
    }

    @Test
    void whatTheSignalsAreAboutIsHit() throws Exception {
        String crisis = desk.crisis(3, "responding");
        sql.sql("insert into signal_subject (subject, crisis) values ('login', ?)")
                .param(crisis)
                .update();
        says(crisis, "first", "Some cannot log in");
        assertThat(stateOf("login")).isEqualTo("degraded_performance");
        says(crisis, "all-clear", "All can log in");
        sql.sql("delete from signal_subject where crisis = ?").param(crisis).update();
        assertThat(stateOf("login")).isEqualTo("operational");
    }

    @Test
    void aCrisisIsOneEntryOfTheFeedAndWhatIsSaidLaterUpdatesIt() throws Exception {
        String crisis = crisis(1, Map.of());
        says(crisis, "first", "First words");
        SyndEntry before = entry("/status/feed.atom?lang=en", crisis);
        assertThat(before.getUpdatedDate()).isEqualTo(Date.from(MORNING));

        minutesPass(30);
        says(crisis, "clarification", "Put right");
        SyndEntry after = entry("/status/feed.atom?lang=en", crisis);
        assertThat(after.getUri()).isEqualTo(before.getUri()).startsWith("tag:");
        assertThat(after.getTitle()).isEqualTo("Put right");
        assertThat(after.getPublishedDate()).isEqualTo(Date.from(MORNING));
        assertThat(after.getUpdatedDate()).isEqualTo(Date.from(MORNING.plusSeconds(1800)));
        assertThat(after.getContents().get(0).getValue())
                .containsSubsequence("Put right.", "First words.")
                .contains("24 Nov 2026, 08:35 UTC · 24 Nov 2026, 16:35 China Time")
                .doesNotContain("正文");
        assertThat(after.getLink()).endsWith("/status/" + crisis + "?lang=en");
        assertThat(entry("/status/feed.atom?lang=zh", crisis)
                        .getContents()
                        .get(0)
                        .getValue())
                .contains("正文“Put right”")
                .doesNotContain("Put right.");

        JsonNode item = one(read("/status/feed.json?lang=en").path("items"), "id", after.getUri());
        assertThat(item.path("date_modified").asText()).isEqualTo("2026-11-24T08:35:00Z");
        assertThat(item.path("content_text").asText()).containsSubsequence("Put right.", "First words.");
        says(crisis, "all-clear", "Over");
        assertThat(entry("/status/feed.atom?lang=en", crisis)
                        .getCategories()
                        .get(0)
                        .getName())
                .isEqualTo("Resolved");
    }

    @Test
    void aFeedIsFoundFromThePageAndSaysWhatItIs() throws Exception {
        assertThat(get("/status?lang=zh").body())
                .contains(
                        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Atom\" href=\"status/feed.atom?lang=zh\">",
                        "<link rel=\"alternate\" type=\"application/feed+json\" title=\"JSON Feed\" href=\"status/feed.json?lang=zh\">");
        HttpResponse<String> atom = get("/status/feed.atom?lang=zh");
        assertThat(atom.headers().firstValue("Content-Type")).hasValue("application/atom+xml;charset=UTF-8");
        assertThat(get("/status/feed.json").headers().firstValue("Content-Type"))
                .hasValue("application/feed+json");
        assertThat(feed("/status/feed.atom?lang=zh").getEntries())
                .as("announced maintenance is in it too")
                .anyMatch(one -> one.getTitle().equals("支付服务迁移"));
    }

    @Test
    void noTextBreaksAFeedOrBecomesMarkup() throws Exception {
        String crisis = crisis(2, Map.of());
        String hostile = "]]></content><script>alert(1)</script> &lt;b&gt; emoji \uD83D\uDE00";
        says(crisis, "first", hostile);
        SyndEntry entry = entry("/status/feed.atom?lang=en", crisis);
        assertThat(entry.getTitle()).contains("]]></content><script>alert(1)</script>", "\uD83D\uDE00");
        assertThat(entry.getContents().get(0).getValue())
                .contains("]]&gt;&lt;/content&gt;&lt;script&gt;", "&amp;lt;b&amp;gt;")
                .doesNotContain("<script");
        assertThat(one(read("/status/feed.json?lang=en").path("items"), "id", entry.getUri())
                        .path("content_html")
                        .asText())
                .doesNotContain("<script");
        says(crisis, "all-clear", "Over");
    }

    @Test
    void aCharacterThatXmlCannotHoldIsLeftOut() throws Exception {
        var post = new StatusPost(
                "s",
                "CR-1998-9999",
                StatementKind.FIRST,
                Severity.MINOR,
                Progress.INVESTIGATING,
                "Before\u000bafter",
                "前\uFFFE后",
                "x",
                "文",
                Map.of(),
                false,
                null,
                MORNING);
        var snapshot = new StatusSnapshot(MORNING, List.of(post), List.of(), List.of(), MORNING);
        byte[] written = atom.write(snapshot, new PageLanguage(Locale.ENGLISH, true));
        SyndFeed feed = new SyndFeedInput().build(new StringReader(new String(written, StandardCharsets.UTF_8)));
        assertThat(feed.getEntries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getTitle()).isEqualTo("Beforeafter"));
    }

    @Test
    void anIncidentIsToldInStatuspagesWords() throws Exception {
        String crisis = crisis(2, Map.of("outageScope", "regional"));
        says(crisis, "first", "Pages do not open");
        minutesPass(10);
        desk.move(crisis, 2, "recovering");
        says(crisis, "progress", "Pages open again");

        JsonNode summary = read("/api/v2/summary.json?lang=en");
        JsonNode incident = one(summary.path("incidents"), "id", crisis);
        assertThat(incident.path("name").asText()).isEqualTo("Pages open again");
        assertThat(incident.path("status").asText()).isEqualTo("monitoring");
        assertThat(incident.path("impact").asText()).isEqualTo("major");
        assertThat(incident.path("started_at").asText()).isEqualTo("2026-11-24T08:05:00.000Z");
        assertThat(incident.path("monitoring_at").asText()).isEqualTo("2026-11-24T08:15:00.000Z");
        assertThat(incident.path("resolved_at").isNull()).isTrue();
        assertThat(incident.path("shortlink").asText()).endsWith("/status/" + crisis);
        assertThat(all(incident.path("incident_updates"), "status")).containsExactly("monitoring", "identified");
        assertThat(all(incident.path("incident_updates"), "body"))
                .containsExactly("Pages open again.", "Pages do not open.");
        assertThat(all(incident.path("components"), "id")).containsExactly("site");
        assertThat(summary.path("status").path("indicator").asText()).isIn("major", "critical");
        assertThat(summary.path("page").path("time_zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(one(summary.path("components"), "id", "site").path("status").asText())
                .isEqualTo("partial_outage");
        assertThat(all(read("/api/v2/incidents/unresolved.json").path("incidents"), "id"))
                .contains(crisis);

        minutesPass(60);
        says(crisis, "all-clear", "All is well");
        assertThat(all(read("/api/v2/incidents/unresolved.json").path("incidents"), "id"))
                .doesNotContain(crisis);
        JsonNode over = one(read("/api/v2/incidents.json?lang=zh").path("incidents"), "id", crisis);
        assertThat(over.path("status").asText()).isEqualTo("resolved");
        assertThat(over.path("resolved_at").asText()).isEqualTo("2026-11-24T09:15:00.000Z");
        assertThat(over.path("name").asText()).isEqualTo("中文“All is well”");
    }

    @Test
    void announcedMaintenanceIsListed() throws Exception {
        JsonNode window = one(
                read("/api/v2/scheduled-maintenances.json?lang=en").path("scheduled_maintenances"),
                "id",
                "2026-01-11-payment");
        assertThat(window.path("status").asText()).isEqualTo("completed");
        assertThat(window.path("scheduled_for").asText()).isEqualTo("2026-01-10T18:00:00.000Z");
        assertThat(window.path("scheduled_until").asText()).isEqualTo("2026-01-10T20:00:00.000Z");
        assertThat(all(window.path("components"), "id")).containsExactly("payment");
        assertThat(read("/api/v2/scheduled-maintenances/upcoming.json").path("scheduled_maintenances"))
                .isEmpty();
        assertThat(read("/api/v2/scheduled-maintenances/active.json").path("scheduled_maintenances"))
                .isEmpty();
    }

    @Test
    void anySiteMayReadItAndWhatHasNotChangedIsNotSentAgain() {
        for (String path : List.of(
                "/api/v2/summary.json",
                "/api/v2/status.json",
                "/status/feed.atom",
                "/status/feed.json",
                "/notices.json")) {
            HttpResponse<String> answer = get(path, "Origin", "https://elsewhere.example");
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(path)
                    .hasValue("*");
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(answer.headers().firstValue("Last-Modified")).isPresent();
            String tag = answer.headers().firstValue("ETag").orElseThrow();
            HttpResponse<String> again = send("GET", path, "If-None-Match", tag);
            assertThat(again.statusCode()).as(path).isEqualTo(304);
            assertThat(again.headers().firstValue("Access-Control-Allow-Origin"))
                    .hasValue("*");
        }
        HttpResponse<String> asked = send(
                "OPTIONS",
                "/api/v2/summary.json",
                "Origin",
                "https://elsewhere.example",
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "if-none-match");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .containsIgnoringCase("If-None-Match");
        assertThat(send("POST", "/api/v2/summary.json").statusCode()).isIn(401, 403, 405);
    }

    @Test
    void otherSitesAndAppsShowANoticeWithThePromisedTime() throws Exception {
        String crisis = crisis(1, Map.of("keyBusiness", "order"));
        ProcessInstance run = desk.begin(crisis, "first", "progress");
        desk.submit(run, StatementDesk.AUTHOR, "No orders", "无法下单", "Nobody can order.\n\nWe look into it.", "目前无法下单。");
        sql.sql("update statement set next_update_at = ? where crisis = ? and version > 0")
                .params(MORNING.plusSeconds(3600).atOffset(ZoneOffset.UTC), crisis)
                .update();
        desk.approveAll(run);

        JsonNode notice = one(read("/notices.json").path("notices"), "id", crisis);
        assertThat(notice.path("severity").asText()).isEqualTo("critical");
        assertThat(notice.path("title").path("zh").asText()).isEqualTo("无法下单");
        assertThat(notice.path("text").path("en").asText()).isEqualTo("Nobody can order.");
        assertThat(notice.path("nextUpdate").asText()).isEqualTo("2026-11-24T09:05:00Z");
        assertThat(notice.path("components").get(0).path("state").asText()).isEqualTo("major_outage");
        assertThat(get("/status/" + crisis + "?lang=en").body())
                .containsSubsequence("Next message by", "24 Nov 2026, 09:05 UTC");
        assertThat(get("/status/badge.svg?lang=en").body())
                .startsWith("<svg")
                .contains("aria-label=\"Service status: Critical disruption\"");

        says(crisis, "all-clear", "Orders work");
        assertThat(all(read("/notices.json").path("notices"), "id")).doesNotContain(crisis);
        assertThat(get("/status/history?lang=en").body()).containsSubsequence("November 2026", "Orders work");
        assertThat(get("/notice.js").headers().firstValue("Cross-Origin-Resource-Policy"))
                .hasValue("cross-origin");
    }

    @Test
    void nothingFromInsideIsInTheData() {
        String crisis = desk.crisis(1, "responding");
        ProcessInstance unpublished = desk.begin(crisis, "first", "holding-statement");
        desk.submit(unpublished, StatementDesk.AUTHOR, "INTERNAL-DRAFT");
        for (String path : List.of(
                "/api/v2/summary.json",
                "/api/v2/incidents.json",
                "/status/feed.atom",
                "/status/feed.json",
                "/notices.json",
                "/status/history")) {
            assertThat(get(path).body())
                    .doesNotContain(crisis, "INTERNAL-", StatementDesk.AUTHOR, StatementDesk.LAWYER);
        }
    }
}
