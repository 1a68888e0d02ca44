package org.crisisplan.duty.table;

import java.util.Arrays;
import java.util.List;

/**
 * From which moment the time of a duty is counted.
 *
 * @param moment what is waited for
 * @param duties with {@link Moment#FILED}, which duties: the first of them that was filed counts
 */
public record DutyClock(Moment moment, List<String> duties) {

    /** The moments that the law counts from. */
    public enum Moment {
        /** We knew of it: when it was reported, or the moment that a person set with a reason. */
        AWARE("aware"),
        /** A person decided that the legal test is met. */
        DETERMINED("determined"),
        /** Another duty was filed. */
        FILED("filed"),
        /** The persons concerned were told. */
        TOLD("told:subjects"),
        /** There is a fix for a flaw of a product. */
        FIX_AVAILABLE("fixAvailable"),
        /** It is handled and recovered from. */
        HANDLED("handled");

        private final String word;

        Moment(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** @throws IllegalArgumentException when the table says something else */
    public static DutyClock parse(String text) {
        if (text.startsWith("filed:")) {
            List<String> duties = Arrays.stream(
                            text.substring("filed:".length()).split(","))
                    .map(String::strip)
                    .filter(duty -> !duty.isEmpty())
                    .toList();
            if (!duties.isEmpty()) {
                return new DutyClock(Moment.FILED, duties);
            }
        }
        return Arrays.stream(Moment.values())
                .filter(moment -> moment != Moment.FILED && moment.word().equals(text))
                .findFirst()
                .map(moment -> new DutyClock(moment, List.of()))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "'" + text
                                        + "' is no clock; there are aware, determined, filed:<duty>, told:subjects, fixAvailable, handled"));
    }
}
