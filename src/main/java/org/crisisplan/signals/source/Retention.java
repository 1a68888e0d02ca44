package org.crisisplan.signals.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;
import org.crisisplan.signals.window.Minutes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes signals that have been kept long enough, a few at a time so that nobody waits for it; the counts stay. One node
 * of several does so at a time.
 */
@Component
public class Retention {

    private static final String OLD_DELIVERIES = """
            delete from signal_delivery where (source, delivery_id) in (
                select source, delivery_id from signal_delivery where received < ? order by received limit ?)
            and received < ?""";

    /** Whoever reports again at this moment stays: so the age is asked for twice. */
    private static final String OLD_REPORTERS = """
            delete from signal_reporter where (subject, metric, reporter) in (
                select subject, metric, reporter from signal_reporter where last_minute < ? limit ?)
            and last_minute < ?""";

    private static final int AT_ONCE = 1_000;
    private static final int MOST_BATCHES = 200;
    private static final Duration DELIVERIES = Duration.ofDays(8);

    private final JdbcClient sql;
    private final RetentionSettings settings;
    private final Clock clock;

    Retention(JdbcClient sql, RetentionSettings settings, Clock clock) {
        this.sql = sql;
        this.settings = settings;
        this.clock = clock;
    }

    public void run() {
        Instant oldest = clock.instant().minus(settings.keep());
        aFewAtATime(() -> removeSome(oldest));
        aFewAtATime(
                () -> remove(OLD_DELIVERIES, clock.instant().minus(DELIVERIES).atOffset(ZoneOffset.UTC)));
        aFewAtATime(() -> remove(OLD_REPORTERS, Minutes.of(oldest)));
    }

    private static void aFewAtATime(BooleanSupplier removesSome) {
        for (int batches = 0; batches < MOST_BATCHES && removesSome.getAsBoolean(); batches++) {
            // each is a transaction of its own
        }
    }

    private boolean remove(String statement, Object oldest) {
        return sql.sql(statement).params(oldest, AT_ONCE, oldest).update() > 0;
    }

    /**
     * Those that came first are looked at first, so that finding the old ones costs nothing where there are none. Advisories stay:
     * they are few and nobody's words, and lists of them say the old ones again and again.
     */
    private boolean removeSome(Instant oldest) {
        Long last = sql.sql(
                        "select max(seq) from (select seq, received from signal where kind <> 'advisory' order by seq limit "
                                + AT_ONCE + ") as first_ones where received < ?")
                .param(oldest.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .orElse(null);
        return last != null
                && sql.sql("delete from signal where seq <= ? and received < ? and kind <> 'advisory'")
                                .params(last, oldest.atOffset(ZoneOffset.UTC))
                                .update()
                        > 0;
    }
}
