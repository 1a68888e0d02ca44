package org.crisisplan.engine;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.crisisplan.engine.SafeMode.State;
import org.crisisplan.engine.SafeModeSettings.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The one row of {@code safe_mode} that all nodes of a database share. Ages in it are told by the database's own clock. */
@Repository
class SafeModeRepository {

    private static final Logger LOG = LoggerFactory.getLogger(SafeModeRepository.class);

    private final JdbcClient database;

    SafeModeRepository(JdbcClient database) {
        this.database = database;
    }

    /**
     * @param databaseId made at random with the first start, a copy of the database has the same
     * @param beat counts how often a node said that it is there
     * @param isLongAgo whether the last beat is older than the absence that begins safe mode
     * @param isCollecting whether the release is so fresh that what becomes due is told in a digest
     */
    record Row(String databaseId, long beat, @Nullable State on, boolean isLongAgo, boolean isCollecting) {}

    Row row(Duration absence, Duration digestAfter) {
        return found(absence, digestAfter).orElseGet(() -> {
            try {
                database.sql("insert into safe_mode (id, database_id) values (1, ?)")
                        .param(UUID.randomUUID().toString())
                        .update();
            } catch (DuplicateKeyException anotherNodeWasFirst) {
                LOG.debug("Another node was first");
            }
            return found(absence, digestAfter)
                    .orElseThrow(() -> new IllegalStateException("The row of safe_mode is gone"));
        });
    }

    private Optional<Row> found(Duration absence, Duration digestAfter) {
        return database.sql("""
                        select database_id, beat, reason, since,
                            case when last_beat < current_timestamp - cast(:after as integer) * interval '1' second then 1 else 0 end
                                as long_ago,
                            case when released_at > current_timestamp - cast(:digest as integer) * interval '1' second then 1 else 0 end
                                as collecting
                        from safe_mode where id = 1""")
                .param("after", absence.toSeconds())
                .param("digest", digestAfter.toSeconds())
                .query((row, number) -> new Row(
                        row.getString("database_id"),
                        row.getLong("beat"),
                        row.getString("reason") == null
                                ? null
                                : new State(
                                        Reason.of(row.getString("reason")),
                                        row.getObject("since", OffsetDateTime.class)
                                                .toInstant()),
                        row.getInt("long_ago") == 1,
                        row.getInt("collecting") == 1))
                .optional();
    }

    /** @return whether it was off */
    boolean begin(Reason reason) {
        return database.sql(
                                "update safe_mode set reason = ?, since = current_timestamp, released_at = null, released_by = null where id = 1 and reason is null")
                        .param(reason.word())
                        .update()
                > 0;
    }

    /** @return whether it was on */
    boolean release(String administrator) {
        return database.sql(
                                "update safe_mode set reason = null, since = null, released_at = current_timestamp, released_by = ? where id = 1 and reason is not null")
                        .param(administrator)
                        .update()
                > 0;
    }

    /** @return the new beat */
    long beat() {
        database.sql("update safe_mode set beat = beat + 1, last_beat = current_timestamp where id = 1")
                .update();
        return database.sql("select beat from safe_mode where id = 1")
                .query(Long.class)
                .single();
    }
}
