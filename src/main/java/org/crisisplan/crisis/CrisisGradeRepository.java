package org.crisisplan.crisis;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every grade that the tables gave; none is changed. */
final class CrisisGradeRepository {

    private final JdbcClient sql;
    private final Columns columns;
    private final Clock clock;

    CrisisGradeRepository(JdbcClient sql, Columns columns, Clock clock) {
        this.sql = sql;
        this.columns = columns;
        this.clock = clock;
    }

    List<Crisis.Grade> of(String number) {
        return sql.sql("select * from crisis_grade where number = ? order by seq")
                .param(number)
                .query(this::grade)
                .list();
    }

    /**
     * The two that count now.
     *
     * @param last what the tables gave last
     * @param inForce the last one that the crisis has or had as its level
     */
    record Latest(Optional<Crisis.Grade> last, Optional<Crisis.Grade> inForce) {}

    Latest latest(String number) {
        List<Crisis.Grade> newestFirst = sql.sql("select * from crisis_grade where number = ? and seq in ("
                        + "(select max(seq) from crisis_grade where number = ?), "
                        + "(select max(seq) from crisis_grade where number = ? and in_force)) order by seq desc")
                .params(number, number, number)
                .query(this::grade)
                .list();
        return new Latest(
                newestFirst.stream().findFirst(),
                newestFirst.stream().filter(Crisis.Grade::inForce).findFirst());
    }

    boolean isAsBefore(
            Crisis.Grade last, int level, List<Crisis.Reason> reasons, Map<String, Object> facts, boolean inForce) {
        return last.level() == level
                && last.inForce() == inForce
                && last.reasons().equals(reasons)
                && columns.written(last.facts()).equals(columns.written(facts));
    }

    void add(
            String number,
            int seq,
            int level,
            List<Crisis.Reason> reasons,
            Map<String, Object> facts,
            boolean inForce) {
        sql.sql("insert into crisis_grade (number, seq, graded_at, level, reasons, facts, in_force)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        number,
                        seq,
                        Columns.utc(clock.instant()),
                        level,
                        columns.written(reasons),
                        columns.written(facts),
                        inForce)
                .update();
    }

    private Crisis.Grade grade(ResultSet row, int i) throws SQLException {
        return new Crisis.Grade(
                row.getInt("seq"),
                Columns.at(row, "graded_at"),
                row.getInt("level"),
                columns.reasons(row.getString("reasons")),
                columns.values(row.getString("facts")),
                row.getBoolean("in_force"));
    }
}
