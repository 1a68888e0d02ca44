package org.crisisplan.duty;

import java.time.Instant;

/**
 * What a person decided of one duty of a crisis, whatever the facts say.
 *
 * @param applies whether it applies
 */
public record DutyRuling(String duty, boolean applies, String reason, Instant at, String by) {}
