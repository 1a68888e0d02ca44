package org.crisisplan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions that could keep the server busy are told from those that cannot. */
class FeelTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i in 1..1000000000 return i",
                "some x in a..b satisfies x > 1",
                "every i in 1..discussions satisfies true",
                "matches(title, description)",
                "matches(title, \"(a+)+$\")",
                "replace(title, \"x\" + y, \"\")"
            })
    void aBurdenIsSeen(String expression) {
        assertThat(Feel.burden(expression)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for i in 1..count(clauses) return clauses[i]",
                "some x in reasons satisfies x.clause = \"R27\"",
                "for i in 1..100 return i",
                "matches(title, \"^CR-[0-9]+$\")",
                "[1..100000]",
                "\"for i in 1..99999 is only a text\""
            })
    void whatEndsSoonIsNone(String expression) {
        assertThat(Feel.burden(expression)).isEmpty();
    }

    @Test
    void theRunningEnginesLanguageIsSpoken() {
        assertThat(Feel.evaluate("verdict != \"reject\"", Map.of("verdict", "approve")))
                .isEqualTo(true);
        assertThat(Feel.evaluate("missing = null or missing = \"\"", Map.of())).isEqualTo(true);
        assertThat(Feel.faultInExpression("a +")).isPresent();
        assertThat(Feel.faultInCell("> 10, < 5")).isEmpty();
    }
}
