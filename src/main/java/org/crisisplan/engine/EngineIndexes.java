package org.crisisplan.engine;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Indexes on the engine's own tables, which it makes itself after ours: for what our pages ask it. */
@Component
class EngineIndexes implements SmartInitializingSingleton {

    private final JdbcClient sql;
    private final StartWork startWork;

    EngineIndexes(JdbcClient sql, StartWork startWork) {
        this.sql = sql;
        this.startWork = startWork;
    }

    @Override
    public void afterSingletonsInstantiated() {
        // the tasks that are due first
        startWork.beside(
                "the index of tasks by their due date",
                () -> sql.sql(
                                "create index if not exists crisis_plan_task_by_due on ACT_RU_TASK (DUE_DATE_, CREATE_TIME_, ID_)")
                        .update());
        // the instances of a process, the newest first
        startWork.beside(
                "the index of the history of a process",
                () -> sql.sql("create index if not exists crisis_plan_history_of_process on ACT_HI_PROCINST"
                                + " (PROC_DEF_KEY_, START_TIME_ desc, ID_)")
                        .update());
    }
}
