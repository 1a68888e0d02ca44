package org.crisisplan.retention;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the retention job removed, and when. */
@Repository
public class DataRemovalRepository {

    private final JdbcClient sql;

    DataRemovalRepository(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * One removal.
     *
     * @param data the kind, as the table {@code retention} calls it
     * @param crisis the number of the crisis it belonged to; null if to none
     * @param olderThan what was older went
     */
    public record DataRemoval(
            Instant at, String data, @Nullable String crisis, long entries, String keptFor, Instant olderThan) {}

    void add(Instant at, String data, String crisis, long entries, Duration keptFor, Instant olderThan) {
        sql.sql("insert into data_removal (removed_at, data, crisis, entries, kept_for, older_than)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        at.atOffset(ZoneOffset.UTC),
                        data,
                        crisis.isEmpty() ? null : crisis,
                        entries,
                        keptFor.toString(),
                        olderThan.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The oldest first. */
    public List<DataRemoval> of(String crisis) {
        return sql.sql("select * from data_removal where crisis = ? order by id")
                .param(crisis)
                .query((row, i) -> removal(row))
                .list();
    }

    /** Whether the job removed data of this kind of that crisis. */
    public boolean isRemoved(String data, String crisis) {
        return sql.sql("select count(*) from data_removal where crisis = ? and data = ?")
                        .params(crisis, data)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    long count() {
        return sql.sql("select count(*) from data_removal").query(Long.class).single();
    }

    /** The newest first. */
    List<DataRemoval> page(int page, int size) {
        return sql.sql("select * from data_removal order by id desc offset ? rows fetch first ? rows only")
                .params((long) page * size, size)
                .query((row, i) -> removal(row))
                .list();
    }

    private static DataRemoval removal(ResultSet row) throws SQLException {
        return new DataRemoval(
                row.getObject("removed_at", OffsetDateTime.class).toInstant(),
                row.getString("data"),
                row.getString("crisis"),
                row.getLong("entries"),
                row.getString("kept_for"),
                row.getObject("older_than", OffsetDateTime.class).toInstant());
    }
}
