package org.crisisplan.board.task;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.crisisplan.form.TaskAnswered;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What people have begun to fill in, each for themselves, until somebody answers the task or nobody is asked any more. */
@Repository
class TaskDraftRepository {

    private static final int AT_ONCE = 500;

    private final JdbcClient database;
    private final Clock clock;

    TaskDraftRepository(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param answers as a JSON object */
    record Draft(Instant savedAt, String answers) {}

    Optional<Draft> find(String taskId, String user) {
        return database.sql("select saved_at, answers from task_draft where task_id = ? and user_id = ?")
                .params(taskId, user)
                .query((row, i) -> new Draft(
                        row.getObject("saved_at", OffsetDateTime.class).toInstant(), row.getString("answers")))
                .optional();
    }

    /** @return when it was saved */
    @Transactional
    public Instant save(String taskId, String user, String answers) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        int updated = database.sql("update task_draft set saved_at = ?, answers = ? where task_id = ? and user_id = ?")
                .params(now, answers, taskId, user)
                .update();
        if (updated == 0) {
            database.sql("insert into task_draft (saved_at, answers, task_id, user_id) values (?, ?, ?, ?)")
                    .params(now, answers, taskId, user)
                    .update();
        }
        return now.toInstant();
    }

    @EventListener
    void forget(TaskAnswered answered) {
        database.sql("delete from task_draft where task_id = ?")
                .param(answered.taskId())
                .update();
    }

    /**
     * Forgets what belongs to tasks that are no longer open, whatever became of them.
     *
     * @return whether there may be more
     */
    boolean forgetSomeOfOver() {
        return database.sql("""
                        delete from task_draft where task_id in (select d.task_id from task_draft d
                            where not exists (select 1 from ACT_RU_TASK t where t.ID_ = d.task_id)
                            fetch first %d rows only)""".formatted(AT_ONCE)).update() >= AT_ONCE;
    }
}
