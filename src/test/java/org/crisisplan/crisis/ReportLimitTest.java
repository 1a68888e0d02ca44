package org.crisisplan.crisis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.web.TooManyRequests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How many crises one person can open in a minute. */
@PlanTest
class ReportLimitTest {

    private static final String START = "/engine-rest/process-definition/key/crisis-response/start";
    private static final String REPORT = "{\"title\":\"t\",\"description\":\"d\",\"kinds\":[\"content\"]}";

    @LocalServerPort
    int port;

    @Autowired
    IdentityService identities;

    @Autowired
    ReportLimit ofTheApplication;

    @Autowired
    HistoryService history;

    @AfterEach
    void nobody() {
        identities.clearAuthentication();
    }

    @Test
    void eachPersonHasTheirOwnAndSignalsHaveNone() {
        ReportLimit limit = new ReportLimit(identities, new ReportLimitSettings(2));
        identities.setAuthentication("finance", List.of());
        limit.count();
        limit.count();
        assertThatThrownBy(limit::count)
                .isInstanceOf(TooManyRequests.class)
                .hasMessageContaining("They are all kept; this one was not opened");
        identities.setAuthentication("legal", List.of());
        assertThatCode(limit::count).doesNotThrowAnyException();
        identities.clearAuthentication();
        for (int i = 0; i < 10; i++) {
            assertThatCode(limit::count).doesNotThrowAnyException();
        }
    }

    @Test
    void whoeverHasReportedTooManyIsToldWhenToGoOnWhicheverWay() throws InterruptedException {
        long before = history.createHistoricProcessInstanceQuery().count();
        AtomicBoolean over = new AtomicBoolean();
        var full = new CountDownLatch(1);
        Thread flood = new Thread(() -> report("content", over, full));
        flood.start();
        assertThat(full.await(30, TimeUnit.SECONDS)).isTrue();

        HttpResponse<String> report;
        HttpResponse<String> start;
        try {
            report = new Visitor(port).asMachine("content", "POST", "/api/crises", REPORT);
            start = new Visitor(port).asMachine("content", "POST", START, """
                    {"variables": {"title": {"value": "t"}, "description": {"value": "d"}, "content": {"value": true}}}""");
        } finally {
            over.set(true);
            flood.join();
        }

        for (HttpResponse<String> answer : List.of(report, start)) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(answer.body()).contains("this one was not opened");
        }
        assertThat(report.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(history.createHistoricProcessInstanceQuery().count()).isEqualTo(before);
    }

    /** Takes all that one person may report, and whatever comes free meanwhile. */
    private void report(String person, AtomicBoolean over, CountDownLatch full) {
        identities.setAuthentication(person, List.of());
        while (!over.get()) {
            try {
                ofTheApplication.count();
            } catch (TooManyRequests again) {
                full.countDown();
                Thread.onSpinWait();
            }
        }
        identities.clearAuthentication();
    }
}
