package org.crisisplan.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.publish.StatementKind;
import org.crisisplan.site.ComponentState;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.site.SiteComponent;
import org.junit.jupiter.api.Test;

/** How components stand while they are worked on, and while crises hit them. */
class StatusSnapshotTest {

    private static final SiteComponent PAYMENT = new SiteComponent("payment", "Payment", "支付", "", "");
    private static final SiteComponent LOGIN = new SiteComponent("login", "Login", "登录", "", "");
    private static final Instant TWO = Instant.parse("2026-03-29T02:00:00Z");
    private static final MaintenanceWindow WORK = new MaintenanceWindow(
            "w", Set.of("payment"), TWO, TWO.plusSeconds(7200), Set.of("R15"), "Work", "维护", "", "");

    private static StatusPost post(
            String crisis, Map<String, ComponentState> components, Progress progress, Instant at) {
        return new StatusPost(
                crisis + at,
                crisis,
                progress == Progress.RESOLVED ? StatementKind.ALL_CLEAR : StatementKind.PROGRESS,
                Severity.MAJOR,
                progress,
                "t",
                "题",
                "x",
                "文",
                components,
                false,
                progress == Progress.RESOLVED ? null : at.plusSeconds(1800),
                at);
    }

    private static StatusSnapshot at(Instant now, StatusPost... posts) {
        return new StatusSnapshot(now, List.of(posts), List.of(PAYMENT, LOGIN), List.of(WORK), Instant.EPOCH);
    }

    @Test
    void aWindowIsAheadThenOpenThenOver() {
        StatusSnapshot before = at(TWO.minusSeconds(1));
        assertThat(before.ahead()).containsExactly(WORK);
        assertThat(before.stateOf(PAYMENT)).isEqualTo(ComponentState.OPERATIONAL);
        assertThat(before.lastChange()).isEqualTo(Instant.EPOCH);

        StatusSnapshot during = at(TWO);
        assertThat(during.active()).containsExactly(WORK);
        assertThat(during.stateOf(PAYMENT)).isEqualTo(ComponentState.UNDER_MAINTENANCE);
        assertThat(during.stateOf(LOGIN)).isEqualTo(ComponentState.OPERATIONAL);
        assertThat(during.lastChange()).isEqualTo(TWO);

        StatusSnapshot after = at(TWO.plusSeconds(7200));
        assertThat(after.active()).isEmpty();
        assertThat(after.ahead()).isEmpty();
        assertThat(after.stateOf(PAYMENT)).isEqualTo(ComponentState.OPERATIONAL);
    }

    @Test
    void theWorstOfAllCrisesCountsAndTheFirstPromise() {
        StatusPost slow =
                post("CR-1", Map.of("payment", ComponentState.DEGRADED_PERFORMANCE), Progress.IDENTIFIED, TWO);
        StatusPost down = post(
                "CR-2", Map.of("payment", ComponentState.MAJOR_OUTAGE), Progress.INVESTIGATING, TWO.plusSeconds(60));
        StatusPost over = post("CR-2", Map.of(), Progress.RESOLVED, TWO.plusSeconds(120));

        assertThat(at(TWO.plusSeconds(60), slow, down).stateOf(PAYMENT)).isEqualTo(ComponentState.MAJOR_OUTAGE);
        assertThat(at(TWO.plusSeconds(60), slow, down).nextUpdateAt()).hasValue(TWO.plusSeconds(1800));
        assertThat(at(TWO.plusSeconds(120), slow, down, over).stateOf(PAYMENT))
                .isEqualTo(ComponentState.DEGRADED_PERFORMANCE);
        assertThat(at(TWO.plusSeconds(120), down, over).nextUpdateAt()).isEmpty();
    }
}
