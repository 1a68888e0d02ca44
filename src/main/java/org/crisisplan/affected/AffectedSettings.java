package org.crisisplan.affected;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How those directly affected are kept.
 *
 * @param key the file with the key that their addresses and names are sealed with, made when the first list is brought if there is none;
 *     several nodes need the same one. Without it nobody can read them again
 * @param keptFor so long after a list was brought its people are erased; what was counted stays
 */
@ConfigurationProperties("crisis-plan.affected")
public record AffectedSettings(
        Path key, @DefaultValue("180d") Duration keptFor) {

    public AffectedSettings {
        if (keptFor.isNegative() || keptFor.isZero()) {
            throw new IllegalArgumentException(
                    "crisis-plan.affected.kept-for must be longer than nothing, such as 180d");
        }
    }
}
