package org.crisisplan.plan;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the plan is read from.
 *
 * @param location {@code classpath*:} for the plan in the jar, or a folder (such as {@code file:/etc/crisis-plan/}) that holds
 *     {@code processes/}, {@code dmn/} and {@code forms/}
 */
@ConfigurationProperties("crisis-plan.plan")
record PlanSettings(@DefaultValue("classpath*:") String location) {}
