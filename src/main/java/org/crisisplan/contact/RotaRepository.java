package org.crisisplan.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The duty rota: who is on duty for which department when. */
@Repository
public class RotaRepository {

    private final JdbcClient database;

    RotaRepository(JdbcClient database) {
        this.database = database;
    }

    /** Those that are running at the moment. */
    public List<Shift> at(Instant moment) {
        return shifts("begins_at <= ? and ends_at > ?", moment, moment);
    }

    /** Those that are not over, the first to begin first. */
    public List<Shift> from(Instant moment) {
        return shifts("ends_at > ?", moment);
    }

    public Optional<Shift> find(String id) {
        return database.sql("select * from contact_shift where id = ?")
                .param(id)
                .query((row, i) -> shift(row))
                .optional();
    }

    /** @return false if the very same one is there already */
    public boolean add(Shift shift) {
        boolean known = shifts("begins_at = ? and ends_at = ?", shift.from(), shift.until()).stream()
                .anyMatch(other -> other.department().equals(shift.department())
                        && other.user().equals(shift.user()));
        if (known) {
            return false;
        }
        database.sql("insert into contact_shift (id, department, user_id, begins_at, ends_at) values (?, ?, ?, ?, ?)")
                .params(shift.id(), shift.department(), shift.user(), utc(shift.from()), utc(shift.until()))
                .update();
        return true;
    }

    public void remove(String id) {
        database.sql("delete from contact_shift where id = ?").param(id).update();
    }

    private List<Shift> shifts(String where, Instant... moments) {
        var query = database.sql(
                "select * from contact_shift where " + where + " order by begins_at, department, user_id, id");
        for (Instant moment : moments) {
            query = query.param(utc(moment));
        }
        return query.query((row, i) -> shift(row)).list();
    }

    private static Shift shift(ResultSet row) throws SQLException {
        return new Shift(
                row.getString("id"),
                row.getString("department"),
                row.getString("user_id"),
                row.getObject("begins_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
