package org.crisisplan.signals.channel.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.crisisplan.signals.channel.logs.LogSettings.Form;
import org.crisisplan.signals.channel.logs.LogSettings.LogFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is configured is understood, and what cannot be meant is refused at the start. */
class LogSettingsTest {

    @Test
    void aLogIsConfigured() {
        LogSettings settings = bound(Map.of(
                "files.edge-1.path", "/var/log/nginx/access.log",
                "files.edge-1.form", "access",
                "files.edge-1.zone", "Asia/Shanghai",
                "files.edge-1.silent-after", "10m"));

        LogFile edge = settings.files().get("edge-1");
        assertThat(edge.path()).isEqualTo(Path.of("/var/log/nginx/access.log"));
        assertThat(edge.form()).isEqualTo(Form.ACCESS);
        assertThat(edge.zoneOrOurs()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(edge.silentAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(edge.subject()).isEqualTo("site");
        assertThat(edge.fromStart()).isFalse();
        assertThat(settings.every()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void noneIsConfiguredUntilSomebodyDoes() {
        assertThat(bound(Map.of("every", "1s")).files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "files.Edge.path, /x, a name is small letters",
        "files.edge.path, /x, needs a path, and a form",
        "files.edge.subject, The Site, A subject",
        "files.edge.least-requests, 0, must be at least 1",
        "every, 1ms, must be from 100ms to 5m"
    })
    void whatCannotBeMeantIsRefused(String name, String value, String message) {
        Map<String, String> properties = new TreeMap<>();
        if (!name.endsWith("path") || name.contains("Edge")) {
            String file = name.contains("Edge") ? "files.Edge." : "files.edge.";
            properties.put(file + "path", "/var/log/access.log");
            properties.put(file + "form", "access");
        }
        properties.put(name, value);

        assertThatThrownBy(() -> bound(properties)).rootCause().hasMessageContaining(message);
    }

    private static LogSettings bound(Map<String, String> properties) {
        Map<String, String> all = new TreeMap<>();
        properties.forEach((name, value) -> all.put("crisis-plan.signals.logs." + name, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("crisis-plan.signals.logs", LogSettings.class);
    }
}
