package org.crisisplan.statuspage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.StatementKind;
import org.crisisplan.publish.StatementText;
import org.crisisplan.site.ComponentState;
import org.jspecify.annotations.Nullable;
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

    /**
     * @param components how those stand that do not work as they should
     * @param nextUpdateAt when the public expects the next word
     * @param corrects the id of the statement that it sets right or takes back
     */
    void add(
            ApprovedStatement statement,
            Map<String, ComponentState> components,
            @Nullable Instant nextUpdateAt,
            @Nullable String corrects) {
        StatementText text = statement.text();
        sql.sql("""
                        insert into status_post (statement_id, crisis, kind, level, progress, title_en, title_zh, text_en, text_zh,
                            next_update_at, corrects, published_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
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
                        nextUpdateAt == null ? null : nextUpdateAt.atOffset(ZoneOffset.UTC),
                        corrects,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        components.forEach((component, state) -> sql.sql(
                        "insert into status_post_component (statement_id, component, state) values (?, ?, ?)")
                .params(statement.id(), component, state.word())
                .update());
    }

    /** All of them, in the order they were published. */
    List<StatusPost> all() {
        Map<String, Map<String, ComponentState>> components = new HashMap<>();
        sql.sql("select * from status_post_component order by component").query((ResultSet row) -> {
            Map<String, ComponentState> ofPost =
                    components.computeIfAbsent(row.getString("statement_id"), first -> new LinkedHashMap<>());
            String component = row.getString("component");
            ComponentState.of(row.getString("state")).ifPresent(state -> ofPost.put(component, state));
        });
        Set<String> withdrawn =
                new HashSet<>(sql.sql("select corrects from status_post where kind = ? and corrects is not null")
                        .param(StatementKind.WITHDRAWAL.word())
                        .query(String.class)
                        .list());
        return sql.sql("select * from status_post order by ordinal")
                .query((row, i) -> post(
                        row,
                        components.getOrDefault(row.getString("statement_id"), Map.of()),
                        withdrawn.contains(row.getString("statement_id"))))
                .list();
    }

    /** How many there are; posts are only ever added, so the same count means the same posts. */
    int count() {
        return sql.sql("select count(*) from status_post").query(Integer.class).single();
    }

    private static StatusPost post(ResultSet row, Map<String, ComponentState> components, boolean withdrawn)
            throws SQLException {
        OffsetDateTime nextUpdateAt = row.getObject("next_update_at", OffsetDateTime.class);
        return new StatusPost(
                row.getString("statement_id"),
                row.getString("crisis"),
                StatementKind.of(row.getString("kind")),
                Severity.of(row.getObject("level") == null ? null : row.getInt("level")),
                Progress.valueOf(row.getString("progress").toUpperCase(Locale.ROOT)),
                row.getString("title_en"),
                row.getString("title_zh"),
                row.getString("text_en"),
                row.getString("text_zh"),
                components,
                withdrawn,
                nextUpdateAt == null ? null : nextUpdateAt.toInstant(),
                row.getObject("published_at", OffsetDateTime.class).toInstant());
    }
}
