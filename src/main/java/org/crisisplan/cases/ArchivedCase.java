package org.crisisplan.cases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A crisis that is over, as the next one wants to know it.
 *
 * @param id the crisis number, or a short name for a case of another house
 * @param situation what it was, in the words of grading
 * @param because the clause, or clauses, that decided the level
 * @param aftermath what is known of its end
 */
public record ArchivedCase(
        String id,
        String nameEn,
        String nameZh,
        LocalDate happenedOn,
        Situation situation,
        int level,
        String because,
        Aftermath aftermath,
        Source source) {

    /** Whether it was read from public reports or lived through here. */
    public enum Source {
        SEEDED,
        OWN
    }

    /**
     * What a crisis was, for grading and for comparing.
     *
     * @param facts by the names the decision tables use
     */
    public record Situation(boolean technical, boolean content, Map<String, Object> facts) {

        public Situation {
            facts = Map.copyOf(facts);
        }
    }

    /** How it ended, as far as it is known. */
    public record Aftermath(
            @Nullable BigDecimal recoveredHours,
            @Nullable String compensation,
            @Nullable BigDecimal confirmedLoss,
            @Nullable String lessons) {}
}
