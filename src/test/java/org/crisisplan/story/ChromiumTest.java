package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A missing browser is said clearly, and is no excuse where the build must be complete. */
class ChromiumTest {

    @Test
    void withoutABrowserTestsAreSkippedWithTheLineThatInstallsIt() {
        var decision = Chromium.decide(false, Map.of());
        assertThat(decision.isDisabled()).isTrue();
        assertThat(decision.getReason()).get().asString().contains("apt-get install chromium chromium-driver");
    }

    @Test
    void inABuildThatMustBeCompleteTheyRunAndFail() {
        assertThat(Chromium.decide(false, Map.of("CI", "true")).isDisabled()).isFalse();
    }

    @Test
    void withABrowserTheyRun() {
        assertThat(Chromium.decide(true, Map.of()).isDisabled()).isFalse();
    }
}
