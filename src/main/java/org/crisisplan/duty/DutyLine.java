package org.crisisplan.duty;

import java.time.Instant;
import java.util.Set;
import org.crisisplan.duty.table.DutyTerms;
import org.jspecify.annotations.Nullable;

/**
 * A duty of the law in one crisis, as things stand now (R91).
 *
 * @param terms the row whose clock counts
 * @param on whether an administrator has switched it on; one that is off makes no task
 * @param from since when its clock runs; null while what it is counted from has not come
 * @param lawDue when it is due by law; null where the law names no time, or its clock does not run
 * @param planDue when it is due by the plan; null while its clock does not run
 * @param missed whether its last moment is over and it was not filed by then
 * @param missing the facts and legal tests that would tell whether it applies
 * @param filing what was filed; null before
 * @param ruling what a person decided of it; null if nobody did
 * @param process the run of {@code file-duty} that has it in hand
 */
public record DutyLine(
        DutyTerms terms,
        DutyState state,
        boolean on,
        @Nullable Instant from,
        @Nullable Instant lawDue,
        @Nullable Instant planDue,
        boolean missed,
        Set<String> missing,
        @Nullable DutyFiling filing,
        @Nullable DutyRuling ruling,
        @Nullable String process) {

    public String duty() {
        return terms.duty();
    }

    /** Who must be told, in English and Chinese. */
    public String authority() {
        return terms.authority();
    }

    public String article() {
        return terms.article();
    }

    /** Whether the law wants it at once and names no hours. */
    public boolean isAtOnce() {
        return terms.within().equals("at once");
    }

    /** The earlier of the two. */
    public @Nullable Instant due() {
        return lawDue == null || planDue != null && planDue.isBefore(lawDue) ? planDue : lawDue;
    }

    /** When it is too late: the law's time, or where the law names none the plan's. */
    public @Nullable Instant lastMoment() {
        return lawDue == null ? planDue : lawDue;
    }

    /** Whether somebody has to do something about it now. */
    public boolean isRunning() {
        return on && state.isOpen() && due() != null;
    }
}
