package org.crisisplan.board;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the situation is shown.
 *
 * @param zone the clock that the people of the response read
 */
@ConfigurationProperties("crisis-plan.board")
record BoardSettings(@DefaultValue("Asia/Shanghai") ZoneId zone) {}
