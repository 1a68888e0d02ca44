package org.crisisplan.publish;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which published statement another one sets right or takes back (R45 R53). It is chosen when the statement is asked for, and holds for
 * all versions of its text.
 */
@Component
public class Corrections {

    private final JdbcClient sql;

    Corrections(JdbcClient sql) {
        this.sql = sql;
    }

    /** A statement that stands somewhere in public, and since when. */
    public record Published(String id, StatementKind kind, String titleEn, String titleZh, Instant at) {}

    /** The ids of what was published of a crisis and is taken back in public. */
    Set<String> takenBack(String crisis) {
        return new HashSet<>(sql.sql("""
                        select c.corrected from statement_correction c join statement s on s.process_instance = c.process_instance
                        join publication p on p.statement_id = s.id and p.state = 'published'
                        where s.crisis = ? and s.kind = ?""")
                .params(crisis, StatementKind.WITHDRAWAL.word())
                .query(String.class)
                .list());
    }

    /** What the public can read of a crisis, the newest first: only this can be set right or taken back. */
    public List<Published> correctable(String crisis) {
        Set<String> takenBack = takenBack(crisis);
        return published(crisis).stream()
                .filter(one -> !takenBack.contains(one.id()))
                .toList();
    }

    private List<Published> published(String crisis) {
        return sql.sql("""
                        select s.id, s.kind, s.title_en, s.title_zh, min(p.published_at) as published_at
                        from statement s join publication p on p.statement_id = s.id and p.state = 'published'
                        where s.crisis = ? group by s.id, s.kind, s.title_en, s.title_zh order by published_at desc""")
                .param(crisis)
                .query((row, i) -> new Published(
                        row.getString("id"),
                        StatementKind.of(row.getString("kind")),
                        row.getString("title_en"),
                        row.getString("title_zh"),
                        row.getObject("published_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Keeps what a statement that is only being drafted is about. Whoever asks for it without saying so means what was published last;
     * what is not, or not any more, published of this crisis is not kept.
     *
     * @param statement the id of the published one; null if nobody said
     */
    void keep(String processInstance, String crisis, @Nullable String statement) {
        correctable(crisis).stream()
                .filter(published -> statement == null || published.id().equals(statement))
                .findFirst()
                .ifPresent(published -> sql.sql(
                                "insert into statement_correction (process_instance, corrected) values (?, ?)")
                        .params(processInstance, published.id())
                        .update());
    }

    /** What the statement that this run drafts is about. */
    Optional<Published> of(String processInstance, String crisis) {
        Optional<String> id = corrected(processInstance);
        return id.flatMap(corrected -> published(crisis).stream()
                .filter(published -> published.id().equals(corrected))
                .findFirst());
    }

    /** The id of the statement that this one sets right or takes back; nothing if it is about none. */
    public Optional<String> of(ApprovedStatement statement) {
        return corrected(statement.processInstance());
    }

    private Optional<String> corrected(String processInstance) {
        return sql.sql("select corrected from statement_correction where process_instance = ?")
                .param(processInstance)
                .query(String.class)
                .optional();
    }
}
