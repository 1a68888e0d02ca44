package org.crisisplan.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.crisisplan.PlanTest;
import org.crisisplan.cases.ArchivedCase.Aftermath;
import org.crisisplan.cases.ArchivedCase.Situation;
import org.crisisplan.cases.ArchivedCase.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** However many cases there are, the one that resembles a crisis most is found among few. */
@PlanTest
class LargeArchiveTest {

    private static final Situation LEAK =
            new Situation(true, false, Map.of("leakedUsers", 60_000, "outageScope", "regional"));

    @Autowired
    ArchivedCaseRepository archive;

    @Autowired
    JdbcClient sql;

    @AfterEach
    void leaveTheArchiveAsItWas() {
        sql.sql("delete from archived_case where id like 'large-%'").update();
    }

    @Test
    void theSameAgainIsFoundBehindManyThatResembleItALittle() {
        archive.keep(past("large-same", LocalDate.of(2001, 1, 1), LEAK));
        for (int i = 0; i < 300; i++) {
            archive.keep(past(
                    "large-" + i,
                    LocalDate.of(2020, 1, 1).plusDays(i),
                    new Situation(
                            true, false, i % 2 == 0 ? Map.of("outageScope", "nationwide") : Map.of("leakedUsers", 3))));
        }

        List<ArchivedCase> few = archive.resembling(LEAK, "CR-2026-0001");

        assertThat(few).hasSizeLessThan(150);
        assertThat(firstOfThisTest(LEAK, few)).isEqualTo("large-same");
    }

    @Test
    void whatSharesSeveralThingsIsFoundBehindManyThatShareOneOfThem() {
        var now = new Situation(
                true, false, Map.of("leakedUsers", 60_000, "outageScope", "regional", "unresponsiveMinutes", 40));
        archive.keep(past("large-shares", LocalDate.of(2001, 1, 1), LEAK));
        for (int i = 0; i < 120; i++) {
            archive.keep(past(
                    "large-" + i,
                    LocalDate.of(2020, 1, 1).plusDays(i),
                    switch (i % 4) {
                        case 0 -> new Situation(false, true, Map.of("outageScope", "regional"));
                        case 1 -> new Situation(false, true, Map.of("leakedUsers", 60_000));
                        case 2 -> new Situation(false, true, Map.of("unresponsiveMinutes", 40));
                        default -> new Situation(true, false, Map.of());
                    }));
        }

        List<ArchivedCase> few = archive.resembling(now, "CR-2026-0001");

        assertThat(few).hasSizeLessThan(150);
        assertThat(firstOfThisTest(now, few)).isEqualTo("large-shares");
    }

    @Test
    void aNumberOfTheNextMagnitudeIsFoundAsWell() {
        archive.keep(past(
                "large-near", LocalDate.of(2001, 1, 1), new Situation(true, false, Map.of("leakedUsers", 200_000))));

        assertThat(archive.resembling(LEAK, "")).extracting(ArchivedCase::id).contains("large-near");
        assertThat(archive.resembling(LEAK, "large-near"))
                .extracting(ArchivedCase::id)
                .doesNotContain("large-near");
    }

    @Test
    void casesOfBeforeAreFoundOnceTheProductHasStarted() {
        archive.keep(past("large-old", LocalDate.of(2001, 1, 1), LEAK));
        sql.sql("delete from archived_trait where case_id = 'large-old'").update();
        assertThat(archive.resembling(LEAK, "")).extracting(ArchivedCase::id).doesNotContain("large-old");

        archive.completeTraits();

        assertThat(archive.resembling(LEAK, "")).extracting(ArchivedCase::id).contains("large-old");
    }

    /** Other tests leave cases in the archive that may resemble as well. */
    private static String firstOfThisTest(Situation now, List<ArchivedCase> few) {
        return SimilarCases.to(now, few).matches().stream()
                .map(match -> match.past().id())
                .filter(id -> id.startsWith("large-"))
                .findFirst()
                .orElseThrow();
    }

    private static ArchivedCase past(String id, LocalDate day, Situation situation) {
        return new ArchivedCase(
                id, id, id, day, situation, 2, "R27", new Aftermath(null, null, null, null), Source.OWN);
    }
}
