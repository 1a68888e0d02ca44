package org.crisisplan.board.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Up to which act each person has seen the page of a crisis. */
@Repository
class LookRepository {

    /** Whoever comes back sooner has not looked away: what was new stays marked. */
    private static final Duration ONE_LOOK = Duration.ofMinutes(5);

    private final JdbcClient sql;
    private final Clock clock;

    LookRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** The last time that somebody looked, and the newest act then. */
    record Look(int act, Instant at) {}

    /** @return when they looked before this; nothing if this is the first time */
    Optional<Look> looks(String user, String number, int act) {
        Optional<Look> before = sql.sql("select act, looked_at from crisis_look where user_id = ? and number = ?")
                .params(user, number)
                .query((row, i) -> new Look(
                        row.getInt("act"),
                        row.getObject("looked_at", OffsetDateTime.class).toInstant()))
                .optional();
        Instant now = clock.instant();
        if (before.isEmpty()) {
            remember(user, number, act, now);
        } else if (Duration.between(before.get().at(), now).abs().compareTo(ONE_LOOK) > 0) {
            sql.sql("update crisis_look set act = ?, looked_at = ? where user_id = ? and number = ?")
                    .params(act, now.atOffset(ZoneOffset.UTC), user, number)
                    .update();
        }
        return before;
    }

    private void remember(String user, String number, int act, Instant now) {
        try {
            sql.sql("insert into crisis_look (user_id, number, act, looked_at) values (?, ?, ?, ?)")
                    .params(user, number, act, now.atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException anotherTabWasFirst) {
            // it remembers the same
        }
    }
}
