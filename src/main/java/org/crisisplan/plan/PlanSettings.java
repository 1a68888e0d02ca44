package org.crisisplan.plan;

import org.crisisplan.engine.SharedDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the plan is read from, and when.
 *
 * @param location {@code classpath*:} for the plan in the jar, or a folder (such as {@code file:/etc/crisis-plan/}) that holds
 *     {@code processes/}, {@code dmn/} and {@code forms/}
 * @param deployAtStart whether a folder that changed is deployed, and not only one into an empty database. Unset, it is on the
 *     embedded database, but not where other nodes may work with folders of their own
 * @param reason why the folder was changed, for the auditors: kept with the version that this start makes of it, if it makes one
 */
@ConfigurationProperties("crisis-plan.plan")
record PlanSettings(
        @DefaultValue("classpath*:") String location,
        @Nullable Boolean deployAtStart,
        @Nullable String reason) {

    boolean deploysChanges(SharedDatabase database) {
        return deployAtStart != null ? deployAtStart : !database.isShared();
    }
}
