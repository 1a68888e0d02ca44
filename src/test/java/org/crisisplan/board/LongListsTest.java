package org.crisisplan.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Pages show a part of what there is, say how much there is, and lead on. */
@PlanTest
class LongListsTest {

    private static final int MANY = 65;

    @LocalServerPort
    int port;

    @Autowired
    CrisisPlan plan;

    @Autowired
    CrisisRecord record;

    @Autowired
    JdbcClient sql;

    @Autowired
    TransactionTemplate together;

    private Visitor member;

    @BeforeEach
    void manyAreOpen() {
        member = new Visitor(port).loggedInAs("tech");
        OffsetDateTime longAgo = OffsetDateTime.parse("2020-01-01T00:00:00Z");
        for (int i = 0; i < MANY; i++) {
            sql.sql("""
                            insert into crisis (number, title, description, technical, content, phase, level, reasons, plan_version,
                                opened_at) values (?, ?, '', true, false, 'responding', 1, '[]', '1', ?)""")
                    .params("CR-2020-9" + (100 + i), "One of many " + i, longAgo.plusMinutes(i))
                    .update();
        }
    }

    @AfterEach
    void leaveNothing() {
        sql.sql("delete from crisis where number like 'CR-2020-9%'").update();
    }

    @Test
    void theFrontPageShowsTheWorstAndLeadsToTheOthers() {
        String page = member.page("/").body();

        assertThat(lines(page, "One of many")).isEqualTo(20);
        assertThat(page).contains("One of many 0<", "One of many 19<").doesNotContain("One of many 20<");
        assertThat(page).containsPattern("The 20 worst of \\d+ that are open");
        assertThat(page).contains("/crises?phase=open&amp;page=1");

        String next = member.page("/crises?phase=open&page=1").body();
        assertThat(next).contains("One of many 20<", "One of many 39<", "rel=\"prev\"", "rel=\"next\"");
        assertThat(lines(next, "One of many")).isEqualTo(20);
    }

    @Test
    void openOnesCanBeReadToTheLast() {
        int pages = (sql.sql("select count(*) from crisis where closed_at is null")
                                .query(Integer.class)
                                .single()
                        + 19)
                / 20;
        String last = member.page("/crises?phase=open&page=" + (pages - 1)).body();

        assertThat(last).contains("Page " + pages + " of " + pages).doesNotContain("rel=\"next\"");
        assertThat(member.page("/crises?phase=open&page=" + pages).statusCode()).isEqualTo(200);
        assertThat(member.page("/crises?page=2147483647").statusCode()).isEqualTo(200);
    }

    @Test
    void ofALongRecordThePageIsCheckedAndTheWholeOnDemand() {
        String number = plan.open(new CrisisReport("Long", "Long", Set.of(Kind.TECHNICAL), Map.of()))
                .number();
        together.executeWithoutResult(transaction -> {
            for (int i = 0; i < CrisisRecord.CHECKED_AT_ONCE; i++) {
                record.append(number, Entry.of(ActKind.MILESTONE_REACHED, "m" + i));
            }
        });
        String path = "/crises/" + number + "/record";
        assertThat(member.page(path).body()).contains("The acts on this page are", "Check all");
        assertThat(member.page(path + "?whole=true").body()).contains("every act is there");

        sql.sql("update crisis_act set subject = 'x' where number = ? and seq = 450")
                .param(number)
                .update();
        assertThat(record.firstBroken(number)).contains(450);
        assertThat(member.page(path + "?page=4").body()).contains("from act 450 on");
        assertThat(member.page(path + "?page=0").body()).contains("The acts on this page are");
        assertThat(member.page(path + "?page=0&whole=true").body()).contains("from act 450 on");

        int end = record.count(number);
        sql.sql("delete from crisis_act where number = ? and seq = ?")
                .params(number, end)
                .update();
        assertThat(member.page(path + "?page=0").body())
                .as("the end is missing")
                .contains("from act %,d on".formatted(end));
    }

    private static long lines(String page, String text) {
        return Pattern.compile("line-title\"[^>]*>" + text)
                .matcher(page)
                .results()
                .count();
    }
}
