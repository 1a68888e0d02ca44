package org.crisisplan.signals.channel.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.signals.channel.logs.LogSettings.Form;
import org.crisisplan.signals.channel.logs.LogSettings.LogFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An audit log tells attempts of SQL injection from odd characters and from data that leaves, and nothing about the visitor. */
class AuditLogTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final AuditLog log = new AuditLog(
            "waf",
            new LogFile(
                    Path.of("audit.log"),
                    Form.MODSECURITY,
                    "site",
                    "user-data",
                    ZoneId.of("Asia/Shanghai"),
                    true,
                    null,
                    20,
                    1000),
            new SettableClock(NOW.toString()));

    @Test
    void whatTheRulesFoundIsTold() throws IOException {
        List<Signal> told = recorded();

        assertThat(told)
                .extracting(Signal::id)
                .containsExactly(
                        "attack-sqli 167405-1",
                        "attack-sqli-suspected 167405-3",
                        "data-leak 167405-4",
                        "attack-sqli 167405-6");
        assertThat(told).extracting(Signal::kind).containsOnly(Kind.LOG);
        Signal injection = told.get(0);
        assertThat(injection.subject()).isEqualTo("site");
        assertThat(injection.metric()).isEqualTo("attack-sqli");
        assertThat(injection.severity()).isEqualTo(Severity.WARNING);
        assertThat(injection.text())
                .isEqualTo("GET /products -> 403\n942100 SQL Injection Attack Detected via libinjection");
        assertThat(injection.occurred()).as("local time").isEqualTo(Instant.parse("2026-10-01T11:57:01Z"));
        Signal leak = told.get(2);
        assertThat(leak.subject()).isEqualTo("user-data");
        assertThat(leak.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(leak.occurred()).as("a broken time stamp").isEqualTo(NOW);
    }

    @Test
    void nothingOfTheVisitorIsKept() throws IOException {
        assertThat(recorded().toString())
                .doesNotContain("203.0.113.77", "secret-of-a-visitor", "sqlmap", "a@b.example", "jsessionid", "OR '1'");
    }

    @Test
    void oddCharactersAreNoAttack() {
        IntStream.of(942420, 942421, 942430, 942431, 942432, 942460).forEach(rule -> take(rule, "attack-sqli"));

        assertThat(log.ready(true)).isEmpty();
    }

    @Test
    void rulesOfParanoiaOneAreSureAlsoWhereTheyBearNoTag() {
        take(942560, "OWASP_CRS");
        take(942999, "paranoia-level/1");
        take(942999, "paranoia-level/2");

        assertThat(log.ready(true))
                .extracting(Signal::metric)
                .containsExactly("attack-sqli", "attack-sqli", "attack-sqli-suspected");
    }

    @Test
    void aMomentToComeIsNow() {
        assertThat(log.take(line("{\"transaction\": {\"time_stamp\": \"Fri Nov 27 08:00:00 2026\", \"messages\": "
                        + message(942100, "x") + "}}")))
                .isTrue();

        assertThat(log.ready(true)).extracting(Signal::occurred).containsExactly(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{", "[]", "{\"transaction\": 1}", "{\"other\": {}}", "\u0000\u0001\uFFFD"})
    void whatIsNoAuditLogIsNotUnderstood(String text) {
        assertThat(log.take(line(text))).isFalse();
        assertThat(log.ready(true)).isEmpty();
    }

    @Test
    void oddShapesAreTakenAsTheyAre() {
        assertThat(
                        log.take(
                                line(
                                        "{\"transaction\": {\"messages\": [1, {\"details\": []}, {\"details\": {\"tags\": 5}}, null]}}")))
                .isTrue();
        assertThat(log.take(line("{\"transaction\": {\"messages\": {}, \"request\": 7}}")))
                .isTrue();
        assertThat(log.ready(true)).isEmpty();
    }

    private void take(int rule, String tag) {
        assertThat(log.take(line("{\"transaction\": {\"messages\": " + message(rule, tag) + "}}")))
                .isTrue();
    }

    private static String message(int rule, String tag) {
        return "[{\"message\": \"m\", \"details\": {\"ruleId\": \"%d\", \"tags\": [\"%s\"]}}]".formatted(rule, tag);
    }

    private List<Signal> recorded() throws IOException {
        for (String line : Files.readAllLines(Path.of("src/test/resources/signals/logs/modsec_audit.json.log"))) {
            assertThat(log.take(line(line))).isTrue();
        }
        return log.ready(true);
    }

    private static LogLine line(String text) {
        return new LogLine(text.getBytes(StandardCharsets.UTF_8), Place.NOWHERE);
    }
}
