package org.crisisplan.contact;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who is away when. */
@Repository
public class AbsenceRepository {

    private final JdbcClient database;
    private final Clock clock;

    AbsenceRepository(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Logins of those who are away at the moment. */
    public Set<String> awayAt(Instant moment) {
        return new HashSet<>(
                database.sql("select distinct user_id from contact_absence where begins_at <= :at and ends_at > :at")
                        .param("at", utc(moment))
                        .query(String.class)
                        .list());
    }

    /** Those that are not over, the first to begin first. */
    public List<Absence> from(Instant moment) {
        return database.sql("select * from contact_absence where ends_at > ? order by begins_at, user_id, id")
                .param(utc(moment))
                .query((row, i) -> new Absence(
                        row.getString("id"),
                        row.getString("user_id"),
                        row.getObject("begins_at", OffsetDateTime.class).toInstant(),
                        row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                        row.getString("why"),
                        row.getString("entered_by")))
                .list();
    }

    public Optional<Absence> find(String id) {
        return from(Instant.EPOCH).stream()
                .filter(absence -> absence.id().equals(id))
                .findFirst();
    }

    /** @return false if the very same one is there already */
    public boolean add(Absence absence) {
        boolean known = from(absence.from()).stream()
                .anyMatch(other -> other.user().equals(absence.user())
                        && other.from().equals(absence.from())
                        && other.until().equals(absence.until()));
        if (known) {
            return false;
        }
        database.sql("""
                        insert into contact_absence (id, user_id, begins_at, ends_at, why, entered_by, entered_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        absence.id(),
                        absence.user(),
                        utc(absence.from()),
                        utc(absence.until()),
                        absence.why(),
                        absence.enteredBy(),
                        utc(clock.instant()))
                .update();
        return true;
    }

    public void remove(String id) {
        database.sql("delete from contact_absence where id = ?").param(id).update();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
