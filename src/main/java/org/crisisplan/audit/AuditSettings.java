package org.crisisplan.audit;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How records leave the house.
 *
 * @param signingKey the file with the key that exports are signed with, made at the first export if there is none; several nodes need
 *     the same one
 */
@ConfigurationProperties("crisis-plan.audit")
public record AuditSettings(Path signingKey) {}
