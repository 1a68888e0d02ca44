package org.crisisplan.signals.trigger;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.crisisplan.crisis.WordsBeside;
import org.crisisplan.signals.SignalEvidence.Kept;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The signals behind each crisis, kept with the case: signals themselves are removed after a while. */
@Repository
public class KeptSignalRepository implements WordsBeside {

    /** Of a storm of signals the newest show what it was about; how many there were is in the figures. */
    static final int AT_ONCE = 50;

    static final int MOST = 200;

    private final JdbcClient sql;
    private final Clock clock;

    KeptSignalRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Within the running transaction, which holds the subject. */
    void keep(String crisis, String subject) {
        long kept = sql.sql("select count(*) from crisis_signal where crisis = ?")
                .param(crisis)
                .query(Long.class)
                .single();
        if (kept >= MOST) {
            return;
        }
        sql.sql("""
                        insert into crisis_signal (crisis, source, id, subject, kind, metric, metric_value, text, link, platform, severity,
                            occurred, received, kept_at)
                        select cast(:crisis as varchar(20)), s.source, s.id, s.subject, s.kind, s.metric, s.metric_value,
                            substring(s.text from 1 for 1000), s.link, s.platform, s.severity, s.occurred, s.received,
                            cast(:now as timestamp with time zone)
                        from (select * from signal where subject = :subject order by seq desc fetch first :most rows only) s
                        where not exists (select 1 from crisis_signal k
                            where k.crisis = :crisis and k.source = s.source and k.id = s.id)""")
                .param("crisis", crisis)
                .param("subject", subject)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("most", Math.min(AT_ONCE, MOST - kept))
                .update();
    }

    /** In the order in which they happened. */
    public List<Kept> of(String crisis) {
        return sql.sql("select * from crisis_signal where crisis = ? order by occurred, received, source, id")
                .param(crisis)
                .query((row, i) -> new Kept(
                        row.getObject("occurred", java.time.OffsetDateTime.class)
                                .toInstant(),
                        row.getString("source"),
                        row.getString("subject"),
                        row.getString("kind"),
                        row.getString("metric"),
                        value(row),
                        row.getString("text"),
                        row.getString("link"),
                        row.getString("platform"),
                        row.getObject("erased_at") != null))
                .list();
    }

    private static @Nullable Double value(java.sql.ResultSet row) throws java.sql.SQLException {
        double value = row.getDouble("metric_value");
        return row.wasNull() ? null : Double.valueOf(value);
    }

    @Override
    public void erase(String number, int seq) {
        // no act speaks of a single signal
    }

    /** What the public wrote; that there was a signal, and its figure, stays. */
    @Override
    public void eraseAll(String number) {
        sql.sql("update crisis_signal set text = null, link = null, erased_at = ?"
                        + " where crisis = ? and erased_at is null and (text is not null or link is not null)")
                .params(clock.instant().atOffset(ZoneOffset.UTC), number)
                .update();
    }
}
