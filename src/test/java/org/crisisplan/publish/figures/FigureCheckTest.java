package org.crisisplan.publish.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.crisisplan.publish.figures.Figure.Kind;
import org.crisisplan.publish.figures.Figure.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R45: no contradictory words. Six million people know how many they are. */
class FigureCheckTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
    private static final List<KnownFigure> FACTS = List.of(
            KnownFigure.number(
                    Kind.USERS,
                    Subject.LEAKED,
                    BigDecimal.valueOf(6_000_000),
                    ", told 12:05 by technology",
                    "（12:05 告知）"),
            KnownFigure.number(Kind.USERS, Subject.AFFECTED, BigDecimal.valueOf(6_123_456), "", ""),
            KnownFigure.number(Kind.MONEY, Subject.COMPENSATION, BigDecimal.valueOf(10.0), "", ""),
            KnownFigure.time(Subject.BEGAN, Instant.parse("2026-11-23T06:30:00Z"), "", ""),
            KnownFigure.time(Subject.LEARNED, Instant.parse("2026-11-23T08:00:00Z"), "", ""),
            KnownFigure.time(Subject.RECOVERED, Instant.parse("2026-11-23T09:10:00Z"), "", ""),
            KnownFigure.time(Subject.NEXT_UPDATE, Instant.parse("2026-11-23T11:30:00Z"), "", ""));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The data of 6,000,000 users have leaked.
                    The data of 6 000 000 users have leaked.
                    The data of 6 million users have leaked.
                    The data of six million of our users have leaked.
                    Data of more than 5 million users have leaked.
                    Data of up to 7 million users have leaked.
                    About 6 million users are affected.
                    Some 6.1 million users are affected.
                    6,123,456 users are affected.
                    You receive a coupon worth CNY 10 for every affected user.
                    You receive a coupon of 10 yuan.
                    It began at 2026-11-23 14:30 China Time (06:30 UTC).
                    It began at 14:30.
                    It began at 2:30 p.m.
                    It began at about 2 pm, we believe.
                    We learned of it at 16:00.
                    Our service works normally again since 17:10.
                    Our next update appears on this page no later than 2026-11-23 19:30 China Time (11:30 UTC).
                    Our next update appears no later than 18:00.
                    We check the other half until 18:00.
                    Two people review each article.
                    In the first 24 hours we answered 300 questions.
                    """)
    void whatAgreesIsLeftAlone(String text) {
        assertThat(contradictions(text, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    6,000,000 名用户的数据泄露。
                    600 万用户的数据泄露。
                    600万名用户的信息可能泄露。
                    六百万用户的数据泄露。
                    超过五百万名用户的信息泄露。
                    不超过 700 万用户的信息泄露。
                    约 612 万用户受影响。
                    受影响用户 6123456 人。
                    每位受影响用户价值人民币 10 元。
                    每位受影响用户获得 10 元优惠券。
                    此事始于中国时间 2026-11-23 14:30（UTC 06:30）。
                    此事发生于下午2点30分。
                    此事发生于14时30分。
                    此事发生于下午两点多，细节仍在核查。
                    我们于中国时间 2026-11-23 16:00 获悉此事。
                    服务已于 17:10 恢复正常。
                    我们最迟将于中国时间 2026-11-23 19:30（UTC 11:30）发布最新情况。
                    每一位用户都可以咨询。
                    48 小时内答复。
                    """)
    void soItIsInChinese(String text) {
        assertThat(contradictions("", text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The data of 6,000 users have leaked. | “6,000 users”, but the number of users whose data leaked is 6,000,000, told 12:05 by technology
                    The data of 60 million users have leaked. | “60 million users”, but the number of users whose data leaked is 6,000,000
                    Data of more than 7 million users have leaked. | the number of users whose data leaked is 6,000,000
                    Data of at most 5 million users have leaked. | the number of users whose data leaked is 6,000,000
                    Data of up to 90 million users have leaked. | the number of users whose data leaked is 6,000,000
                    6,123,465 users are affected. | the number of affected users is 6,123,456
                    About 8 million users are affected. | the number of affected users is 6,123,456
                    You receive a coupon worth CNY 100. | the compensation for one user is 10
                    It began at 15:30. | “15:30”, but the time it began is 2026-11-23 14:30
                    It began at 2026-11-22 14:30. | the time it began is 2026-11-23 14:30
                    It began at 2:30 a.m. | the time it began is 2026-11-23 14:30
                    We learned of it at 14:30. | the time we learned of it is 2026-11-23 16:00
                    Our service works normally again since 16:10. | the time of recovery is 2026-11-23 17:10
                    Our next update appears no later than 2026-11-23 20:30. | the next word is due by 2026-11-23 19:30
                    Our next update appears no later than 2026-11-23 17:00. | and lies ahead
                    """)
    void whatContradictsAFactIsNamedWithIt(String text, String sentence) {
        assertThat(contradictions(text, "")).hasSize(1).first().asString().contains("The English text says", sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    6000 名用户的数据泄露。 | 写的是“6000 名用户”，而泄露涉及的用户数为 6,000,000（12:05 告知）
                    60 万用户的数据泄露。 | 泄露涉及的用户数为 6,000,000
                    六十万用户的数据泄露。 | 泄露涉及的用户数为 6,000,000
                    约 800 万用户受影响。 | 受影响用户数为 6,123,456
                    每位用户可获得 100 元优惠券。 | 每位用户的补偿为 10
                    此事始于 15:30。 | 发生时间为 2026-11-23 14:30
                    此事发生于凌晨2点30分。 | 发生时间为 2026-11-23 14:30
                    服务已于 16:10 恢复正常。 | 恢复时间为 2026-11-23 17:10
                    我们最迟将于 2026-11-23 20:30 发布最新情况。 | 不得晚于 2026-11-23 19:30
                    """)
    void soItIsNamedInChinese(String text, String sentence) {
        assertThat(contradictions("", text)).hasSize(1).first().asString().contains("中文正文", sentence);
    }

    @Test
    void aNumberThatNobodyHasToldIsNotSaidAsIfItWereKnown() {
        var found = FigureCheck.check(
                "The data of 6,000 users have leaked. It began at 03:00.", "", List.of(), List.of(), SHANGHAI, NOW);
        assertThat(found.contradictions())
                .extracting(FigureCheck.Note::en)
                .containsExactly(
                        "The English text says “6,000 users”, which no fact says.",
                        "The English text says “03:00”, which no fact says.");
    }

    @Test
    void theTwoLanguagesSayTheSame() {
        var found = FigureCheck.check(
                "We repaid 30% of the orders.", "我们已退还百分之四十的订单。", List.of(), List.of(), SHANGHAI, NOW);
        assertThat(found.contradictions())
                .extracting(FigureCheck.Note::en)
                .containsExactly("The English text says “30%”, the Chinese text “百分之四十”.");
    }

    @Test
    void anEarlierStatementIsNotContradictedInSilence() {
        var earlier = new FigureCheck.Earlier(
                Instant.parse("2026-11-23T08:10:00Z"), "The data of 6,000 users have leaked.", "6000 名用户的数据泄露。");
        var found = FigureCheck.check(
                "The data of 6 million users have leaked.", "600 万用户的数据泄露。", FACTS, List.of(earlier), SHANGHAI, NOW);
        assertThat(found.contradictions())
                .extracting(FigureCheck.Note::en)
                .containsExactly(
                        "The English text says “6 million users”, but our statement of 2026-11-23 16:10 said “6,000 users”. If that"
                                + " was wrong, say so.",
                        "The Chinese text says “600 万用户”, but our statement of 2026-11-23 16:10 said “6000 名用户”. If that was"
                                + " wrong, say so.");
    }

    @Test
    void theSameMomentOnBothClocksIsNoContradiction() {
        String text = "We learned of it at 2026-11-23 16:00 China Time (08:00 UTC).";
        var earlier = new FigureCheck.Earlier(Instant.parse("2026-11-23T08:10:00Z"), text, "");
        assertThat(FigureCheck.check(text, "", FACTS, List.of(earlier), SHANGHAI, NOW)
                        .contradictions())
                .isEmpty();
    }

    @Test
    void approversReadWhichFactStandsBehindANumber() {
        var found = FigureCheck.check(
                "The data of 6 million users have leaked.", "600 万用户的数据泄露。", FACTS, List.of(), SHANGHAI, NOW);
        assertThat(found.backed())
                .extracting(FigureCheck.Note::en)
                .contains(
                        "“6 million users” is the number of users whose data leaked: 6,000,000, told 12:05 by technology.");
    }

    @Test
    void thePromiseOfTheTextIsKept() {
        assertThat(FigureCheck.promised(
                        "Our next update appears on this page no later than 2026-11-23 19:30 China Time (11:30 UTC).",
                        SHANGHAI,
                        NOW))
                .contains(Instant.parse("2026-11-23T11:30:00Z"));
        assertThat(FigureCheck.promised("我们最迟将于 18:00 发布最新情况。", SHANGHAI, NOW))
                .contains(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(FigureCheck.promised("As soon as there is news.", SHANGHAI, NOW))
                .isEmpty();
    }

    private static List<FigureCheck.Note> contradictions(String en, String zh) {
        return FigureCheck.check(en, zh, FACTS, List.of(), SHANGHAI, NOW).contradictions();
    }
}
