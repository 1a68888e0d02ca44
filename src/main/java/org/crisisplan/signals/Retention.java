package org.crisisplan.signals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes signals that have been kept long enough, a few at a time so that nobody waits for it; the counts stay. It takes its turn
 * as a polled source does: one node of several at a time.
 */
@Component
class Retention implements PolledSource {

    static final String NAME = "retention";

    private static final int AT_ONCE = 1_000;
    private static final int MOST_BATCHES = 200;
    private static final Duration DELIVERIES = Duration.ofDays(8);

    private final JdbcClient sql;
    private final SignalSettings settings;
    private final Clock clock;

    Retention(JdbcClient sql, SignalSettings settings, Clock clock) {
        this.sql = sql;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean poll() {
        Instant oldest = clock.instant().minus(settings.keep());
        int batches = 0;
        while (batches < MOST_BATCHES && removeSome(oldest)) {
            batches++;
        }
        sql.sql("delete from signal_delivery where received < ?")
                .param(clock.instant().minus(DELIVERIES).atOffset(ZoneOffset.UTC))
                .update();
        sql.sql("delete from signal_reporter where last_minute < ?")
                .param(Minutes.of(oldest))
                .update();
        return true;
    }

    /** Those that came first are looked at first, so that finding the old ones costs nothing where there are none. */
    private boolean removeSome(Instant oldest) {
        Long last = sql.sql("select max(seq) from (select seq, received from signal order by seq limit " + AT_ONCE
                        + ") as first_ones where received < ?")
                .param(oldest.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .optional()
                .orElse(null);
        return last != null
                && sql.sql("delete from signal where seq <= ? and received < ?")
                                .params(last, oldest.atOffset(ZoneOffset.UTC))
                                .update()
                        > 0;
    }
}
