package org.crisisplan.signals.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.crisisplan.signals.source.SourceSettings;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How short a source's key may be. */
class LongKeysTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withUserConfiguration(Parts.class)
            .withPropertyValues("crisis-plan.signals.sources.one.keys=another-long-key-1");

    @Test
    void aShortKeyKeepsTheProductFromStarting() {
        application
                .withPropertyValues("crisis-plan.signals.sources.two.keys=sixteen-letters-,fifteen-letters")
                .run(refused -> assertThat(refused.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("crisis-plan.signals.sources.two.keys")
                        .hasMessageContaining("at least 16 characters")
                        .hasMessageNotContaining("fifteen"));
    }

    @Test
    void aLongOneDoesNot() {
        application.run(started -> assertThat(started).hasNotFailed());
    }

    @Test
    void theDemonstrationHasShortOnes() {
        application
                .withPropertyValues("spring.profiles.active=demo", "crisis-plan.signals.sources.two.keys=demo")
                .run(started -> assertThat(started).hasNotFailed());
    }

    @Configuration
    @EnableConfigurationProperties(SourceSettings.class)
    @Import(LongKeys.class)
    static class Parts {}
}
