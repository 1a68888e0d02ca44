package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailings;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;

/** A drill goes the whole way of the plan, and nothing of it leaves the house, whoever approves what (R61). */
class SealDrill extends Drill {

    /** Every table from which something is told or given outside, and the column that names the crisis. */
    private static final Map<String, String> WAYS_OUT = Map.of(
            "status_post", "crisis",
            "mailing", "crisis",
            "subscriber_notice", "crisis",
            "compensation_credit", "crisis",
            "archived_case", "id");

    @Autowired
    private Mailings mailings;

    @Autowired
    private CrisisRecord record;

    @Test
    void theWholeWayWithoutAWordOutside() {
        number = plan.openDrill(
                        new CrisisReport(
                                "Accounts of six million users offered for sale",
                                "A post offers them.",
                                Set.of(Kind.TECHNICAL),
                                facts("leakedUsers", 6_000_000)),
                        1)
                .number();
        runDueJobs();
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);
        teamWorksToTheEnd();

        assertThat(crisis().phase()).isEqualTo(Phase.CLOSED);
        assertThat(record.of(number, 0, 5000).stream().map(act -> act.kind()))
                .contains(ActKind.STATEMENT_HELD_BACK)
                .doesNotContain(ActKind.STATEMENT_PUBLISHED, ActKind.PUBLICATION_REFUSED, ActKind.MAILING_ENDED);
        assertThat(timesDone("User_PublishByHand"))
                .as("nobody is asked to say it outside")
                .isZero();
        assertThat(timesDone("User_SettleCompensation"))
                .as("nobody is asked to settle it at the shop")
                .isZero();
        assertThat(publications()).isNotEmpty().containsOnly("published held back");
        WAYS_OUT.forEach(
                (table, column) -> assertThat(rows(table, column)).as(table).isZero());
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @Test
    void whatIsToldInsideSaysThatItIsADrill() {
        number = plan.openDrill(new CrisisReport("Checkout down", "Orders fail.", Set.of(Kind.TECHNICAL), Map.of()), 1)
                .number();
        runDueJobs();

        assertThat(crisis().title()).startsWith("[DRILL 演练] ");
        assertThat(openTasks()).isNotEmpty().allSatisfy(task -> {
            assertThat(task.getName()).startsWith("DRILL: ").contains(" 演练：");
            assertThat(task.getPriority()).as("what is real stands above it").isLessThan(50);
        });
        List<String[]> mails = sql.sql("select subject, body from delivery where number = ?")
                .param(number)
                .query((row, i) -> new String[] {row.getString("subject"), row.getString("body")})
                .list();
        assertThat(mails).isNotEmpty().allSatisfy(mail -> {
            assertThat(mail[0]).startsWith(Crisis.DRILL_MARK);
            assertThat(mail[1]).containsAnyOf("DRILL 演练:", "演练 DRILL：");
        });
    }

    @Test
    void noCodeGetsPastTheDatabase() {
        number = plan.openDrill(new CrisisReport("Checkout down", "Orders fail.", Set.of(Kind.TECHNICAL), Map.of()), 1)
                .number();

        assertThatThrownBy(() -> mailings.open(
                        "subscribers", "key of " + number, number, null, List.of(new Mailing.Text("en", "s", "b"))))
                .hasMessageContaining("Nobody outside is told anything of the drill " + number);
        assertThatThrownBy(() -> sql.sql("insert into mailing (source, mailing_key, crisis, secret, opened_at)"
                                + " values ('media', 'x', ?, 'x', current_timestamp)")
                        .param(number)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private List<String> publications() {
        return sql.sql("select p.state, p.held_back, p.attempts, p.sent from publication p"
                        + " join statement s on s.id = p.statement_id where s.crisis = ?")
                .param(number)
                .query((row, i) -> row.getString("state")
                        + (row.getBoolean("held_back") ? " held back" : "")
                        + (row.getString("sent") == null && row.getInt("attempts") == 0 ? "" : ", and sent"))
                .list();
    }

    private long rows(String table, String column) {
        return sql.sql("select count(*) from " + table + " where " + column + " = ?")
                .param(number)
                .query(Long.class)
                .single();
    }
}
