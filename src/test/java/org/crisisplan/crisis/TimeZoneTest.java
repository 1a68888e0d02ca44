package org.crisisplan.crisis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.engine.ClockSettings;
import org.crisisplan.engine.EngineClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** One setting says on whose clock the plan runs. */
class TimeZoneTest {

    private final ApplicationContextRunner product = new ApplicationContextRunner().withUserConfiguration(Parts.class);

    @BeforeEach
    void itIsNewYearsEve() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-12-31T17:00:00Z")));
    }

    @AfterEach
    void reset() {
        ClockUtil.reset();
    }

    @Test
    void withoutTheSettingItIsChinas() {
        product.run(started ->
                assertThat(LocalDate.now(started.getBean(Clock.class))).isEqualTo(LocalDate.of(2027, 1, 1)));
    }

    @Test
    void theSettingCounts() {
        product.withPropertyValues("crisis-plan.time-zone=Europe/Berlin", "crisis-plan.home=elsewhere")
                .run(started -> {
                    Clock clock = started.getBean(Clock.class);
                    assertThat(clock.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
                    assertThat(LocalDate.now(clock)).isEqualTo(LocalDate.of(2026, 12, 31));
                    assertThat(clock.withZone(ZoneId.of("Asia/Tokyo")).instant())
                            .isEqualTo(clock.instant());
                });
    }

    @Test
    void whatIsNoTimeZoneIsRefused() {
        product.withPropertyValues("crisis-plan.time-zone=Peking")
                .run(refused -> assertThat(refused).hasFailed().getFailure().hasMessageContaining("crisis-plan"));
    }

    /** The clock and its setting. */
    @Configuration
    @EnableConfigurationProperties(ClockSettings.class)
    @Import(EngineClock.class)
    static class Parts {}
}
