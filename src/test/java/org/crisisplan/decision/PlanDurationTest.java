package org.crisisplan.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A time in a table is read with days, hours and weeks; months and years have no fixed length. */
class PlanDurationTest {

    @ParameterizedTest
    @CsvSource({"PT15M, PT15M", "P7D, PT168H", "P1DT12H, PT36H", "P2W, PT336H", "PT48H, P2D"})
    void aTimeOfFixedLengthIsRead(String iso, Duration expected) {
        assertThat(PlanDuration.parse(iso)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P1M", "P1Y", "48h", "P7", "", "P1W2D"})
    void anythingElseIsNone(String text) {
        assertThatThrownBy(() -> PlanDuration.parse(text)).isInstanceOf(DateTimeParseException.class);
    }
}
