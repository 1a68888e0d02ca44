package org.crisisplan.affected;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How those directly affected are kept; for how long says the plan's table {@code retention}.
 *
 * @param key the file with the key that their addresses and names are sealed with, made when the first list is brought if there is none;
 *     several nodes need the same one. Without it nobody can read them again
 */
@ConfigurationProperties("crisis-plan.affected")
public record AffectedSettings(Path key) {}
