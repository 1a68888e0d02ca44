package org.crisisplan.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crisisplan.PlanTest;
import org.crisisplan.cases.ArchivedCase.Aftermath;
import org.crisisplan.cases.ArchivedCase.Situation;
import org.crisisplan.cases.ArchivedCase.Source;
import org.crisisplan.cases.Resemblance.Reason;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlanTest
class SimilarCasesTest {

    @Autowired
    ArchivedCaseRepository archive;

    @Test
    void aLeakResemblesTheLeakMost() {
        var leak = technical(Map.of("leakedUsers", 2_000_000, "outageScope", "none"));

        SimilarCases similar = SimilarCases.to(leak, archive.seeds());

        assertThat(similar.matches()).hasSize(3);
        var first = similar.matches().get(0);
        assertThat(first.past().id()).isEqualTo("csdn-2011");
        // both technical 1, leaked 3, same magnitude 1
        assertThat(first.resemblance().points()).isEqualTo(5);
        assertThat(first.resemblance().reasons())
                .containsExactly(
                        new Reason("both technical", "同为技术类"),
                        new Reason(
                                "user data leaked (2000000 / 6000000, same magnitude)",
                                "用户数据泄露（2000000 / 6000000，数量级相同）"));
    }

    @Test
    void aSmallLeakIsStillALeakButOfAnotherMagnitude() {
        var leak = technical(Map.of("leakedUsers", 20_000));

        var first = SimilarCases.to(leak, archive.seeds()).matches().get(0);

        assertThat(first.past().id()).isEqualTo("csdn-2011");
        assertThat(first.resemblance().points()).isEqualTo(4);
        assertThat(first.resemblance().reasons())
                .contains(new Reason("user data leaked (20000 / 6000000)", "用户数据泄露（20000 / 6000000）"));
    }

    @Test
    void aDestroyedDatabaseBringsTheDestroyedDatabasesBeforeTheOutages() {
        var destroyed = technical(
                Map.of("outageScope", "nationwide", "unresponsiveMinutes", 600, "coreDatabaseDestroyed", true));

        var similar = SimilarCases.to(destroyed, archive.seeds()).matches();

        // technical 1, database 3, same scope 2, silence of the same magnitude 2: Weimob's 9000 minutes are over ten
        // times 600
        assertThat(similar.stream().map(match -> match.past().id()))
                .containsExactly("gitlab-2017", "weimob-2020", "yuque-2023");
        assertThat(similar.stream().map(match -> match.resemblance().points())).containsExactly(8, 7, 5);
    }

    @Test
    void aRegionalOutageIsHalfLikeANationwideOne() {
        var regional = technical(Map.of("outageScope", "regional"));

        var first = SimilarCases.to(regional, archive.seeds()).matches().get(0);

        assertThat(first.resemblance().points()).isEqualTo(2);
        assertThat(first.resemblance().reasons())
                .contains(new Reason("service outage (regional / nationwide)", "服务中断（部分地区 / 全国）"));
    }

    @Test
    void aContentCrisisResemblesNoneOfTheTechnicalOnes() {
        var content = new Situation(false, true, Map.of("discussions", 200_000));

        assertThat(SimilarCases.to(content, archive.seeds()).text())
                .isEqualTo("No past case in the archive resembles this one.\n历史案例中没有相似的案例。");
    }

    @Test
    void theTextSaysWhatIsKnown() {
        var outage = technical(Map.of("outageScope", "nationwide", "unresponsiveMinutes", 200));

        assertThat(SimilarCases.to(outage, archive.seeds()).text())
                .contains("Yuque service outage (2023-10-23, level 1, R27)\n", "语雀服务中断（2023-10-23，一级，R27）\n")
                .contains("recovered within 8 h; compensation: six months of membership for individual users")
                .contains("8 小时内恢复；补偿：six months of membership for individual users");
    }

    @Test
    void longLessonsAreShortenedAndACaseIsShownWholeOrNotAtAll() {
        List<ArchivedCase> wordy = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            wordy.add(new ArchivedCase(
                    "CR-2026-900" + i,
                    "x".repeat(200),
                    "名".repeat(200),
                    LocalDate.of(2026, 1, 1),
                    new Situation(true, false, Map.of()),
                    1,
                    "R27",
                    new Aftermath(null, "c".repeat(1000), null, "l".repeat(4000)),
                    Source.OWN));
        }

        String text = SimilarCases.to(technical(Map.of()), wordy).text();

        assertThat(text)
                .hasSizeLessThanOrEqualTo(1500)
                .startsWith("1. CR-2026-9000 xxx")
                .doesNotContain("2. CR");
        assertThat(text).endsWith("l…");
    }

    private static Situation technical(Map<String, Object> facts) {
        return new Situation(true, false, facts);
    }
}
