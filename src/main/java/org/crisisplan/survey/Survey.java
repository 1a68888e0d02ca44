package org.crisisplan.survey;

import java.time.Instant;
import org.crisisplan.crisis.Crisis;
import org.jspecify.annotations.Nullable;

/**
 * One survey of a crisis.
 *
 * @param listed how many were on the lists of those affected when the sample was drawn
 * @param invited how many of them were drawn
 * @param closesAt when it takes no more answers by itself
 * @param closedAt when it was closed; null until its step of the plan has done so
 * @param mailing what brings the invitations; null when nobody is sent one, as in a drill
 * @param answered how many have answered
 * @param erasedAt when invitations and written answers were removed; null while they are kept
 */
public record Survey(
        long id,
        String crisis,
        int listed,
        int invited,
        Instant openedAt,
        Instant closesAt,
        @Nullable Instant closedAt,
        @Nullable Long mailing,
        int answered,
        @Nullable Instant erasedAt) {

    /** Whether it takes answers then. */
    public boolean isOpen(Instant now) {
        return closedAt == null && now.isBefore(closesAt) && !Crisis.isDrill(crisis);
    }
}
