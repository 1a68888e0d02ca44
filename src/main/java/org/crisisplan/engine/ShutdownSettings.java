package org.crisisplan.engine;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a node stops.
 *
 * @param unreadyFor so long it still answers while it says that it is not ready, so that a proxy sends it nothing more
 */
@ConfigurationProperties("crisis-plan.shutdown")
record ShutdownSettings(@DefaultValue("0s") Duration unreadyFor) {}
