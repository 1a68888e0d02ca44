package org.crisisplan.board.live;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The open tasks of a crisis and what people said about tasks, read at once from the engine's tables: its own queries would ask for each
 * task who may do it, and hold each question against the rights of whoever happens to look first.
 */
@Repository
class OpenTaskRepository {

    private final JdbcClient engine;

    OpenTaskRepository(JdbcClient engine) {
        this.engine = engine;
    }

    /** A comment on a task, as Tasklist keeps it. */
    record Comment(String task, String by, Instant at, String text) {}

    List<OpenTask> of(String number) {
        Map<String, OpenTask> tasks = new LinkedHashMap<>();
        engine.sql("""
                        select t.ID_, t.NAME_, t.TASK_DEF_KEY_, t.PROC_INST_ID_, t.CREATE_TIME_, t.DUE_DATE_, t.ASSIGNEE_,
                            l.GROUP_ID_, l.USER_ID_
                        from ACT_RU_EXECUTION e join ACT_RU_TASK t on t.PROC_INST_ID_ = e.ID_
                        left join ACT_RU_IDENTITYLINK l on l.TASK_ID_ = t.ID_ and l.TYPE_ = 'candidate'
                        where e.BUSINESS_KEY_ = ? and t.SUSPENSION_STATE_ = 1""").param(number).query(row -> {
            OpenTask task = tasks.computeIfAbsent(row.getString("ID_"), id -> task(row, id));
            if (row.getString("GROUP_ID_") != null) {
                task.groups().add(row.getString("GROUP_ID_"));
            }
            if (row.getString("USER_ID_") != null) {
                task.users().add(row.getString("USER_ID_"));
            }
        });
        List<OpenTask> sorted = new ArrayList<>(tasks.values());
        sorted.sort(OpenTask.BY_DUE);
        return sorted;
    }

    private static OpenTask task(ResultSet row, String id) {
        try {
            String step = String.valueOf(row.getString("TASK_DEF_KEY_"));
            String name = row.getString("NAME_");
            Timestamp due = row.getTimestamp("DUE_DATE_");
            return new OpenTask(
                    id,
                    name == null ? step : name,
                    step,
                    row.getString("PROC_INST_ID_"),
                    row.getTimestamp("CREATE_TIME_").toInstant(),
                    due == null ? null : due.toInstant(),
                    row.getString("ASSIGNEE_"),
                    new TreeSet<>(),
                    new TreeSet<>());
        } catch (SQLException unreadable) {
            throw new IllegalStateException("A task of the engine cannot be read", unreadable);
        }
    }

    /** The newest first. */
    List<Comment> comments(String number, @Nullable String by, int most) {
        return engine
                .sql("""
                        select c.USER_ID_, c.TIME_, c.MESSAGE_, t.NAME_ from ACT_HI_PROCINST p
                        join ACT_HI_TASKINST t on t.PROC_INST_ID_ = p.ID_ join ACT_HI_COMMENT c on c.TASK_ID_ = t.ID_
                        where p.BUSINESS_KEY_ = ? and c.TYPE_ = 'comment' and c.USER_ID_ is not null
                        order by c.TIME_ desc fetch first ? rows only""")
                .params(number, most)
                .query((row, i) -> new Comment(
                        String.valueOf(row.getString("NAME_")),
                        row.getString("USER_ID_"),
                        row.getTimestamp("TIME_").toInstant(),
                        String.valueOf(row.getString("MESSAGE_"))))
                .list()
                .stream()
                .filter(comment -> by == null || by.equals(comment.by()))
                .toList();
    }
}
