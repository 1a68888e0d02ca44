package org.crisisplan.duty;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Whether a duty of the table counts.
 *
 * @param checkedBy the lawyer who checked its rows, or who decided that it is off
 * @param checkedOn on which day
 * @param terms hash of what the rows said then
 */
public record DutySwitch(
        String duty, boolean on, String checkedBy, LocalDate checkedOn, String terms, Instant at, String by) {}
