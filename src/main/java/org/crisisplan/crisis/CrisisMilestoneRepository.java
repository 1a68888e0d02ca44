package org.crisisplan.crisis;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When a crisis reached which milestone. */
final class CrisisMilestoneRepository {

    private final JdbcClient sql;

    CrisisMilestoneRepository(JdbcClient sql) {
        this.sql = sql;
    }

    /** Earliest first. */
    Map<String, Instant> of(String number) {
        Map<String, Instant> reached = new LinkedHashMap<>();
        sql.sql("select moment, at from crisis_moment where number = ? order by at, moment")
                .param(number)
                .query(row -> {
                    reached.put(row.getString("moment"), Columns.at(row, "at"));
                });
        return reached;
    }

    void put(String number, String milestone, Instant at, boolean known) {
        if (known) {
            sql.sql("update crisis_moment set at = ? where number = ? and moment = ?")
                    .params(Columns.utc(at), number, milestone)
                    .update();
        } else {
            sql.sql("insert into crisis_moment (number, moment, at) values (?, ?, ?)")
                    .params(number, milestone, Columns.utc(at))
                    .update();
        }
    }
}
