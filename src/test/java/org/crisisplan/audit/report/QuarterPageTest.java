package org.crisisplan.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A quarter of which every figure was computed by hand: six crises in the second quarter of 2018, one in the first. Four were confirmed, after 10,
 * 20, 30 and 60 minutes; three had a word, after 1, 2 and 4 hours; two were recovered from, after 10 and 30 hours.
 */
@PlanTest
class QuarterPageTest {

    private static final OffsetDateTime MAY = OffsetDateTime.parse("2018-05-10T00:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient sql;

    private Visitor auditor;

    @BeforeEach
    void aQuarter() {
        auditor = new Visitor(port).loggedInAs("auditor");
        crisis("CR-2018-8001", MAY, true, false, "closed", 3, 1);
        crisis("CR-2018-8002", MAY.plusDays(1), true, true, "closed", 2);
        crisis("CR-2018-8003", MAY.plusDays(2), false, true, "closed", 3);
        crisis("CR-2018-8004", MAY.plusDays(3), true, false, "responding", 1);
        crisis("CR-2018-8005", MAY.plusDays(4), true, false, "false-alarm");
        crisis("CR-2018-8006", MAY.plusDays(5), true, false, "verifying");
        crisis("CR-2018-8007", MAY.minusMonths(2), true, false, "closed", 2);

        after("CR-2018-8001", "verified", Duration.ofMinutes(10));
        after("CR-2018-8002", "verified", Duration.ofMinutes(20));
        after("CR-2018-8003", "verified", Duration.ofMinutes(30));
        after("CR-2018-8004", "verified", Duration.ofMinutes(60));
        after("CR-2018-8001", "first-word", Duration.ofHours(1));
        after("CR-2018-8002", "first-word", Duration.ofHours(2));
        after("CR-2018-8004", "first-word", Duration.ofHours(4));
        after("CR-2018-8001", "recovered", Duration.ofHours(10));
        after("CR-2018-8002", "recovered", Duration.ofHours(30));
        after("CR-2018-8007", "verified", Duration.ofMinutes(90));

        after("CR-2018-8001", "ended", Duration.ofDays(2));
        after("CR-2018-8001", "reviewed", Duration.ofDays(9));
        after("CR-2018-8002", "ended", Duration.ofDays(2));
        after("CR-2018-8002", "reviewed", Duration.ofDays(9).plusSeconds(1));
        after("CR-2018-8003", "ended", Duration.ofDays(1));

        promise("CR-2018-8001", "respond", 1, "replaced");
        promise("CR-2018-8001", "respond", 2, "met");
        promise("CR-2018-8002", "respond", 1, "late");
        promise("CR-2018-8003", "respond", 1, "met");
        promise("CR-2018-8004", "respond", 1, "missed");
        promise("CR-2018-8004", "respond", 2, null);
        promise("CR-2018-8001", "recover", 1, "met");
        promise("CR-2018-8005", "recover", 1, "void");

        loss("CR-2018-8001", "1500000.50");
        loss("CR-2018-8002", "null");
        loss("CR-2018-8003", "250000");

        for (int i = 0; i < 3; i++) {
            act("CR-2018-8001", i, "task-offered");
        }
        act("CR-2018-8001", 3, "task-completed");
        act("CR-2018-8001", 4, "task-withdrawn");
        act("CR-2018-8002", 0, "task-offered");
        act("CR-2018-8002", 1, "task-completed");
    }

    @AfterEach
    void leaveNothing() {
        for (String table :
                List.of("crisis_act", "crisis_fact", "crisis_promise", "crisis_moment", "crisis_grade", "crisis")) {
            sql.sql("delete from " + table + " where number like 'CR-2018-8%'").update();
        }
    }

    @Test
    void everyFigureIsTheOneComputedByHand() throws Exception {
        JsonNode answer = new ObjectMapper()
                .readTree(auditor.get("/audit/report.json?from=2018-05-20").body());
        JsonNode figures = answer.path("figures");

        assertThat(answer.path("period").asText()).isEqualTo("2018-Q2");
        assertThat(answer.path("until").asText()).isEqualTo("2018-06-30");
        assertThat(figures.path("crises").asInt()).isEqualTo(6);
        assertThat(figures.at("/counts/level-1/technical").asInt()).isEqualTo(2);
        assertThat(figures.at("/counts/level-2/both").asInt()).isEqualTo(1);
        assertThat(figures.at("/counts/level-3/content").asInt()).isEqualTo(1);
        assertThat(figures.at("/counts/false-alarm/technical").asInt()).isEqualTo(1);
        assertThat(figures.at("/counts/ungraded/technical").asInt()).isEqualTo(1);
        assertThat(figures.path("falseAlarmPercent").asDouble()).isEqualTo(16.7);

        assertThat(figures.at("/times/acknowledge/all")).isEqualTo(took(4, 25 * 60, 60 * 60));
        assertThat(figures.at("/times/acknowledge/level-1")).isEqualTo(took(2, 35 * 60, 60 * 60));
        assertThat(figures.at("/times/first-word/all")).isEqualTo(took(3, 2 * 3600, 4 * 3600));
        assertThat(figures.at("/times/recover/all")).isEqualTo(took(2, 20 * 3600, 30 * 3600));
        assertThat(figures.at("/times/recover/level-3/count").asInt()).isZero();
        assertThat(figures.at("/times/recover/level-3/medianSeconds").isNull()).isTrue();

        // two kept of: two kept, one late, one missed, one overdue
        assertThat(figures.at("/promises/respond/keptPercent").asDouble()).isEqualTo(40.0);
        assertThat(figures.at("/promises/respond/late").asInt()).isEqualTo(1);
        assertThat(figures.at("/promises/respond/missed").asInt()).isEqualTo(1);
        assertThat(figures.at("/promises/respond/overdue").asInt()).isEqualTo(1);
        assertThat(figures.at("/promises/recover/keptPercent").asDouble()).isEqualTo(100.0);

        // one within the week, one a second later, one never
        assertThat(figures.at("/reviewsWithinAWeek/part").asInt()).isEqualTo(1);
        assertThat(figures.at("/reviewsWithinAWeek/whole").asInt()).isEqualTo(3);
        assertThat(figures.at("/improvementsDone/part").asInt()).isEqualTo(2);
        assertThat(figures.at("/improvementsDone/whole").asInt()).isEqualTo(3);
        assertThat(figures.path("confirmedLoss").decimalValue()).isEqualByComparingTo("1750000.50");
        assertThat(figures.path("lossKnownOf").asInt()).isEqualTo(2);

        assertThat(answer.path("before").asText()).isEqualTo("2018-Q1");
        assertThat(answer.at("/figuresBefore/crises").asInt()).isEqualTo(1);
        assertThat(answer.at("/figuresBefore/times/acknowledge/all")).isEqualTo(took(1, 90 * 60, 90 * 60));
    }

    @Test
    void thePageAndTheFileSayTheSame() {
        String page = auditor.page("/audit/report?from=2018-04-01").body();

        assertThat(page)
                .contains(
                        "Quarter 2 of 2018",
                        "2018-04-01 to 2018-06-30",
                        "16.7 % (1 of 6)",
                        "33.3 % (1 of 3)",
                        "1,750,000.50");
        assertThat(page).contains("<svg", "25 min", "20 h 0 min");
        assertThat(page).doesNotContain("??");
        String file = auditor.get("/audit/report.csv?from=2018-04-01").body();
        assertThat(file)
                .contains(
                        "figure,group,measure,2018-Q2,2018-Q1",
                        "crises,all,all,6,1",
                        "time to acknowledge,all,median seconds,1500,5400",
                        "promise,respond,kept percent,40.0,",
                        "reviews within a week,all,part,1,0",
                        "confirmed loss,all,yuan,1750000.50,0");
    }

    @Test
    void aYearIsComparedWithTheSameDaysBefore() throws Exception {
        JsonNode answer = new ObjectMapper()
                .readTree(auditor.get("/audit/report.json?span=year&from=2018-01-01")
                        .body());

        assertThat(answer.path("period").asText()).isEqualTo("2018");
        assertThat(answer.at("/figures/crises").asInt()).isEqualTo(7);
        assertThat(answer.path("until").asText()).isEqualTo("2018-12-31");
    }

    @Test
    void whatCannotBeReadIsAProblemForProgramsAndASentenceForPeople() {
        var file = auditor.get("/audit/report.json?from=2018-13-40&span=month");
        assertThat(file.statusCode()).isEqualTo(400);
        assertThat(file.body()).contains("\"field\":\"from\"", "\"field\":\"span\"", "2018-13-40");
        assertThat(auditor.get("/audit/report.csv?from=x").statusCode()).isEqualTo(400);

        var page = auditor.page("/audit/report?from=2018-13-40");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("“2018-13-40” is no day");
    }

    @Test
    void anEmptyQuarterHasNoFiguresAndFallsOverNothing() {
        String page = auditor.page("/audit/report?from=1999-01-01").body();

        assertThat(page).contains("Quarter 1 of 1999", "No promise was made");
    }

    private static JsonNode took(int count, long median, long p90) {
        return new ObjectMapper()
                .createObjectNode()
                .put("count", count)
                .put("medianSeconds", (int) median)
                .put("p90Seconds", (int) p90);
    }

    private void crisis(
            String number, OffsetDateTime opened, boolean technical, boolean content, String phase, int... levels) {
        sql.sql("""
                        insert into crisis (number, title, description, technical, content, phase, level, reasons, plan_version,
                            opened_at) values (?, 'T', '', ?, ?, ?, null, '[]', 'v1', ?)""").params(number, technical, content, phase, opened).update();
        // what was only suspected is no level
        grade(number, 0, opened, 1, false);
        for (int i = 0; i < levels.length; i++) {
            grade(number, i + 1, opened, levels[i], true);
        }
    }

    private void grade(String number, int seq, OffsetDateTime at, int level, boolean inForce) {
        sql.sql(
                        "insert into crisis_grade (number, seq, graded_at, level, reasons, facts, in_force) values (?, ?, ?, ?, '[]', '{}', ?)")
                .params(number, seq, at, level, inForce)
                .update();
    }

    private void after(String number, String moment, Duration time) {
        OffsetDateTime opened = sql.sql("select opened_at from crisis where number = ?")
                .param(number)
                .query(OffsetDateTime.class)
                .single();
        sql.sql("insert into crisis_moment (number, moment, at) values (?, ?, ?)")
                .params(number, moment, opened.plus(time))
                .update();
    }

    private void promise(String number, String what, int seq, @Nullable String outcome) {
        sql.sql(
                        "insert into crisis_promise (number, what, seq, made_at, due, met_at, outcome) values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        number,
                        what,
                        seq,
                        MAY,
                        MAY.plusDays(1),
                        "met".equals(outcome) || "late".equals(outcome) ? MAY.plusDays(1) : null,
                        outcome)
                .update();
    }

    private void loss(String number, String fact) {
        sql.sql(
                        "insert into crisis_fact (number, name, fact, in_words, said_at, since) values (?, 'confirmedLoss', ?, false, ?, ?)")
                .params(number, fact, MAY, MAY)
                .update();
    }

    private void act(String number, int seq, String kind) {
        sql.sql("""
                        insert into crisis_act (number, seq, at, actor_kind, actor, actor_name, actor_groups, kind, subject, process, element,
                            plan_version, before_values, after_values, hash)
                        values (?, ?, ?, 'person', 'pr', '', '', ?, '', 'review', 'User_CompleteActionItem', 'v1', '{}', '{}', '')""").params(number, seq, MAY, kind).update();
    }
}
