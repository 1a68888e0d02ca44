package org.crisisplan.crisis;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.crisis.Crisis.Deadline;
import org.crisisplan.crisis.Crisis.Outcome;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every promise of the plan and what became of it; a promise with an outcome is not changed any more. */
final class CrisisPromiseRepository {

    private static final String PROMISES = "select * from crisis_promise p where number = ?";

    private final JdbcClient sql;
    private final Clock clock;

    CrisisPromiseRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** The last one of each kind. */
    List<Deadline> latest(String number) {
        return sql.sql(PROMISES + " and seq = (select max(seq) from crisis_promise l where l.number = p.number"
                        + " and l.what = p.what) order by due, what")
                .param(number)
                .query(CrisisPromiseRepository::promise)
                .list();
    }

    /** The last one of a kind, running or not. */
    Optional<Deadline> latest(String number, String what) {
        return sql.sql(PROMISES + " and what = ? order by seq desc fetch first 1 rows only")
                .params(number, what)
                .query(CrisisPromiseRepository::promise)
                .optional();
    }

    /** In the order that they were made. */
    List<Deadline> all(String number) {
        return sql.sql(PROMISES + " order by made_at, what, seq")
                .param(number)
                .query(CrisisPromiseRepository::promise)
                .list();
    }

    List<Deadline> running(String number) {
        return sql.sql(PROMISES + " and outcome is null order by due, what")
                .param(number)
                .query(CrisisPromiseRepository::promise)
                .list();
    }

    /** For each crisis the promise that runs out first. */
    Map<String, Deadline> next(Collection<String> numbers) {
        Map<String, Deadline> next = new HashMap<>();
        if (!numbers.isEmpty()) {
            sql.sql("select * from crisis_promise where number in (:numbers) and outcome is null"
                            + " order by due desc, what desc")
                    .param("numbers", numbers)
                    .query(row -> {
                        next.put(row.getString("number"), promise(row, 0));
                    });
        }
        return next;
    }

    Entry add(String number, String what, Optional<Deadline> before, Instant due) {
        Instant kept = due.truncatedTo(ChronoUnit.MICROS);
        sql.sql("insert into crisis_promise (number, what, seq, made_at, due) values (?, ?, ?, ?, ?)")
                .params(
                        number,
                        what,
                        before.map(last -> last.seq() + 1).orElse(1),
                        Columns.utc(clock.instant()),
                        Columns.utc(kept))
                .update();
        return Entry.of(ActKind.PROMISE_MADE, what)
                .before(before.<Map<String, Object>>map(
                                last -> Map.of("due", last.due().toString()))
                        .orElse(Map.of()))
                .after(Map.of("due", kept.toString()));
    }

    Entry settle(String number, Deadline promise, Outcome outcome) {
        boolean met = outcome == Outcome.MET || outcome == Outcome.LATE;
        sql.sql("update crisis_promise set outcome = ?, met_at = ? where number = ? and what = ? and seq = ?")
                .params(
                        outcome.word(),
                        met ? Columns.utc(clock.instant()) : null,
                        number,
                        promise.what(),
                        promise.seq())
                .update();
        ActKind kind = switch (outcome) {
            case MET, LATE -> ActKind.PROMISE_MET;
            case MISSED -> ActKind.PROMISE_MISSED;
            case REPLACED -> ActKind.PROMISE_REPLACED;
            case VOID -> ActKind.PROMISE_VOID;
        };
        return Entry.of(kind, promise.what())
                .before(Map.of("due", promise.due().toString()))
                .after(Map.of("outcome", outcome.word()));
    }

    static Deadline promise(ResultSet row, int i) throws SQLException {
        return new Deadline(
                row.getString("what"),
                row.getInt("seq"),
                Columns.at(row, "due"),
                Columns.perhaps(row, "met_at"),
                Outcome.of(row.getString("outcome")));
    }
}
