package org.crisisplan.contact;

import java.time.Instant;

/**
 * A time in which somebody cannot be reached: the deputies are asked instead.
 *
 * @param until the first moment at which they can be reached again
 * @param why nothing, if they would rather not say
 */
public record Absence(String id, String user, Instant from, Instant until, String why, String enteredBy) {}
