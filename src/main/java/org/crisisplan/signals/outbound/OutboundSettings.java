package org.crisisplan.signals.outbound;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whom connectors may ask.
 *
 * @param allowedHosts names or addresses in a private network that connectors may ask all the same
 */
@ConfigurationProperties("crisis-plan.signals.outbound")
record OutboundSettings(@DefaultValue Set<String> allowedHosts) {}
