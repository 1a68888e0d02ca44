package org.crisisplan.cases;

import java.time.LocalDate;

/**
 * An earlier crisis that this one repeats, and by which rule of the plan's table {@code repetition} (R35).
 *
 * @param daysAgo how many days before this one it was reported
 * @param reason the rule's sentence in both languages
 * @param what they have in common, in words
 */
record Repetition(String number, String title, LocalDate day, long daysAgo, String reason, Resemblance.Reason what) {}
