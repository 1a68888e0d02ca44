package org.crisisplan.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.fence.OfferedActs;
import org.crisisplan.form.FormFieldCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which crises are under legal hold: the retention job removes nothing of them, and nobody erases a person in them. */
@Component
public class LegalHolds {

    static final int LONGEST_REASON = 1000;

    private final JdbcClient sql;
    private final Crises crises;
    private final CrisisRecord record;
    private final OfferedActs acts;
    private final Clock clock;

    LegalHolds(JdbcClient sql, Crises crises, CrisisRecord record, OfferedActs acts, Clock clock) {
        this.sql = sql;
        this.crises = crises;
        this.record = record;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * Nothing of the crisis, open or over, is removed from now on.
     *
     * @throws InvalidReport when no reason is given, or it is held already
     * @throws UnknownCrisis when there is no such crisis
     */
    public void place(String crisis, @Nullable String why, String user) {
        String reason = checked(why);
        acts.perform(OfferedActs.LEGAL_HOLD, () -> {
            lock(crisis);
            if (inForce(crisis).isPresent()) {
                throw new InvalidReport(List.of(new Finding("crisis", "is under legal hold already")));
            }
            sql.sql("insert into legal_hold (crisis, placed_at, placed_by, why) values (?, ?, ?, ?)")
                    .params(crisis, now(), user, reason)
                    .update();
            record.append(crisis, Entry.of(ActKind.HOLD_PLACED, "").words(Map.of("why", reason)));
            return crisis;
        });
    }

    /**
     * What is old enough goes from now on.
     *
     * @throws InvalidReport when no reason is given, or it is not held
     * @throws UnknownCrisis when there is no such crisis
     */
    public void release(String crisis, @Nullable String why, String user) {
        String reason = checked(why);
        acts.perform(OfferedActs.LEGAL_HOLD, () -> {
            lock(crisis);
            LegalHold held = inForce(crisis)
                    .orElseThrow(() -> new InvalidReport(List.of(new Finding("crisis", "is not under legal hold"))));
            sql.sql("update legal_hold set released_at = ?, released_by = ?, release_why = ? where id = ?")
                    .params(now(), user, reason, held.id())
                    .update();
            record.append(crisis, Entry.of(ActKind.HOLD_RELEASED, "").words(Map.of("why", reason)));
            return crisis;
        });
    }

    /** Numbers of the crises that are held now. */
    public Set<String> held() {
        return new HashSet<>(sql.sql("select crisis from legal_hold where released_at is null")
                .query(String.class)
                .list());
    }

    public Optional<LegalHold> inForce(String crisis) {
        return of(crisis).stream().filter(LegalHold::isInForce).findFirst();
    }

    /** All of a crisis, the newest first. */
    public List<LegalHold> of(String crisis) {
        return sql.sql("select * from legal_hold where crisis = ? order by id desc")
                .param(crisis)
                .query((row, i) -> hold(row))
                .list();
    }

    /** The newest of all crises, those in force first. */
    List<LegalHold> newest(int most) {
        return sql.sql("select * from legal_hold order by case when released_at is null then 0 else 1 end, id desc"
                        + " fetch first ? rows only")
                .param(most)
                .query((row, i) -> hold(row))
                .list();
    }

    private void lock(String crisis) {
        if (crises.find(crisis).isEmpty()) {
            throw UnknownCrisis.noSuch(crisis);
        }
        record.hold(crisis);
    }

    private static String checked(@Nullable String why) {
        String fault = why == null || why.isBlank()
                ? "must not be empty"
                : why.length() > LONGEST_REASON
                        ? "must not be longer than " + LONGEST_REASON + " characters"
                        : FormFieldCheck.UNPRINTABLE.matcher(why).find() ? "must not contain control characters" : null;
        if (fault != null || why == null) {
            throw new InvalidReport(List.of(new Finding("why", String.valueOf(fault))));
        }
        return why.strip();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static LegalHold hold(ResultSet row) throws SQLException {
        OffsetDateTime released = row.getObject("released_at", OffsetDateTime.class);
        Instant releasedAt = released == null ? null : released.toInstant();
        return new LegalHold(
                row.getLong("id"),
                row.getString("crisis"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                row.getString("placed_by"),
                row.getString("why"),
                releasedAt,
                row.getString("released_by"),
                row.getString("release_why"));
    }
}
