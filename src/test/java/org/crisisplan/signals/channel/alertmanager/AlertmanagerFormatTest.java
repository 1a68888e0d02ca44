package org.crisisplan.signals.channel.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What an Alertmanager 0.25 and a Grafana really posted is understood, and what a rule's author may do wrong loses no alert. */
class AlertmanagerFormatTest {

    private static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");

    private final AlertmanagerFormat format = format(Map.of());

    @Test
    void anAlertSaysWhatItIsAboutAndHowBadItIs() throws IOException {
        Signal slow = recorded("firing").get(0);

        assertThat(slow.source()).isEqualTo("alertmanager");
        assertThat(slow.kind()).isEqualTo(Kind.ALERT);
        assertThat(slow.subject()).isEqualTo("site");
        assertThat(slow.metric()).isEqualTo("page_load_seconds");
        assertThat(slow.value()).isEqualTo(4.2);
        assertThat(slow.severity()).isEqualTo(Severity.WARNING);
        assertThat(slow.text()).isEqualTo("https://www.example.org/ takes 4.2s to load 页面加载时间超过3秒");
        assertThat(slow.link()).startsWith("http://prometheus.example.org:9090/graph?");
        assertThat(slow.resolved()).isFalse();
        assertThat(slow.occurred()).isEqualTo(Instant.parse("2026-11-23T12:31:56.796144882Z"));
    }

    @Test
    void anAlertWithNothingButItsNameIsTakenByItsName() throws IOException {
        Signal bare = recorded("firing").get(1);

        assertThat(bare.subject()).isEqualTo("site");
        assertThat(bare.metric()).isEqualTo("certificate_ends_soon");
        assertThat(bare.text()).isEqualTo("CertificateEndsSoon");
        assertThat(bare.severity()).isNull();
        assertThat(bare.value()).isNull();
        assertThat(bare.link()).isNull();
    }

