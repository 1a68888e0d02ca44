package org.crisisplan.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How large a request may be.
 *
 * @param api to {@code /api}: reports and facts are small
 * @param engine to the engine's own interface, of the web apps and of {@code /engine-rest}: analysts deploy whole bundles there
 */
@ConfigurationProperties("crisis-plan.max-request-size")
record BodyLimitSettings(
        @DefaultValue("1MB") DataSize api,
        @DefaultValue("4MB") DataSize engine) {}
