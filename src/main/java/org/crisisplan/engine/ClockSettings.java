package org.crisisplan.engine;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * On whose clock the plan runs.
 *
 * @param timeZone what pages, mails and public texts call the time here (mails and public texts beside UTC), and where a day ends
 */
@ConfigurationProperties("crisis-plan")
public record ClockSettings(@DefaultValue("Asia/Shanghai") ZoneId timeZone) {}
