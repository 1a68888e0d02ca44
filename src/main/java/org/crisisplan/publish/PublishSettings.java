package org.crisisplan.publish;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * In whose name the plan speaks to the public, and on whose clock.
 *
 * @param organisation the website's name as its users know it; without one, statements and the public page simply say "we"
 * @param timeZone the time that most users read on their own clocks; shown beside UTC
 */
@ConfigurationProperties("crisis-plan.publish")
public record PublishSettings(
        @DefaultValue("") String organisation,
        @DefaultValue("Asia/Shanghai") ZoneId timeZone) {}
