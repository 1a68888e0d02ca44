package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A survey that cannot be asked or counted is refused before anybody is invited to it (R36). */
class PlanCheckSurveyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "none: Not at all 没有影响; | "none - Not at all 没有影响; | has the choice "none - Not at all 没有影响", which is not a word of its own with a label
                    minor: A little 有些影响; severe: | minor: A little 有些影响; minor: | has the choice "minor: Badly 影响很大"
                    "none: Not at all 没有影响; minor: A little 有些影响; severe: Badly 影响很大" | "none: Not at all 没有影响" | offers fewer than two choices
                    "satisfaction" | "satisfied" | asks no rating "satisfaction", from which the result is computed
                    """, quoteCharacter = '~')
    void saysWhatIsWrongWithAQuestion(String whole, String broken, String sentence) {
        PlanBundle changed = PlanCheckTest.changed("dmn/survey-questions.dmn", whole, broken);

        assertThat(PlanCheckTest.CHECK.check(changed))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(finding -> finding.startsWith("dmn/survey-questions.dmn") && finding.contains(sentence));
    }
}
