package org.crisisplan.drill;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.crisisplan.crisis.Paced;
import org.crisisplan.drill.Scenario.Inject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Drills, what happens in them, and how they ended. */
@Repository
class DrillRepository {

    private static final Logger LOG = LoggerFactory.getLogger(DrillRepository.class);

    private static final int LONGEST_PROBLEM = 1000;

    private final JdbcClient sql;
    private final TransactionTemplate apart;
    private final Clock clock;

    DrillRepository(JdbcClient sql, PlatformTransactionManager transactions, Clock clock) {
        this.sql = sql;
        this.apart = new TransactionTemplate(
                transactions, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
        this.clock = clock;
    }

    /** Waits until nobody else begins a drill of the scenario; from then on others wait for the end of this transaction. */
    void takeTurn(String scenario) {
        if (sql.sql("select count(*) from drill_turn where scenario = ?")
                        .param(scenario)
                        .query(Integer.class)
                        .single()
                == 0) {
            try {
                apart.executeWithoutResult(begun -> sql.sql("insert into drill_turn (scenario) values (?)")
                        .param(scenario)
                        .update());
            } catch (DuplicateKeyException anotherNodeWasFirst) {
                LOG.debug("Another node begins a drill of '{}' as well", scenario);
            }
        }
        sql.sql("select scenario from drill_turn where scenario = ? for update")
                .param(scenario)
                .query(String.class)
                .single();
    }

    void add(Rehearsal drill) {
        sql.sql("""
                        insert into drill (number, scenario, running, lead_group, ordered_by, played, items, began_at, until_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        drill.number(),
                        drill.scenario(),
                        drill.scenario(),
                        drill.leadGroup(),
                        drill.orderedBy(),
                        drill.played(),
                        drill.items(),
                        utc(drill.beganAt()),
                        utc(drill.untilAt()))
                .update();
    }

    void addInjects(String number, Instant begin, int pace, List<Inject> injects) {
        for (int i = 0; i < injects.size(); i++) {
            Inject inject = injects.get(i);
            Instant due = begin.plus(Paced.duration(inject.at(), pace));
            Duration away = Paced.duration(inject.lasts(), pace);
            sql.sql("""
                            insert into drill_inject (number, seq, due_at, kind, said, department, absent_until)
                            values (?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            number,
                            i + 1,
                            utc(due),
                            inject.kind().word(),
                            inject.said().both(),
                            inject.department(),
                            inject.kind() == Scenario.Kind.ABSENT ? utc(due.plus(away)) : null)
                    .update();
        }
    }

    Optional<Rehearsal> find(String number) {
        return sql.sql("select * from drill where number = ?")
                .param(number)
                .query(DrillRepository::rehearsal)
                .optional();
    }

    /** The newest first. */
    List<Rehearsal> all() {
        return sql.sql("select * from drill order by began_at desc, number desc")
                .query(DrillRepository::rehearsal)
                .list();
    }

    List<Rehearsal> running() {
        return sql.sql("select * from drill where ended_at is null order by began_at, number")
                .query(DrillRepository::rehearsal)
                .list();
    }

    /** The last one that was not broken off. */
    Optional<Rehearsal> last(String scenario) {
        return sql.sql("select * from drill where scenario = ? and broken_off is null"
                        + " order by began_at desc, number desc fetch first 1 rows only")
                .param(scenario)
                .query(DrillRepository::rehearsal)
                .optional();
    }

    void ended(String number) {
        sql.sql("update drill set ended_at = coalesce(ended_at, ?), running = null where number = ?")
                .params(utc(clock.instant()), number)
                .update();
    }

    /** @return whether it was still running */
    boolean brokenOff(String number, String why) {
        return sql.sql(
                                "update drill set broken_off = ?, ended_at = ?, running = null where number = ? and ended_at is null")
                        .params(why, utc(clock.instant()), number)
                        .update()
                == 1;
    }

    void scored(String number, String scorecard) {
        sql.sql("update drill set scorecard = ? where number = ?")
                .params(scorecard, number)
                .update();
    }

    void concluded(String number, boolean passed, String evaluation, String by) {
        sql.sql("update drill set passed = ?, evaluation = ?, evaluated_by = ?, concluded_at = ? where number = ?")
                .params(passed, evaluation, by, utc(clock.instant()), number)
                .update();
    }

    /** Of a drill that begins: which clauses it is to reach. @param again those that the one before missed */
    void expect(String number, SortedSet<String> clauses, SortedSet<String> again) {
        SortedSet<String> all = new TreeSet<>(clauses);
        all.addAll(again);
        all.forEach(
                clause -> sql.sql("insert into drill_clause (number, clause, again, outcome) values (?, ?, ?, 'open')")
                        .params(number, clause, again.contains(clause))
                        .update());
    }

    /** A clause that a drill was to reach. @param outcome open, reached, late, missed */
    record Expected(
            String clause,
            boolean again,
            String outcome,
            @Nullable Instant firstAt) {}

    List<Expected> expected(String number) {
        return sql.sql("select * from drill_clause where number = ? order by clause")
                .param(number)
                .query((row, i) -> new Expected(
                        row.getString("clause"),
                        row.getBoolean("again"),
                        row.getString("outcome"),
                        at(row, "first_at")))
                .list();
    }

    void settle(String number, String clause, String outcome, @Nullable Instant firstAt) {
        sql.sql("update drill_clause set outcome = ?, first_at = ? where number = ? and clause = ?")
                .params(outcome, firstAt == null ? null : utc(firstAt), number, clause)
                .update();
    }

    /** What the last drill of the scenario that was scored missed. */
    SortedSet<String> missedBefore(String scenario) {
        return new TreeSet<>(sql.sql("""
                        select c.clause from drill_clause c where c.outcome = 'missed' and c.number = (
                            select d.number from drill d where d.scenario = ? and d.broken_off is null and d.scorecard is not null
                            order by d.began_at desc, d.number desc fetch first 1 rows only)""").param(scenario).query(String.class).list());
    }

    /**
     * An inject of a drill.
     *
     * @param seq from 1, as in the scenario
     * @param told when it was told; null while it was not
     * @param problem why it could not be told; null if it could
     */
    record Due(
            String number,
            int seq,
            Instant due,
            String kind,
            String said,
            @Nullable String department,
            @Nullable Instant absentUntil,
            @Nullable Instant told,
            @Nullable String problem) {}

    List<Due> injects(String number) {
        return sql.sql("select * from drill_inject where number = ? order by seq")
                .param(number)
                .query((row, i) -> new Due(
                        row.getString("number"),
                        row.getInt("seq"),
                        row.getObject("due_at", OffsetDateTime.class).toInstant(),
                        row.getString("kind"),
                        row.getString("said"),
                        row.getString("department"),
                        at(row, "absent_until"),
                        at(row, "told_at"),
                        row.getString("problem")))
                .list();
    }

    void told(Due inject, @Nullable String problem) {
        sql.sql("update drill_inject set told_at = ?, problem = ? where number = ? and seq = ?")
                .params(
                        utc(clock.instant()),
                        problem == null ? null : shortened(problem),
                        inject.number(),
                        inject.seq())
                .update();
    }

    /** Departments that are not there now, by what the drill said. */
    List<String> absent(String number, Instant now) {
        return sql.sql(
                        "select department from drill_inject where number = ? and told_at is not null and absent_until > ?")
                .params(number, utc(now))
                .query(String.class)
                .list();
    }

    void trouble(String number, String task, String step, String problem) {
        if (hasTrouble(task)) {
            return;
        }
        sql.sql("insert into drill_trouble (number, task_id, step, problem, at) values (?, ?, ?, ?, ?)")
                .params(number, task, step, shortened(problem), utc(clock.instant()))
                .update();
    }

    boolean hasTrouble(String task) {
        return sql.sql("select count(*) from drill_trouble where task_id = ?")
                        .param(task)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** What people have to do in place of a played department. */
    record Trouble(String step, String problem, Instant at) {}

    List<Trouble> troubles(String number) {
        return sql.sql("select * from drill_trouble where number = ? order by at, task_id")
                .param(number)
                .query((row, i) -> new Trouble(
                        row.getString("step"),
                        row.getString("problem"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), LONGEST_PROBLEM));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static Rehearsal rehearsal(ResultSet row, int number) throws SQLException {
        return new Rehearsal(
                row.getString("number"),
                row.getString("scenario"),
                row.getString("lead_group"),
                row.getString("ordered_by"),
                row.getBoolean("played"),
                row.getString("items"),
                row.getObject("began_at", OffsetDateTime.class).toInstant(),
                row.getObject("until_at", OffsetDateTime.class).toInstant(),
                at(row, "ended_at"),
                row.getString("broken_off"),
                row.getString("scorecard"),
                row.getString("evaluation"),
                row.getString("evaluated_by"),
                at(row, "concluded_at"),
                row.getObject("passed") == null ? null : Boolean.valueOf(row.getBoolean("passed")));
    }
}
