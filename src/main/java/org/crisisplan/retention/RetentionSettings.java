package org.crisisplan.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The retention job. How long what is kept is no setting but the plan's table {@code retention}.
 *
 * @param every how often a node looks for what is to be removed
 */
@ConfigurationProperties("crisis-plan.retention")
public record RetentionSettings(@DefaultValue("1h") Duration every) {}
