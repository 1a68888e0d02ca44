package org.crisisplan.contact;

import java.time.Instant;

/**
 * A time in which somebody is on duty for a department. While somebody is, the others of the department are not asked.
 *
 * @param until the first moment after it
 */
public record Shift(String id, String department, String user, Instant from, Instant until) {}