    @Test
    void alertsThatWereLeftOutAreSaid() throws IOException {
        List<Signal> signals = recorded("firing");

        assertThat(signals).hasSize(3);
        assertThat(signals.get(2).metric()).isEqualTo("alerts_left_out");
        assertThat(signals.get(2).value()).isEqualTo(1);
        assertThat(signals.get(2).subject()).isEqualTo("site");
        assertThat(signals.get(2).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void theSameAlertAgainHasTheSameIdAndItsEndAnother() throws IOException {
        String firing = recorded("firing").get(0).id();
        Signal end = recorded("resolved").get(0);

        assertThat(recorded("firing").get(0).id()).isEqualTo(firing);
        assertThat(end.id()).isNotEqualTo(firing);
        assertThat(end.resolved()).isTrue();
        assertThat(end.occurred()).isEqualTo(Instant.parse("2026-11-23T12:41:56.796144882Z"));
    }

    @Test
    void thatItBeginsAnewIsNews() {
        assertThat(one("'startsAt': '2026-11-23T12:00:00Z', 'fingerprint': 'f1'")
                        .id())
                .isNotEqualTo(one("'startsAt': '2026-11-23T12:30:00Z', 'fingerprint': 'f1'")
                        .id());
    }

    @Test
    void grafanaIsUnderstood() throws IOException {
        List<Signal> signals = format(Map.of("p1", Severity.CRITICAL)).read("grafana", bytes("grafana"), null);

        Signal memory = signals.get(0);
        assertThat(memory.subject()).isEqualTo("high-memory-usage");
        assertThat(memory.metric()).isEqualTo("high_memory_usage");
        assertThat(memory.value()).as("two values: nobody knows which is meant").isNull();
        assertThat(memory.text()).isEqualTo("This alert was triggered for zone us-1\nThe system has high memory usage");
        assertThat(memory.occurred()).isEqualTo(Instant.parse("2026-10-12T07:51:03.157076Z"));
        Signal cpu = signals.get(1);
        assertThat(cpu.subject()).isEqualTo("order-service");
        assertThat(cpu.value()).isEqualTo(91.5);
        assertThat(cpu.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(cpu.link()).isEqualTo("https://grafana.example.org/d/abc");
    }

    @Test
    void withoutAFingerprintTheLabelsMakeIt() {
        String labels = "'labels': {'a': '1', 'b': '2'}, ";
        String otherOrder = "'labels': {'b': '2', 'a': '1'}, ";
        String otherCut = "'labels': {'a': '1b', '2': ''}, ";

        assertThat(one(labels + START).id()).isEqualTo(one(otherOrder + START).id());
        assertThat(one(labels + START).id()).isNotEqualTo(one(otherCut + START).id());
    }

    private static final String START = "'startsAt': '2026-11-23T12:00:00Z'";

    @ParameterizedTest
    @CsvSource({
        "critical, CRITICAL",
        "CRITICAL, CRITICAL",
        "page, CRITICAL",
        "error, WARNING",
        "warning, WARNING",
        "info, INFO",
        "none, INFO",
        "sev-7,"
    })
    void severityIsReadFromItsLabel(String word, Severity severity) {
        assertThat(one("'labels': {'severity': '" + word + "'}, " + START).severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"4.2, 4.2", "-1, -1", "1.5e+03, 1500", "4.2s,", "+Inf,", "NaN,", "0x10,", "1e999,"})
    void onlyAPlainNumberIsAValue(String written, Double value) {
        assertThat(one("'annotations': {'value': '" + written + "'}, " + START).value())
                .isEqualTo(value);
    }

    @Test
    void whatARulesAuthorWritesNeverLosesTheAlert() {
        Signal odd = one("'labels': {'alertname': '磁盘已满!', 'subject': '***', 'severity': 5}, "
                + "'annotations': {'summary': '" + "长".repeat(20_000) + "', 'value': {'a': 1}}, "
                + "'generatorURL': 'javascript:alert(1)', 'startsAt': '0001-01-01T00:00:00Z'");

        assertThat(odd.subject()).isEqualTo("磁盘已满");
        assertThat(odd.metric()).isEqualTo("alert");
        assertThat(odd.text()).hasSize(Signal.LONGEST_TEXT).endsWith("…");
        assertThat(odd.link()).isNull();
        assertThat(odd.occurred()).isEqualTo(NOW);
        assertThat(one(START).subject()).isEqualTo("monitoring");
    }

    @Test
    void theHeartbeatIsNoSignal() {
        assertThat(read("{'status': 'firing', 'alerts': [{'labels': {'alertname': 'Watchdog'}, " + START + "}]}"))
                .isEmpty();
        assertThat(read("{'status': 'firing', 'alerts': []}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|alerts must be an array",
                "{'version': '4'}|alerts must be an array",
                "{'alerts': [1]}|alerts[0].alert must be a JSON object",
                "{'alerts': [{'startsAt': '2026-11-23T12:00:00Z'}, {'startsAt': 'yesterday'}]}|alerts[1].startsAt must be a moment",
                "{'alerts': [{'labels': {}}]}|alerts[0].startsAt must be a moment",
                "{'alerts': [{'startsAt': '2026-11-23T12:00:00Z', 'labels': []}]}|alerts[0].labels must be a JSON object",
                "{'alerts': [{'startsAt': '2026-11-23T12:00:00Z', 'status': 'odd'}]}|alerts[0].status must be firing or resolved"
            })
    void whatNoAlertmanagerSendsIsRefusedWithItsPlace(String body, String message) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(InvalidSignal.class).hasMessageContaining(message);
    }

    @Test
    void howLabelsAreReadIsConfigured() {
        AlertmanagerSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "crisis-plan.signals.alertmanager.severities.P1", "critical",
                        "crisis-plan.signals.alertmanager.subject-labels", "team,service")))
                .bindOrCreate("crisis-plan.signals.alertmanager", AlertmanagerSettings.class);

        assertThat(settings.severities()).containsExactly(Map.entry("P1", Severity.CRITICAL));
        assertThat(settings.subjectLabels()).containsExactly("team", "service");
        assertThat(settings.severityLabel()).isEqualTo("severity");
        assertThat(settings.heartbeat()).isEqualTo("Watchdog");
    }

    private Signal one(String fields) {
        return read("{'status': 'firing', 'alerts': [{" + fields + "}]}").get(0);
    }

    private List<Signal> read(String json) {
        return format.read("alertmanager", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), null);
    }

    private List<Signal> recorded(String name) throws IOException {
        return format.read("alertmanager", bytes(name), null);
    }

    private static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(Path.of("src/test/resources/signals/alertmanager", name + ".json"));
    }

    private static AlertmanagerFormat format(Map<String, Severity> severities) {
        return new AlertmanagerFormat(
                new AlertmanagerSettings(
                        List.of("subject", "service", "job", "alertname"), "severity", severities, "Watchdog"),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
