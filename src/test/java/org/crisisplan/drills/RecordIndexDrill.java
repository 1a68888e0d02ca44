package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.RecordIndexes;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What pages show beside the record is what the record says, and a row that somebody changes by hand is found. */
class RecordIndexDrill extends Drill {

    @Autowired
    RecordIndexes indexes;

    @Test
    void whatPagesShowCanBeMadeAgainFromTheActs() {
        reported("Everything is down", Kind.TECHNICAL, facts("outageScope", "nationwide", "unresponsiveMinutes", 30L));
        assertThat(indexes.differences(number)).isEmpty();
        answers("User_VerifyReport");
        newFacts(facts("leakedUsers", 200_000L));
        passes("PT3H");
        assertThat(indexes.differences(number)).isEmpty();
        teamWorksUntil("User_ApproveStatement");
        answers("User_ApproveStatement", "verdict", "reject", "verdictComment", "Say since when.");
        teamWorksToTheEnd();
        assertThat(indexes.differences(number)).isEmpty();
    }

    @Test
    void aRowThatSomebodyChangedIsNamed() {
        reported("Everything is down", Kind.TECHNICAL, facts("outageScope", "nationwide", "unresponsiveMinutes", 30L));
        teamWorksUntil("User_ConfirmRecovery");
        Map<String, String> changes = Map.of(
                "update crisis_promise set outcome = 'met' where number = ? and outcome is null",
                "+ promise",
                "update crisis set level = 3 where number = ?",
                "+ level 3",
                "delete from activation_signature where crisis = ? and department = 'legal'",
                "- signature legal",
                "update crisis_fact set fact = '99' where number = ? and name = 'unresponsiveMinutes'",
                "+ fact unresponsiveMinutes 99",
                "update approval set approver = 'pr' where approver = 'legal' and statement_id in"
                        + " (select id from statement where crisis = ?)",
                "+ approval");
        changes.forEach((change, named) -> {
            sql.sql(change).param(number).update();
            assertThat(indexes.differences(number))
                    .as(change)
                    .anySatisfy(line -> assertThat(line).startsWith(named));
        });
    }
}
