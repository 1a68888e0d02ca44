package org.crisisplan.improvement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All records of training, also those that were withdrawn. */
@Repository
class TrainingRecordRepository {

    private final JdbcClient sql;

    TrainingRecordRepository(JdbcClient sql) {
        this.sql = sql;
    }

    void add(TrainingRecord training) {
        sql.sql("""
                        insert into training_record (person, department, topic, held_on, valid_until, evidence, item, entered_at, entered_by)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        training.person(),
                        training.department(),
                        training.topic(),
                        training.heldOn(),
                        training.validUntil(),
                        training.evidence(),
                        training.item(),
                        utc(training.enteredAt()),
                        training.enteredBy())
                .update();
    }

    Optional<TrainingRecord> find(long id) {
        return sql.sql("select * from training_record where id = ?")
                .param(id)
                .query(TrainingRecordRepository::training)
                .optional();
    }

    /** The newest training first. */
    List<TrainingRecord> all() {
        return sql.sql("select * from training_record order by held_on desc, id desc")
                .query(TrainingRecordRepository::training)
                .list();
    }

    /** Those that count for an item. */
    List<TrainingRecord> of(String item) {
        return sql.sql("select * from training_record where item = ? and withdrawn_at is null order by held_on, id")
                .param(item)
                .query(TrainingRecordRepository::training)
                .list();
    }

    /** @return false if it was withdrawn before, or there is none */
    boolean withdraw(long id, Instant at, String by) {
        return sql.sql(
                                "update training_record set withdrawn_at = ?, withdrawn_by = ? where id = ? and withdrawn_at is null")
                        .params(utc(at), by, id)
                        .update()
                == 1;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static TrainingRecord training(ResultSet row, int i) throws SQLException {
        @Nullable OffsetDateTime withdrawn = row.getObject("withdrawn_at", OffsetDateTime.class);
        return new TrainingRecord(
                row.getLong("id"),
                row.getString("person"),
                row.getString("department"),
                row.getString("topic"),
                row.getObject("held_on", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getString("evidence"),
                row.getString("item"),
                row.getObject("entered_at", OffsetDateTime.class).toInstant(),
                row.getString("entered_by"),
                withdrawn == null ? null : withdrawn.toInstant(),
                row.getString("withdrawn_by"));
    }
}
