package org.crisisplan.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.crisisplan.PlanTest;
import org.crisisplan.cases.ArchivedCase.Source;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;

@PlanTest
class HistoricalCasesTest {

    @Autowired
    ArchivedCaseRepository archive;

    @Autowired
    HistoricalCases seeding;

    @Test
    void theArchiveStartsWithTheCasesKnownFromPublicReports() {
        assertThat(archive.seeds().stream().map(ArchivedCase::id))
                .containsExactly("yuque-2023", "bilibili-2021", "weimob-2020", "gitlab-2017", "csdn-2011");

        ArchivedCase weimob = archive.find("weimob-2020").orElseThrow();
        assertThat(weimob.nameEn()).isEqualTo("Weimob production database deleted");
        assertThat(weimob.nameZh()).isEqualTo("微盟删库");
        assertThat(weimob.happenedOn()).isEqualTo("2020-02-23");
        assertThat(weimob.situation().technical()).isTrue();
        assertThat(weimob.situation().content()).isFalse();
        assertThat(weimob.situation().facts())
                .containsEntry("coreDatabaseDestroyed", true)
                .containsEntry("unresponsiveMinutes", 9000)
                .containsEntry("outageScope", "nationwide");
        assertThat(weimob.level()).isEqualTo(1);
        assertThat(weimob.because()).isEqualTo("R27");
        assertThat(weimob.aftermath().recoveredHours()).isEqualByComparingTo("170");
        assertThat(weimob.source()).isEqualTo(Source.SEEDED);
    }

    @Test
    void anotherStartAddsNothing() throws Exception {
        seeding.run(new DefaultApplicationArguments());

        assertThat(archive.seeds()).hasSize(5);
    }
}
