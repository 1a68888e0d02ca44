package org.crisisplan.drill;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How drills are run (R61).
 *
 * @param scenarios a folder with scenario files of your own; one that is called like a shipped one takes its place
 * @param backgroundEnabled whether this node plays the departments of drills that are played
 */
@ConfigurationProperties("crisis-plan.drill")
record DrillSettings(
        @Nullable Path scenarios, @DefaultValue("true") boolean backgroundEnabled) {}
