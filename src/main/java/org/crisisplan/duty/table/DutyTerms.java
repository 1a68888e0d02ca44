package org.crisisplan.duty.table;

import org.jspecify.annotations.Nullable;

/**
 * One row of the table {@code duties} (R91). A duty may have several: it applies when one of them fits, and the earliest clock counts.
 *
 * @param row its place in the table, from 0
 * @param duty what people call it, such as {@code EU-G1}
 * @param jurisdiction whose law it is, as the row's cell says it
 * @param determinedBy the fact by which a person decides a legal test; null if the row needs none
 * @param authority who must be told, in English and Chinese
 * @param within by law, see {@link LegalTime}
 * @param planWithin by the plan, an ISO 8601 duration
 * @param clock from which moment both are counted, see {@link DutyClock}
 * @param addressee {@code authority}, {@code subjects}, {@code controller} or {@code users}
 * @param contents key of the checklist of what it must say
 * @param verifiedOn when whoever wrote the row looked at the source
 * @param usable false for what is no law yet, or whose hours nobody found: such a row cannot be switched on
 */
public record DutyTerms(
        int row,
        String duty,
        String jurisdiction,
        @Nullable String determinedBy,
        String authority,
        String channel,
        String within,
        String planWithin,
        String clock,
        String addressee,
        String contents,
        String article,
        String source,
        String verifiedOn,
        String confidence,
        boolean usable) {}
