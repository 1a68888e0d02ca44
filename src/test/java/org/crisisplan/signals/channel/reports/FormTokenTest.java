package org.crisisplan.signals.channel.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.crisisplan.signals.channel.ChannelFixture;
import org.crisisplan.signals.channel.reports.FormToken.Verdict;
import org.crisisplan.signals.channel.reports.ReportSettings.Feature;
import org.crisisplan.web.FloodGate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form's token, the names of visitors and the gate against floods, by themselves. */
class FormTokenTest {

    private final ChannelFixture room = new ChannelFixture();
    private final FormToken tokens = new FormToken(settings("a secret of some length"), room.clock());

    @Test
    void isGoodAfterAMomentAndForAWhile() {
        String token = tokens.issue("visitor");
        assertThat(tokens.check(token, "visitor")).isEqualTo(Verdict.TOO_FAST);
        room.passes(Duration.ofSeconds(2));
        assertThat(tokens.check(token, "visitor")).isEqualTo(Verdict.GOOD);
        assertThat(tokens.check(token, "another")).isEqualTo(Verdict.ASK_AGAIN);
        room.passes(Duration.ofHours(2));
        assertThat(tokens.check(token, "visitor")).isEqualTo(Verdict.ASK_AGAIN);
        room.passes(Duration.ofHours(-3));
        assertThat(tokens.check(token, "visitor")).as("from the future").isEqualTo(Verdict.ASK_AGAIN);
    }

    @Test
    void changedInAnyPlaceItIsForged() {
        String token = tokens.issue("visitor");
        room.passes(Duration.ofSeconds(5));
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.check(changed, "visitor")).isNotEqualTo(Verdict.GOOD);
        }
        assertThat(new FormToken(settings("another secret of some length"), room.clock()).check(token, "visitor"))
                .isEqualTo(Verdict.FORGED);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "x",
                "AAAA",
                "not base64 !!",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void anythingElseIsForged(String token) {
        assertThat(tokens.check(token, "visitor")).isEqualTo(Verdict.FORGED);
    }

    @Test
    void visitorsAreToldApartAndNotKnown() {
        var visitors = new Visitors("a secret of some length");
        assertThat(visitors.nameFor("203.0.113.7"))
                .isEqualTo(visitors.nameFor("203.0.113.7"))
                .isNotEqualTo(visitors.nameFor("203.0.113.8"))
                .isNotEqualTo(new Visitors("another secret of some length").nameFor("203.0.113.7"))
                .hasSize(32)
                .doesNotContain("203");
        assertThat(visitors.nameFor("2001:db8:1:2:3:4:5:6"))
                .as("one network")
                .isEqualTo(visitors.nameFor("2001:db8:1:2::1"))
                .isNotEqualTo(visitors.nameFor("2001:db8:1:3::1"));
        assertThat(visitors.nameFor("no address: at all")).hasSize(32);
    }

    @Test
    void theGateIsShutForOneAndForAll() {
        var gate = new FloodGate(2, 3, room.clock());
        assertThat(gate.tooMany("a")).isEmpty();
        room.passes(Duration.ofSeconds(10));
        assertThat(gate.tooMany("a")).isEmpty();
        assertThat(gate.tooMany("a")).contains(Duration.ofSeconds(50));
        assertThat(gate.tooMany("b")).isEmpty();
        assertThat(gate.tooMany("c")).as("all together").isPresent();
        room.passes(Duration.ofSeconds(50));
        assertThat(gate.tooMany("a")).isEmpty();
        room.passes(Duration.ofMinutes(-5));
        assertThat(gate.tooMany("a")).as("after the clock was set back").isEmpty();
    }

    @Test
    void settingsAreCheckedAndKeepTheirSecret() {
        assertThat(settings("a secret of some length").toString()).doesNotContain("a secret");
        assertThatIllegalArgumentException().isThrownBy(() -> settings("too short"));
    }

    private static ReportSettings settings(String secret) {
        return new ReportSettings(
                true,
                secret,
                "",
                Map.of("login", new Feature("login", "login_failure", "Logging in", "登录")),
                5,
                100,
                Duration.ofSeconds(2),
                Duration.ofHours(2));
    }
}
