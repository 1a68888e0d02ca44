package org.crisisplan.operations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.crisisplan.operations.Figures.Channel;
import org.crisisplan.operations.Figures.Source;
import org.crisisplan.operations.Figures.Standing;
import org.crisisplan.operations.Figures.Waiting;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Repository;

/** Reads the figures, each with one query; on a server it ends after two seconds, whatever that does. */
@Repository
class FigureRepository {

    private static final int SECONDS_A_QUERY = 2;
    private static final int MILLIS_ON_THE_NETWORK = 5_000;

    private final DataSource database;
    private final Clock clock;

    FigureRepository(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Figures read() throws SQLException {
        try (Connection connection = database.getConnection()) {
            // a query's own limit is kept by the server, which may be what has gone
            connection.setNetworkTimeout(Runnable::run, MILLIS_ON_THE_NETWORK);
            var template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            // H2 would keep the limit with the connection, for whoever takes it from the pool next
            if (!connection.getMetaData().getDatabaseProductName().equals("H2")) {
                template.setQueryTimeout(SECONDS_A_QUERY);
            }
            return read(JdbcClient.create(template), clock.instant());
        }
    }

    private static Figures read(JdbcClient sql, Instant now) {
        return new Figures(
                now,
                // the engine keeps the node's time without its zone
                sql.sql("select count(*), min(coalesce(duedate_, create_time_)) from act_ru_job where retries_ > 0"
                                + " and suspension_state_ = 1 and (duedate_ is null or duedate_ <= ?)")
                        .param(Timestamp.from(now))
                        .query((row, i) -> {
                            Timestamp since = row.getTimestamp(2);
                            return new Waiting(row.getLong(1), since == null ? null : since.toInstant());
                        })
                        .single(),
                count(sql, "act_ru_job where retries_ <= 0"),
                waiting(sql, "count(*), min(created) from delivery where way = 'mail' and state = 'waiting'"),
                count(sql, "delivery where state = 'failed'"),
                waiting(sql, "count(*), min(received) from signal_outbox where fault is null"),
                count(sql, "signal_outbox where fault is not null"),
                waiting(sql, "count(distinct subject), min(received) from signal_evaluation_queue"),
                sql.sql(
                                "select count(*) from crisis c join crisis_promise p on p.number = c.number"
                                        + " where c.closed_at is null and c.number like 'CR-%' and p.outcome is null and p.due < ?")
                        .param(now.atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single(),
                openCrises(sql),
                sources(sql),
                sql.sql("select channel, state, count(*) from publication where not held_back group by channel, state")
                        .query((row, i) -> new Channel(row.getString(1), row.getString(2), row.getLong(3)))
                        .list());
    }

    private static long count(JdbcClient sql, String rows) {
        return sql.sql("select count(*) from " + rows).query(Long.class).single();
    }

    private static Waiting waiting(JdbcClient sql, String countAndOldest) {
        return sql.sql("select " + countAndOldest)
                .query((row, i) -> new Waiting(row.getLong(1), at(row, 2)))
                .single();
    }

    private static Map<Standing, Long> openCrises(JdbcClient sql) {
        Map<Standing, Long> open = new HashMap<>();
        sql.sql(
                        "select phase, level, count(*) from crisis where closed_at is null and number like 'CR-%' group by phase, level")
                .query(row -> {
                    String level = row.getString(2);
                    open.put(new Standing(row.getString(1), level == null ? "none" : level), row.getLong(3));
                });
        return open;
    }

    private static List<Source> sources(JdbcClient sql) {
        return sql.sql("select name, last_heard, last_fault_at, silent_since from signal_source order by name")
                .query((row, i) -> {
                    Instant heard = at(row, 2);
                    Instant fault = at(row, 3);
                    return new Source(
                            row.getString(1),
                            heard,
                            fault != null && (heard == null || fault.isAfter(heard)),
                            at(row, 4) != null);
                })
                .list();
    }

    private static @Nullable Instant at(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
