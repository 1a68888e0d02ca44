package org.crisisplan.signals.channel.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real Alertmanager posts its own webhook, again and again, and each alert is kept once for its beginning and once for its end. */
@PlanTest
class AlertmanagerTest {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient sql;

    @TempDir
    Path folder;

    private final String subject = "real-" + UUID.randomUUID();

    @Test
    @ExtendWith(RealAlertmanager.Condition.class)
    void anAlertComesInWhenItBeginsAndWhenItEnds() throws IOException, InterruptedException {
        Instant began = Instant.now().minusSeconds(60);
        try (var alertmanager =
                RealAlertmanager.postingTo("http://127.0.0.1:" + port + "/api/signals/alertmanager", "demo", folder)) {
            alertmanager.hears(alert(began, ""));
            untilKept(1);
            assertThat(sql.sql("select * from signal where subject = ?")
                            .param(subject)
                            .query()
                            .singleRow())
                    .containsEntry("source", "alertmanager")
                    .containsEntry("kind", "alert")
                    .containsEntry("metric", "unreachable")
                    .containsEntry("metric_value", 7.5)
                    .containsEntry("severity", "warning")
                    .containsEntry("text", "网站所有页面均无法访问")
                    .containsEntry("resolved", false);

            alertmanager.hears(alert(began, ", \"endsAt\": \"" + Instant.now() + "\""));
            untilKept(2);

            assertThat(sql.sql("select count(*) from signal where subject = ? and resolved")
                            .param(subject)
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void withoutAnAlertmanagerItIsSkippedButNotWhereEverythingMustRun() {
        assertThat(RealAlertmanager.Condition.decide(true, Map.of()).isDisabled())
                .isFalse();
        assertThat(RealAlertmanager.Condition.decide(false, Map.of()).isDisabled())
                .isTrue();
        assertThat(RealAlertmanager.Condition.decide(false, Map.of())
                        .getReason()
                        .orElseThrow())
                .contains("apt-get install prometheus-alertmanager");
        assertThat(RealAlertmanager.Condition.decide(false, Map.of("CI", "true"))
                        .isDisabled())
                .isFalse();
    }

    private void untilKept(long signals) {
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> sql.sql("select count(*) from signal where subject = ?")
                                .param(subject)
                                .query(Long.class)
                                .single(),
                        kept -> kept == signals);
    }

    private String alert(Instant began, String end) {
        return """
                [{"labels": {"alertname": "SiteDown", "subject": "%s", "severity": "warning", "metric": "unreachable"},
                  "annotations": {"summary": "网站所有页面均无法访问", "value": "7.5"}, "startsAt": "%s"%s}]""".formatted(subject, began, end);
    }
}
