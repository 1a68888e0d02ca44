package org.crisisplan.crisis.process;

import java.sql.DatabaseMetaData;
import javax.sql.DataSource;
import org.crisisplan.crisis.CrisisResponse;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Component;

/**
 * One running process carries a crisis: the engine's own table takes no second root with its number, whichever node or command it comes
 * from. The engine makes that table itself, after ours.
 */
@Component
class OneRunningRoot implements SmartInitializingSingleton {

    private static final String IS_ROOT =
            "PARENT_ID_ is null and SUPER_EXEC_ is null and PROC_DEF_KEY_ = '" + CrisisResponse.KEY + "'";

    private final JdbcClient sql;
    private final DataSource database;

    OneRunningRoot(JdbcClient sql, DataSource database) {
        this.sql = sql;
        this.database = database;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (isPostgreSql()) {
            sql.sql(
                            "create unique index if not exists crisis_plan_one_running_root on ACT_RU_EXECUTION (BUSINESS_KEY_) where "
                                    + IS_ROOT)
                    .update();
        } else {
            // H2 has no index over some rows only, but takes many rows without a value
            sql.sql("alter table ACT_RU_EXECUTION add column if not exists CRISIS_PLAN_ROOT_ varchar(255)"
                            + " generated always as (case when " + IS_ROOT + " then BUSINESS_KEY_ end)")
                    .update();
            sql.sql("create unique index if not exists crisis_plan_one_running_root"
                            + " on ACT_RU_EXECUTION (CRISIS_PLAN_ROOT_)")
                    .update();
        }
    }

    private boolean isPostgreSql() {
        try {
            return "PostgreSQL"
                    .equals(JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName));
        } catch (MetaDataAccessException unreadable) {
            throw new IllegalStateException("The database does not say what it is", unreadable);
        }
    }
}
