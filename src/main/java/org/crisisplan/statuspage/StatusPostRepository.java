package org.crisisplan.statuspage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.StatementKind;
import org.crisisplan.publish.StatementText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The page's own table: approved statements go in, posts come out. */
@Repository
class StatusPostRepository {

    private final JdbcClient sql;
    private final Clock clock;

    StatusPostRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void add(ApprovedStatement statement) {
        StatementText text = statement.text();
        sql.sql("""
                        insert into status_post (statement_id, crisis, kind, level, progress, title_en, title_zh, text_en, text_zh,
                            published_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        statement.id(),
                        statement.crisis(),
                        statement.kind().word(),
                        statement.level(),
                        Progress.after(statement.kind(), statement.phase()).word(),
                        text.titleEn(),
                        text.titleZh(),
                        text.textEn(),
                        text.textZh(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** All of them, in the order they were published. */
    List<StatusPost> all() {
        return sql.sql("select * from status_post order by ordinal")
                .query(StatusPostRepository::post)
                .list();
    }

    /** How many there are; posts are only ever added, so the same count means the same posts. */
    int count() {
        return sql.sql("select count(*) from status_post").query(Integer.class).single();
    }

    private static StatusPost post(ResultSet row, int i) throws SQLException {
        return new StatusPost(
                row.getString("crisis"),
                StatementKind.of(row.getString("kind")),
                Severity.of(row.getObject("level") == null ? null : row.getInt("level")),
                Progress.valueOf(row.getString("progress").toUpperCase(Locale.ROOT)),
                row.getString("title_en"),
                row.getString("title_zh"),
                row.getString("text_en"),
                row.getString("text_zh"),
                row.getObject("published_at", OffsetDateTime.class).toInstant());
    }
}
