package org.crisisplan.engine;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says which deployment is the newest version of the plan: the one that the next crisis runs on. */
@Component
public class RunningPlan {

    private final JdbcClient database;

    RunningPlan(JdbcClient database) {
        this.database = database;
    }

    /** The engine's id of it; empty before the first plan is deployed. */
    public Optional<String> deployment() {
        return database.sql("select deployment_id from plan_version order by version desc fetch first 1 rows only")
                .query(String.class)
                .optional();
    }

    /** The number of the plan's version that was deployed so; empty if it is no version of the plan. */
    public Optional<Integer> versionOf(String deployment) {
        return database.sql("select version from plan_version where deployment_id = ?")
                .param(deployment)
                .query(Integer.class)
                .optional();
    }
}
