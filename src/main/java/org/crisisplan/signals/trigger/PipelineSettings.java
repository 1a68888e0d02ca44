package org.crisisplan.signals.trigger;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who moves signals on.
 *
 * @param backgroundEnabled whether this node evaluates, polls and cleans up by itself; tests do it step by step
 */
@ConfigurationProperties("crisis-plan.signals")
record PipelineSettings(@DefaultValue("true") boolean backgroundEnabled) {}
