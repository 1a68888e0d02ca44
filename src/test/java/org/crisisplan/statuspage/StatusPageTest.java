package org.crisisplan.statuspage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.PlanTest;
import org.crisisplan.publish.StatementDesk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What anybody sees, without a login: published statements, in his language, and nothing else. */
@PlanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusPageTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    @LocalServerPort
    int port;

    StatementDesk desk;

    @BeforeAll
    void openDesk() {
        desk = new StatementDesk(engine, sql).open();
    }

    @AfterEach
    void time() {
        ClockUtil.reset();
    }

    @AfterAll
    void closeDesk() {
        desk.close();
    }

    private HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
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

    private String published(int level, String phase, String kind, String title) {
        String crisis = desk.crisis(level, phase);
        desk.publish(crisis, kind, "progress", title, "中文“" + title + "”", "Text of " + title, "正文“" + title + "”");
        return crisis;
    }

    @Test
    void thePageRenewsItselfWithoutAScriptAndSaysSo() {
        HttpResponse<String> page = get("/status", "Accept-Language", "en");
        assertThat(page.headers().firstValue("Refresh")).contains("60");
        assertThat(page.body())
                .contains("This page renews itself every minute.")
                .doesNotContain("<script");
    }

    @Test
    void aPublishedStatementIsThereAtOnceInBothLanguages() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T08:05:00Z")));
        String crisis = published(1, "assessing", "first", "Login is failing");

        String english =
                get("/status", "Accept-Language", "de,en;q=0.8,zh;q=0.5").body();
        assertThat(english)
                .contains("<html lang=\"en\">", "Login is failing", "Text of Login is failing", crisis)
                .contains("23 Nov 2026, 08:05 UTC", "23 Nov 2026, 16:05 China Time", "Investigating", "Critical")
                .contains("href=\"?lang=zh\"")
                .doesNotContain("正文“Login is failing”");
        String chinese =
                get("/status", "Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8").body();
        assertThat(chinese)
                .contains("<html lang=\"zh-CN\">", "中文“Login is failing”", "正文“Login is failing”", "特别严重", "调查中")
                .contains("2026年11月23日 16:05 中国时间")
                .doesNotContain("Text of Login is failing");
        assertThat(get("/status?lang=zh", "Accept-Language", "en").body())
                .contains("<html lang=\"zh-CN\">", "status/" + crisis + "?lang=zh");
        assertThat(get("/status?lang=xx%22%3E%3Cscript%3E", "Accept-Language", "en")
                        .body())
                .contains("<html lang=\"en\">")
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @CsvSource({
        "1, verifying, first, Investigating, Critical",
        "2, activating, first, Investigating, Major",
        "3, responding, progress, In progress, Minor",
        "2, recovering, progress, Monitoring, Major"
    })
    void theStateIsWhatWasTrueWhenThePeopleApproved(
            int level, String phase, String kind, String progress, String severity) {
        String crisis = published(level, phase, kind, "A state of things");
        assertThat(get("/status/" + crisis).body()).contains(">" + progress + "<", ">" + severity + "<");
    }

    @Test
    void anAllClearEndsItAndWhatFollowsDoesNotOpenItAgain() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T08:00:00Z")));
        String crisis = published(2, "responding", "first", "Orders are slow");
        assertThat(openPart(get("/status").body())).contains(crisis);

        // whatever the plan thinks inside: for the public it is over when we have said so
        desk.move(crisis, 2, "closed");
        assertThat(openPart(get("/status").body())).contains(crisis);

        desk.publish(crisis, "all-clear", "all-clear", "Orders work again", "订单恢复", "All good.", "一切正常。");
        String page = get("/status").body();
        assertThat(openPart(page)).doesNotContain(crisis);
        assertThat(pastPart(page)).contains("Orders work again", "status/" + crisis);
        assertThat(get("/status/" + crisis).body())
                .contains("Resolved", "All good.", "Text of Orders are slow")
                .doesNotContain(">Major<");

        desk.publish(crisis, "compensation", "progress", "A coupon for you", "优惠券", "Sorry.", "抱歉。");
        assertThat(openPart(get("/status").body())).doesNotContain(crisis);
        desk.publish(crisis, "progress", "progress", "It is back", "问题重现", "Again.", "再次发生。");
        assertThat(openPart(get("/status").body())).contains(crisis);
    }

    private static String openPart(String page) {
        return page.substring(0, page.indexOf("id=\"past\""));
    }

    private static String pastPart(String page) {
        return page.substring(page.indexOf("id=\"past\""));
    }

    @Test
    void theNewestMessageComesFirst() {
        String crisis = published(2, "responding", "first", "Message one");
        desk.publish(crisis, "progress", "progress", "Message two", "消息二", "Two.", "二。");
        desk.publish(crisis, "progress", "progress", "Message three", "消息三", "Three.", "三。");
        String page = get("/status/" + crisis).body();
        assertThat(page).containsSubsequence("Message three", "Three.", "Message two", "Two.", "Message one");
    }

    @Test
    void nothingFromInsideIsOnThePage() {
        String crisis = desk.crisis(1, "responding");
        ProcessInstance unpublished = desk.begin(crisis, "first", "holding-statement");
        desk.submit(unpublished, StatementDesk.AUTHOR, "INTERNAL-DRAFT");
        String other = published(1, "responding", "first", "Only this is public");

        for (String path : new String[] {"/status", "/status/" + crisis, "/status/" + other}) {
            assertThat(get(path).body())
                    .doesNotContain("INTERNAL-", StatementDesk.AUTHOR, StatementDesk.LAWYER, StatementDesk.ENGINEER);
        }
        assertThat(get("/status").body()).doesNotContain(crisis);
    }

    @Test
    void aCrisisThatWasNeverSpokenOfLooksLikeOneThatDoesNotExist() {
        HttpResponse<String> silent = get("/status/" + desk.crisis(1, "responding"));
        HttpResponse<String> invented = get("/status/CR-1000-0001");
        HttpResponse<String> hostile = get("/status/%3Cscript%3Ealert(1)%3Cscript%3E");
        assertThat(silent.statusCode()).isEqualTo(404);
        assertThat(invented.statusCode()).isEqualTo(404);
        assertThat(silent.body()).isEqualTo(invented.body()).contains("Nothing published");
        assertThat(hostile.statusCode()).isEqualTo(404);
        assertThat(hostile.body()).doesNotContain("<script", "alert(1)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\"><svg onload=alert(1)>",
                "' onmouseover='alert(1)",
                "javascript:alert(1)",
                "[x](javascript:alert(1))",
                "{{constructor.constructor('alert(1)')()}}",
                "${T(java.lang.Runtime).getRuntime()}",
                "[[${organisation}]]",
                "[(${organisation})]",
                "__${1+1}__",
                "#{status.title}",
                "</title><script>alert(1)</script>",
                "</p></main><iframe src=//evil.example>",
                "<!--<script>-->",
                "<style>*{display:none}</style>",
                "<base href=//evil.example>",
                "<meta http-equiv=refresh content=0;url=//evil.example>",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>"
            })
    void markupIsText(String hostile) {
        String crisis = desk.crisis(2, "responding");
        desk.publish(crisis, "first", "progress", "T " + hostile, "题 " + hostile, "E " + hostile, "文 " + hostile);
        String escaped = hostile.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
        for (String path : new String[] {"/status", "/status/" + crisis, "/status/" + crisis + "?lang=zh"}) {
            String page = get(path, "Accept-Language", "en").body();
            assertThat(page).contains(escaped);
            assertThat(page.replaceAll("(?s)<link[^>]*>|<meta charset[^>]*>|<meta name[^>]*>", ""))
                    .doesNotContain(
                            "<script",
                            "<img",
                            "<svg",
                            "<iframe",
                            "<style",
                            "<base",
                            "<meta",
                            "<!--",
                            "onerror=alert(1)>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/status", "/status/CR-1000-0001"})
    void nothingRunsNothingIsRememberedAndNothingIsReflected(String path) {
        HttpResponse<String> answer = get(
                path,
                "X-Forwarded-Host",
                "proxy.invalid",
                "X-Forwarded-Proto",
                "gopher",
                "Forwarded",
                "host=proxy.invalid");
        assertThat(answer.body()).doesNotContain("proxy.invalid", "gopher", "<script", "style=\"");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .hasValue("default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'");
        assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(answer.headers().allValues("Vary")).contains("Accept-Language");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
    }

    @Test
    void whatHasNotChangedIsNotSentAgain() {
        // a new look at the database in between brings a new time, and then the page has changed
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            String tag = get("/status").headers().firstValue("ETag").orElseThrow();
            return get("/status", "If-None-Match", tag).statusCode() == 304;
        });
    }

    @Test
    void theStyleSheetIsThere() {
        HttpResponse<String> css = get("/css/status.css");
        assertThat(css.statusCode()).isEqualTo(200);
        assertThat(css.body()).doesNotContain("url(", "@import");
        assertThat(get("/css/status.svg").statusCode()).isEqualTo(200);
    }
}
