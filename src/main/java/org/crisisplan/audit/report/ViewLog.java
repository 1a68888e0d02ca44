package org.crisisplan.audit.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who looked at the dossier or the record of a crisis, and who took what along. Looking at the same page within an hour is one line. */
@Component
public class ViewLog {

    private static final Duration ONE_LOOK = Duration.ofHours(1);
    private static final int LONGEST_PATH = 500;

    private final JdbcClient database;
    private final Clock clock;

    ViewLog(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What somebody looked at or took.
     *
     * @param exported whether it left the house
     * @param what dossier, record, or the page that a file came from
     * @param crisis empty if it is about none
     */
    public record View(
            Instant first,
            Instant last,
            int times,
            String who,
            String address,
            boolean exported,
            String what,
            String crisis,
            String path) {}

    /** Which lines are wanted; what is null or empty is not asked for. */
    public record Wanted(
            String who,
            String crisis,
            @Nullable Boolean exported,
            @Nullable Instant from,
            @Nullable Instant until) {

        public static Wanted of(String crisis) {
            return new Wanted("", crisis, null, null, null);
        }
    }

    void add(String who, String address, boolean exported, String what, String crisis, String path) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String kept = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) : path;
        if (!exported
                && database.sql("update audit_view set times = times + 1, last_at = ? where who = ? and act = 'viewed'"
                                        + " and what = ? and crisis = ? and path = ? and address = ? and first_at > ?")
                                .params(utc(now), who, what, crisis, kept, address, utc(now.minus(ONE_LOOK)))
                                .update()
                        > 0) {
            return;
        }
        database.sql("insert into audit_view (first_at, last_at, times, who, address, act, what, crisis, path)"
                        + " values (?, ?, 1, ?, ?, ?, ?, ?, ?)")
                .params(utc(now), utc(now), who, address, exported ? "exported" : "viewed", what, crisis, kept)
                .update();
    }

    /** The newest first. */
    public List<View> newest(Wanted wanted, int from, int most) {
        List<Object> values = new ArrayList<>();
        String where = where(wanted, values);
        values.add(from);
        values.add(most);
        return database.sql("select * from audit_view" + where
                        + " order by last_at desc, id desc offset ? rows fetch first ? rows only")
                .params(values)
                .query((row, i) -> new View(
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant(),
                        row.getInt("times"),
                        row.getString("who"),
                        row.getString("address"),
                        row.getString("act").equals("exported"),
                        row.getString("what"),
                        row.getString("crisis"),
                        row.getString("path")))
                .list();
    }

    public int count(Wanted wanted) {
        List<Object> values = new ArrayList<>();
        String where = where(wanted, values);
        return database.sql("select count(*) from audit_view" + where)
                .params(values)
                .query(Integer.class)
                .single();
    }

    /** Forgets what is older, but for crises that are held. @return how many lines */
    public int removeBefore(Instant time, java.util.Collection<String> held) {
        return held.isEmpty()
                ? database.sql("delete from audit_view where last_at < ?")
                        .param(utc(time))
                        .update()
                : database.sql("delete from audit_view where last_at < :time and crisis not in (:held)")
                        .param("time", utc(time))
                        .param("held", held)
                        .update();
    }

    private static String where(Wanted wanted, List<Object> values) {
        List<String> and = new ArrayList<>();
        if (!wanted.who().isEmpty()) {
            and.add("who = ?");
            values.add(wanted.who());
        }
        if (!wanted.crisis().isEmpty()) {
            and.add("crisis = ?");
            values.add(wanted.crisis());
        }
        if (wanted.exported() != null) {
            and.add("act = ?");
            values.add(wanted.exported() ? "exported" : "viewed");
        }
        if (wanted.from() != null) {
            and.add("last_at >= ?");
            values.add(utc(wanted.from()));
        }
        if (wanted.until() != null) {
            and.add("first_at < ?");
            values.add(utc(wanted.until()));
        }
        return and.isEmpty() ? "" : " where " + String.join(" and ", and);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
