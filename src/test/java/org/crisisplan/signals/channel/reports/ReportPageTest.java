package org.crisisplan.signals.channel.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Anybody may say what does not work; nobody can flood it, forge it, or make it say something to others. */
@PlanTest
class ReportPageTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger MINUTES = new AtomicInteger();
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient sql;

    private final String mark = UUID.randomUUID().toString();
    private Instant now = Instant.now();

    @BeforeEach
    void anotherMinute() {
        // so that what one test sends does not count for the next
        passes(Duration.ofMinutes(2 * MINUTES.incrementAndGet()));
    }

    @AfterEach
    void time() {
        ClockUtil.reset();
    }

    @Test
    void isThereForEverybodyWithoutACookie() {
        HttpResponse<String> page = get("/report");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.body())
                .contains("What does not work?", "Logging in", "lang=\"en\"")
                .doesNotContain("<script", "??");
    }

    @Test
    void speaksTheBrowsersLanguageOrTheChosenOne() {
        assertThat(get("/report", "Accept-Language", "zh-CN,zh;q=0.9").body())
                .contains("哪里出了问题", "登录", "lang=\"zh-CN\"");
        assertThat(get("/report?lang=zh").body()).contains("哪里出了问题", "action=\"report?lang=zh\"");
        assertThat(get("/report?lang=en", "Accept-Language", "zh-CN").body()).contains("What does not work?");
    }

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        var english = PropertiesLoaderUtils.loadProperties(new ClassPathResource("messages/reports.properties"));
        var chinese = PropertiesLoaderUtils.loadProperties(new ClassPathResource("messages/reports_zh.properties"));
        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    }

    @Test
    void aReportIsASignal() {
        HttpResponse<String> answer = send(form());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("report?sent=1");
        assertThat(get("/report?sent=1").body()).contains("Your report has reached us");
        var kept = sql.sql("select * from signal where text = ?")
                .param(mark)
                .query()
                .singleRow();
        assertThat(kept)
                .containsEntry("source", "reports")
                .containsEntry("kind", "report")
                .containsEntry("subject", "other")
                .containsEntry("metric", "defect");
        assertThat(String.valueOf(kept.get("author"))).matches("[0-9a-f]{32}");
        assertThat(kept.toString()).doesNotContain("127.0.0.1");
    }

    @Test
    void theTextIsNotNeeded() {
        Map<String, String> form = form();
        form.put("text", "");
        assertThat(send(form).statusCode()).isEqualTo(303);
    }

    @Test
    void sentTwiceItIsOne() {
        Map<String, String> form = form();
        assertThat(send(form).statusCode()).isEqualTo(303);
        assertThat(send(form).statusCode()).isEqualTo(303);
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void theSixthWithinAMinuteHasToWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(send(form()).statusCode()).isEqualTo(303);
        }
        HttpResponse<String> sixth = send(form());
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 61L);
        assertThat(sixth.body()).contains("Please wait a minute", mark);
        assertThat(kept()).isEqualTo(5);
        passes(Duration.ofSeconds(61));
        assertThat(send(form()).statusCode()).isEqualTo(303);
    }

    @Test
    void withoutTheFormsTokenNothingIsTaken() {
        Map<String, String> form = form();
        form.remove("token");
        HttpResponse<String> answer = send(form);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("It did not come from our form").doesNotContain(mark);
        form.put("token", "forged");
        assertThat(send(form).statusCode()).isEqualTo(403);
        assertThat(kept()).isZero();
    }

    @Test
    void fromAnotherSiteNothingIsTaken() {
        assertThat(send(form(), "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(kept()).isZero();
    }

    @Test
    void whatComesTooFastOrTooLateIsAskedForAgain() {
        Map<String, String> form = form();
        form.put("token", token());
        HttpResponse<String> fast = send(form);
        assertThat(fast.statusCode()).isEqualTo(400);
        assertThat(fast.body()).contains("Please send your report once more", mark, "role=\"alert\"", "checked");
        passes(Duration.ofHours(3));
        assertThat(send(form).statusCode()).isEqualTo(400);
        assertThat(kept()).isZero();

        form.put("token", found(fast));
        passes(Duration.ofHours(-3).plusSeconds(5));
        assertThat(send(form).statusCode())
                .as("with the form that was shown again")
                .isEqualTo(303);
    }

    @Test
    void aRobotBelievesThatItWorked() {
        Map<String, String> form = form();
        form.put("website", "https://spam.example");
        assertThat(send(form).statusCode()).isEqualTo(303);
        assertThat(kept()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2_001, 10_000, 10_001, 100_000})
    void whatIsTooLongIsShortenedByItsWriter(int length) {
        Map<String, String> form = form();
        form.put("text", "长".repeat(length));
        HttpResponse<String> answer = send(form);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("at most 2,000 characters", "aria-invalid=\"true\"", "href=\"#text\"");
        form.put("text", "长".repeat(1_998) + "\r\n长");
        assertThat(send(form).statusCode()).isEqualTo(303);
    }

    @Test
    void aFloodInOneRequestIsRefused() {
        Map<String, String> form = form();
        form.remove("token");
        form.put("text", "a".repeat(3_000_000));
        assertThat(send(form).statusCode()).isBetween(400, 413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-thing", "<b>"})
    void whatItIsAboutMustBeChosen(String feature) {
        Map<String, String> form = form();
        form.put("feature", feature);
        HttpResponse<String> answer = send(form);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("Choose what does not work", "aria-describedby=\"feature-problem\"", mark)
                .doesNotContain("<b>");
    }

    @Test
    void markupIsTextAndShownAsSuch() {
        Map<String, String> form = form();
        String markup = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>${7*7}";
        form.put("text", mark + markup);
        form.put("feature", "");
        assertThat(send(form).body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>", "<img")
                .contains("${7*7}");
        form.put("feature", "other");
        send(form);
        assertThat(sql.sql("select text from signal where text like ?")
                        .param(mark + "%")
                        .query(String.class)
                        .single())
                .isEqualTo(mark + markup);
    }

    private long kept() {
        return sql.sql("select count(*) from signal where text = ?")
                .param(mark)
                .query(Long.class)
                .single();
    }

    /** As a person fills it in, some seconds after it was opened. */
    private Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", token());
        form.put("feature", "other");
        form.put("text", mark);
        form.put("website", "");
        passes(Duration.ofSeconds(4));
        return form;
    }

    private String token() {
        return found(get("/report"));
    }

    private static String found(HttpResponse<String> page) {
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private void passes(Duration time) {
        now = now.plus(time);
        ClockUtil.setCurrentTime(Date.from(now));
    }

    private HttpResponse<String> get(String path, String... headers) {
        return ask(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)), headers);
    }

    private HttpResponse<String> send(Map<String, String> form, String... headers) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return ask(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/report"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request, String... headers) {
        for (List<String> header = List.of(headers); !header.isEmpty(); header = header.subList(2, header.size())) {
            request.header(header.get(0), header.get(1));
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
