package org.crisisplan.audit.report;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.crisisplan.crisis.CrisisSearch.Text;
import org.crisisplan.engine.AdministratorActed;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What administrators did by hand and what the product changed of itself at a start, with what was changed: written in the transaction of the act,
 * never changed.
 */
@Component
public class AdministratorLog implements ApplicationListener<PayloadApplicationEvent<AdministratorActed>> {

    private static final int LONGEST = 20_000;
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_WORD = 100;

    private final JdbcClient database;
    private final Clock clock;

    AdministratorLog(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * An act.
     *
     * @param who a login; empty for the product at its start
     * @param kind the end of the message {@code audit.act.}
     * @param what the engine's command, or a word
     * @param crisis empty if it is about none
     */
    public record Line(
            Instant at,
            String who,
            String kind,
            String what,
            String crisis,
            String about,
            String before,
            String after) {}

    /** Which acts are wanted; what is null or empty is not asked for. @param text stands in what was done to what */
    public record Wanted(
            String who,
            String kind,
            String crisis,
            String text,
            @Nullable Instant from,
            @Nullable Instant until) {}

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<AdministratorActed> event) {
        AdministratorActed act = event.getPayload();
        database.sql("insert into administrator_act (at, who, kind, what, crisis, about, before_values, after_values)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
                        act.who(),
                        cut(act.kind(), LONGEST_WORD),
                        cut(act.what(), LONGEST_WORD),
                        act.crisis(),
                        cut(act.about(), LONGEST_NAME),
                        cut(act.before(), LONGEST),
                        cut(act.after(), LONGEST))
                .update();
    }

    /** The newest first. */
    public List<Line> newest(Wanted wanted, int from, int most) {
        List<Object> values = new ArrayList<>();
        String where = where(wanted, values);
        values.add(from);
        values.add(most);
        return database.sql("select * from administrator_act" + where
                        + " order by at desc, id desc offset ? rows fetch first ? rows only")
                .params(values)
                .query((row, i) -> new Line(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        row.getString("kind"),
                        row.getString("what"),
                        row.getString("crisis") == null ? "" : row.getString("crisis"),
                        row.getString("about"),
                        row.getString("before_values"),
                        row.getString("after_values")))
                .list();
    }

    public int count(Wanted wanted) {
        List<Object> values = new ArrayList<>();
        String where = where(wanted, values);
        return database.sql("select count(*) from administrator_act" + where)
                .params(values)
                .query(Integer.class)
                .single();
    }

    /** The kinds that there are. */
    public List<String> kinds() {
        return database.sql("select distinct kind from administrator_act order by kind")
                .query(String.class)
                .list();
    }

    private static String where(Wanted wanted, List<Object> values) {
        List<String> and = new ArrayList<>();
        equal(and, values, "who", wanted.who());
        equal(and, values, "kind", wanted.kind());
        equal(and, values, "crisis", wanted.crisis());
        if (!wanted.text().isEmpty()) {
            Text text = Text.of(wanted.text());
            and.add("(" + text.in("about") + " or " + text.in("before_values") + " or " + text.in("after_values")
                    + ")");
            values.addAll(List.of(text.plain(), text.plain(), text.plain()));
        }
        if (wanted.from() != null) {
            and.add("at >= ?");
            values.add(wanted.from().atOffset(ZoneOffset.UTC));
        }
        if (wanted.until() != null) {
            and.add("at < ?");
            values.add(wanted.until().atOffset(ZoneOffset.UTC));
        }
        return and.isEmpty() ? "" : " where " + String.join(" and ", and);
    }

    private static void equal(List<String> and, List<Object> values, String column, String value) {
        if (!value.isEmpty()) {
            and.add(column + " = ?");
            values.add(value);
        }
    }

    private static String cut(String text, int most) {
        return text.length() > most ? text.substring(0, most - 4) + " ..." : text;
    }
}
