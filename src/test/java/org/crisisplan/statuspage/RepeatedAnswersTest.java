package org.crisisplan.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.crisisplan.PlanTest;
import org.crisisplan.publish.StatementDesk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The second reader is told what the first was, in every respect, until there is something new; and nobody what was meant for another. */
@PlanTest
class RepeatedAnswersTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    @Autowired
    StatusCache state;

    private StatementDesk desk;

    @BeforeEach
    void openDesk() {
        desk = new StatementDesk(engine, sql).open();
        state.refresh();
    }

    @AfterEach
    void closeDesk() {
        desk.close();
    }

    private HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }

    private static Map<String, List<String>> said(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/status",
                "/status?lang=zh",
                "/status/history",
                "/status/feed.atom",
                "/status/badge.svg",
                "/api/v2/summary.json",
                "/notices.json"
            })
    void itIsTheSameAnswerWithTheSameHeaders(String path) {
        HttpResponse<String> first = get(path);
        HttpResponse<String> second = get(path);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(said(second))
                .isEqualTo(said(first))
                .containsKeys("x-frame-options", "vary", "etag", "content-length");
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
        assertThat(get(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void eachLanguageHasItsOwn() {
        for (int time = 1; time <= 2; time++) {
            assertThat(get("/status", "Accept-Language", "zh-CN").body()).contains("lang=\"zh-CN\"");
            assertThat(get("/status", "Accept-Language", "en").body()).contains("lang=\"en\"");
            assertThat(get("/status?lang=zh", "Accept-Language", "en").body()).contains("lang=\"zh-CN\"");
        }
    }

    @Test
    void whatIsNewIsSaidAtOnce() {
        String crisis = desk.crisis(2, "responding");
        get("/status?lang=en");
        assertThat(get("/status?lang=en").body()).doesNotContain(crisis);
        assertThat(get("/status/" + crisis).statusCode()).isEqualTo(404);
        desk.publish(crisis, "first", "progress", "Said now", "现在", "Said now.", "现在。");
        assertThat(get("/status?lang=en").body()).contains("Said now");
        assertThat(get("/status/" + crisis + "?lang=en").body()).contains("Said now");
        desk.publish(crisis, "all-clear", "progress", "Over", "结束", "Over.", "结束。");
        assertThat(get("/status/" + crisis + "?lang=en").body()).contains("Resolved");
    }

    @Test
    void noOtherAddressComesThisWay() {
        for (int time = 1; time <= 2; time++) {
            assertThat(get("/status/../engine-rest/task").statusCode()).isNotEqualTo(200);
            assertThat(get("/status/%2e%2e/engine-rest/task").statusCode()).isNotEqualTo(200);
            assertThat(get("/api/v2/../crises").statusCode()).isNotEqualTo(200);
            assertThat(get("/api/v2/nothing").statusCode()).isNotEqualTo(200);
            assertThat(get("/statusx").statusCode()).isNotEqualTo(200);
        }
    }
}
