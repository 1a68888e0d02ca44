package org.crisisplan.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.crisisplan.survey.Question.Kind;
import org.junit.jupiter.api.Test;

/** How sure the result of a sample is, against figures computed by hand. */
class EstimateTest {

    @Test
    void aThousandOfManyAreRightWithinThreePoints() {
        Estimate half = Estimate.ofShare(500, 1000, 1_000_000);

        assertThat(half.value()).isEqualTo(.5);
        assertThat(half.marginPercent()).isEqualTo(3);
        assertThat(half.lowPercent()).isEqualTo(47);
        assertThat(half.highPercent()).isEqualTo(53);
    }

    @Test
    void nobodyOfTwentyDoesNotMeanNobodyOfAll() {
        Estimate none = Estimate.ofShare(0, 20, 100_000);

        assertThat(none.percent()).isZero();
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(.161, within(.001));
    }

    @Test
    void whoeverAskedAllIsSure() {
        assertThat(Estimate.ofShare(7, 10, 10)).isEqualTo(new Estimate(.7, .7, .7));
        assertThat(Estimate.ofMean(30, 100, 10, 10).margin()).isZero();
        assertThat(Estimate.ofShare(45, 90, 100).margin())
                .as("most of them are surer than as many of many")
                .isLessThan(Estimate.ofShare(45, 90, 100_000).margin());
    }

    @Test
    void aMeanIsAsSureAsItsAnswersLieTogether() {
        // a hundred times 3, and fifty times 1 and 5 each
        Estimate agreed = Estimate.ofMean(300, 900, 100, 1_000_000);
        Estimate split = Estimate.ofMean(300, 1300, 100, 1_000_000);

        assertThat(agreed.value()).isEqualTo(3);
        assertThat(agreed.margin()).isZero();
        assertThat(split.margin()).isCloseTo(.39, within(.01));
        assertThat(Estimate.ofMean(4, 16, 1, 1000).low())
                .as("one answer says little")
                .isEqualTo(1);
    }

    @Test
    void aRowOfTheTableIsAQuestionOrSaysWhatIsWrongWithIt() {
        Question impact = Question.of("impact", "choice", "How badly? 影响多大？", "none: Not at all 没有; severe: Badly 很大");

        assertThat(impact.in(Locale.CHINESE)).isEqualTo("影响多大？");
        assertThat(impact.choices().get(1).in(Locale.ENGLISH)).isEqualTo("Badly");
        assertThat(impact.offers("severe")).isTrue();
        assertThat(impact.offers("other")).isFalse();
        assertThat(Question.of("satisfaction", "rating", "x", "").choices()).hasSize(5);
        assertThat(Question.of("comment", "text", "x", "").kind()).isEqualTo(Kind.TEXT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Question.of("impact", "choice", "x", "none: Not at all 没有"))
                .withMessageContaining("'impact' needs two choices");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Question.of("impact", "choice", "x", "none; severe: Badly"))
                .withMessageContaining("'none' of 'impact'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Question.of("impact", "stars", "x", ""))
                .withMessageContaining("not rating, choice or text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Question.of("satisfaction", "text", "x", ""))
                .withMessageContaining("must be a rating");
    }
}
