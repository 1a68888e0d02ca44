package org.crisisplan.signals.trigger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Why crises were raised and what joined them: the rule and its figures at that moment. */
@Repository
public class TriggerRepository {

    private static final int MOST = 200;

    private final JdbcClient sql;

    TriggerRepository(JdbcClient sql) {
        this.sql = sql;
    }

    /** What the signals did to a crisis. */
    public enum Effect {
        /** They opened it. */
        RAISED,
        /** They made it worse. */
        JOINED,
        /** They say that it is over; people decide. */
        RESOLVED
    }

    /**
     * One rule that fired.
     *
     * @param figures in words
     */
    public record Fired(
            Instant at,
            String subject,
            @Nullable String crisis,
            Effect effect,
            String clause,
            String reason,
            String figures) {}

    void add(Fired fired, String facts) {
        sql.sql("""
                        insert into signal_trigger (id, at, subject, crisis, effect, clause, reason, figures, facts)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        UUID.randomUUID().toString(),
                        fired.at().atOffset(ZoneOffset.UTC),
                        fired.subject(),
                        fired.crisis(),
                        fired.effect().name(),
                        fired.clause(),
                        fired.reason(),
                        fired.figures(),
                        facts)
                .update();
    }

    /** What raised it and what was said last, oldest first; a storm says the same for hours. */
    public List<Fired> of(String crisis) {
        return sql.sql(
                        "select * from signal_trigger where crisis = ? and (effect = ? or id in (select id from signal_trigger "
                                + "where crisis = ? order by at desc, id limit " + MOST + ")) order by at, id")
                .params(crisis, Effect.RAISED.name(), crisis)
                .query(TriggerRepository::fired)
                .list();
    }

    /** Everything, oldest first. */
    public List<Fired> allOf(String crisis) {
        return sql.sql("select * from signal_trigger where crisis = ? order by at, id")
                .param(crisis)
                .query(TriggerRepository::fired)
                .list();
    }

    /** Newest first. */
    public List<Fired> last(int most) {
        return sql.sql("select * from signal_trigger order by at desc, id limit ?")
                .param(most)
                .query(TriggerRepository::fired)
                .list();
    }

    boolean saidResolvedSince(String crisis, Instant since) {
        return sql.sql("select count(*) from signal_trigger where crisis = ? and effect = ? and at > ?")
                        .params(crisis, Effect.RESOLVED.name(), since.atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static Fired fired(ResultSet row, int i) throws SQLException {
        return new Fired(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("subject"),
                row.getString("crisis"),
                Effect.valueOf(row.getString("effect")),
                row.getString("clause"),
                row.getString("reason"),
                row.getString("figures"));
    }
}
