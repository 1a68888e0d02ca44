package org.crisisplan.subscribers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** To whom what was told. */
@Repository
class NoticeRepository {

    private final JdbcClient sql;
    private final Clock clock;

    NoticeRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** The same key once more changes nothing. */
    void add(Notice notice) {
        if (find(notice.key()).isPresent()) {
            return;
        }
        sql.sql(
                        "insert into subscriber_notice (notice_key, crisis, everybody, components, told_at) values (?, ?, ?, ?, ?)")
                .params(
                        notice.key(),
                        notice.crisis(),
                        notice.everybody(),
                        String.join(",", notice.components()),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Notice> find(String key) {
        return sql.sql("select * from subscriber_notice where notice_key = ?")
                .param(key)
                .query(NoticeRepository::notice)
                .optional();
    }

    /** The newest first. */
    List<Notice> latest(int most) {
        return sql.sql("select * from subscriber_notice order by told_at desc, notice_key limit ?")
                .param(most)
                .query(NoticeRepository::notice)
                .list();
    }

    /** Who was told of the crisis so far. */
    record Told(boolean everybody, SortedSet<String> components) {}

    Told ofCrisis(String crisis) {
        List<Notice> before = sql.sql("select * from subscriber_notice where crisis = ?")
                .param(crisis)
                .query(NoticeRepository::notice)
                .list();
        SortedSet<String> components = new TreeSet<>();
        before.forEach(notice -> components.addAll(notice.components()));
        return new Told(before.stream().anyMatch(Notice::everybody), components);
    }

    private static Notice notice(ResultSet row, int number) throws SQLException {
        return new Notice(
                row.getString("notice_key"),
                row.getString("crisis"),
                row.getBoolean("everybody"),
                Choice.split(row.getString("components")));
    }
}
