package org.crisisplan.duty.table;

import java.time.Instant;

/** Counts the days that the law counts. */
public interface BusinessDays {

    /**
     * The end of the last of so many business days. The day on which the time begins does not count; where that is no business day, the first
     * one after it is the first.
     *
     * @param calendar a calendar of the table {@code calendar}
     */
    Instant after(Instant from, int days, String calendar);
}
