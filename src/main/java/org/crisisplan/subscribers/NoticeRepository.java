package org.crisisplan.subscribers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What subscribers were told. */
@Repository
class NoticeRepository {

    private final JdbcClient sql;
    private final Clock clock;

    NoticeRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** @return false if it was there before */
    boolean add(Notice notice) {
        if (find(notice.key()).isPresent()) {
            return false;
        }
        sql.sql("""
                        insert into subscriber_notice (notice_key, crisis, language, everybody, components, title_en, title_zh, text_en,
                            text_zh, told_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        notice.key(),
                        notice.crisis(),
                        notice.languages(),
                        notice.everybody(),
                        String.join(",", notice.components()),
                        notice.titleEn(),
                        notice.titleZh(),
                        notice.textEn(),
                        notice.textZh(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return true;
    }

    Optional<Notice> find(String key) {
        return sql.sql("select * from subscriber_notice where notice_key = ?")
                .param(key)
                .query(NoticeRepository::notice)
                .optional();
    }

    /** Who was told of the crisis so far. */
    record Told(boolean anybody, boolean everybody, SortedSet<String> components) {}

    Told ofCrisis(String crisis) {
        var before = sql.sql("select * from subscriber_notice where crisis = ?")
                .param(crisis)
                .query(NoticeRepository::notice)
                .list();
        SortedSet<String> components = new TreeSet<>();
        before.forEach(notice -> components.addAll(notice.components()));
        return new Told(!before.isEmpty(), before.stream().anyMatch(Notice::everybody), components);
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(
                row.getString("notice_key"),
                row.getString("crisis"),
                row.getString("language"),
                row.getBoolean("everybody"),
                Choice.split(row.getString("components")),
                row.getString("title_en"),
                row.getString("title_zh"),
                row.getString("text_en"),
                row.getString("text_zh"));
    }
}
