package org.crisisplan.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PhaseTimelineTest {

    @Test
    void aCrisisGoesThroughAllPhases() {
        assertThat(shown(Phase.RESPONDING, 1))
                .isEqualTo(
                        "verifying:done assessing:done activating:done responding:now recovering:ahead reviewing:ahead"
                                + " closed:ahead");
    }

    @Test
    void aSmallOneStaysInItsDepartment() {
        assertThat(shown(Phase.DEPARTMENTAL, 3)).isEqualTo("verifying:done departmental:now closed:ahead");
        assertThat(shown(Phase.CLOSED, 3)).isEqualTo("verifying:done departmental:done closed:done");
    }

    @Test
    void aFalseAlarmEndsAfterVerification() {
        assertThat(shown(Phase.FALSE_ALARM, null)).isEqualTo("verifying:done false-alarm:done");
    }

    @Test
    void aClosedCrisisHasEverythingBehindIt() {
        assertThat(shown(Phase.CLOSED, 2)).doesNotContain("ahead").doesNotContain("now");
    }

    private static String shown(Phase phase, @Nullable Integer level) {
        Crisis crisis = new Crisis(
                "CR-2026-0001",
                "t",
                "d",
                Set.of(Kind.TECHNICAL),
                level,
                List.of(),
                phase,
                Instant.EPOCH,
                null,
                null,
                "v1",
                Crisis.REAL_PACE);
        return PhaseTimeline.of(crisis).stages().stream()
                .map(stage -> stage.phase() + ":" + stage.state())
                .collect(Collectors.joining(" "));
    }
}
