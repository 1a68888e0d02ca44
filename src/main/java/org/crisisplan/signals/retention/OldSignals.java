package org.crisisplan.signals.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.retention.KeptData;
import org.crisisplan.signals.window.Minutes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Removes signals that have been kept long enough; the counts stay. Those about a subject of a crisis under legal hold stay too.
 */
@Component
public class OldSignals implements KeptData {

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
    private static final Duration DELIVERIES = Duration.ofDays(8);

    private final JdbcClient sql;
    private final Clock clock;

    public OldSignals(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "signals";
    }

    /** The windows look back for a day. */
    @Override
    public Duration least() {
        return Duration.ofDays(1);
    }

    @Override
    public Optional<Duration> withoutTable() {
        return Optional.of(Duration.ofDays(30));
    }

    @Override
    public Removed removeSome(Instant before, Set<String> held) {
        List<String> subjects = subjects(held);
        long signals = subjects.isEmpty() ? removeSome(before) : removeSomeBut(before, subjects);
        OffsetDateTime oldest = utc(clock.instant().minus(DELIVERIES));
        int deliveries = sql.sql(OLD_DELIVERIES).params(oldest, AT_ONCE, oldest).update();
        long minute = Minutes.of(before);
        int reporters = sql.sql(OLD_REPORTERS).params(minute, AT_ONCE, minute).update();
        // that a delivery was seen is kept so that nothing is counted twice: nobody's words, and no entry of its own
        return signals + reporters + deliveries == 0 ? Removed.NOTHING : new Removed(Map.of("", signals + reporters));
    }

    private List<String> subjects(Set<String> held) {
        return held.isEmpty()
                ? List.of()
                : sql.sql("select subject from signal_trigger where crisis in (:held)"
                                + " union select subject from signal_subject where crisis in (:held)")
                        .param("held", held)
                        .query(String.class)
                        .list();
    }

    /**
     * Those that came first are looked at first, so that finding the old ones costs nothing where there are none. Advisories stay:
     * they are few and nobody's words, and lists of them say the old ones again and again.
     */
    private long removeSome(Instant before) {
        Long last = sql.sql(
                        "select max(seq) from (select seq, received from signal where kind <> 'advisory' order by seq limit "
                                + AT_ONCE + ") as first_ones where received < ?")
                .param(utc(before))
                .query(Long.class)
                .optional()
                .orElse(null);
        return last == null
                ? 0
                : sql.sql("delete from signal where seq <= ? and received < ? and kind <> 'advisory'")
                        .params(last, utc(before))
                        .update();
    }

    private long removeSomeBut(Instant before, List<String> subjects) {
        return sql.sql("delete from signal where seq in (select seq from signal where received < :before"
                        + " and kind <> 'advisory' and subject not in (:subjects) order by seq limit " + AT_ONCE + ")")
                .param("before", utc(before))
                .param("subjects", subjects)
                .update();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
