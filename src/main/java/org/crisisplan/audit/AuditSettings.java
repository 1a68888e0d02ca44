package org.crisisplan.audit;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How records leave the house.
 *
 * @param signingKey the file with the key that exports are signed with, made at the first export if there is none; several nodes need
 *     the same one
 * @param checkEvery how often all records are checked; the first time five minutes after the start
 * @param headEvery how often a head over all records is signed and mailed to the auditors: when a record has grown by then, and in any
 *     case once a day
 */
@ConfigurationProperties("crisis-plan.audit")
public record AuditSettings(
        Path signingKey,
        @DefaultValue("24h") Duration checkEvery,
        @DefaultValue("24h") Duration headEvery) {}
