package org.crisisplan.signals.channel.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.crisisplan.signals.channel.probe.ProbeSettings.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is configured is understood, and what cannot be meant is refused at the start. */
class ProbeSettingsTest {

    @Test
    void pagesAreConfigured() {
        ProbeSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "crisis-plan.signals.probe.pages.home.address", "https://www.example.org/",
                        "crisis-plan.signals.probe.pages.pay.address", "https://pay.example.org/",
                        "crisis-plan.signals.probe.pages.pay.subject", "payment",
                        "crisis-plan.signals.probe.reference", "https://www.example.net/")))
                .bindOrCreate("crisis-plan.signals.probe", ProbeSettings.class);

        assertThat(settings.pages())
                .containsEntry("home", new Page(URI.create("https://www.example.org/"), "site"))
                .containsEntry("pay", new Page(URI.create("https://pay.example.org/"), "payment"));
        assertThat(settings.every()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.reference()).isEqualTo(URI.create("https://www.example.net/"));
    }

    @Test
    void noneAreConfiguredUntilSomebodyDoes() {
        assertThat(new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("crisis-plan.signals.probe", ProbeSettings.class)
                        .pages())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.org/",
                "gopher://example.org/",
                "//example.org",
                "http://user@example.org/",
                "http:///x",
                "page"
            })
    void onlyAddressesOfTheWebAreConfigured(String address) {
        assertThatThrownBy(() -> new Page(URI.create(address), "site"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crisis-plan.signals.probe.pages");
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        Page page = new Page(URI.create("https://www.example.org/"), "site");
        Duration ten = Duration.ofSeconds(10);

        assertThatThrownBy(() -> new ProbeSettings(Map.of("Home", page), ten, ten, null))
                .hasMessageContaining("name");
        assertThatThrownBy(() -> new ProbeSettings(Map.of("home", page), Duration.ofSeconds(1), ten, null))
                .hasMessageContaining("every must be from 5s");
        assertThatThrownBy(() -> new ProbeSettings(Map.of("home", page), ten, Duration.ofMinutes(2), null))
                .hasMessageContaining("timeout must be from 1s to 60s");
        assertThatThrownBy(() -> new Page(URI.create("https://www.example.org/"), "The Site"))
                .hasMessageContaining("subject");
    }
}
