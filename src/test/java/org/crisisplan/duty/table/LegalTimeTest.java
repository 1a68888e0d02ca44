package org.crisisplan.duty.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the law counts time (R91). */
class LegalTimeTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    /** Each day counts; it closes at midnight UTC. */
    private static final BusinessDays EVERY_DAY = (from, days, calendar) -> from.plus(Duration.ofDays(days));

    @ParameterizedTest
    @CsvSource({
        "PT72H, 2026-01-30T08:00:00Z, 2026-02-02T08:00:00Z",
        "P30D, 2026-01-30T08:00:00Z, 2026-03-01T08:00:00Z",
        // the last day of a shorter month
        "P1M, 2026-01-30T08:00:00Z, 2026-02-28T08:00:00Z",
        "4 business days US, 2026-01-30T08:00:00Z, 2026-02-03T08:00:00Z",
        "at once, 2026-01-30T08:00:00Z,",
        "not known, 2026-01-30T08:00:00Z,"
    })
    void isCountedAsWritten(String text, Instant from, Instant due) {
        assertThat(LegalTime.parse(text).due(from, EVERY_DAY, SHANGHAI, 1)).isEqualTo(due);
    }

    @Test
    void runsFasterInADrill() {
        Instant from = Instant.parse("2026-01-30T08:00:00Z");
        assertThat(LegalTime.parse("PT72H").due(from, EVERY_DAY, SHANGHAI, 60)).isEqualTo(from.plusSeconds(72 * 60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"72 hours", "", "P4BD", "four business days US"})
    void whatIsNoTimeIsRefusedWithWhatToWrite(String text) {
        assertThatThrownBy(() -> LegalTime.parse(text)).hasMessageContaining("4 business days US");
    }

    @ParameterizedTest
    @ValueSource(strings = {"filed:", "known", "Aware"})
    void whatIsNoClockIsRefusedWithThoseThereAre(String text) {
        assertThatThrownBy(() -> DutyClock.parse(text)).hasMessageContaining("aware, determined, filed:<duty>");
    }

    @Test
    void theFirstOfSeveralReportsStartsTheNext() {
        assertThat(DutyClock.parse("filed:CN-R1, CN-R2").duties()).containsExactly("CN-R1", "CN-R2");
    }
}
