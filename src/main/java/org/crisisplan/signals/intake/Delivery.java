package org.crisisplan.signals.intake;

import java.util.List;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.jspecify.annotations.Nullable;

/**
 * What one request or one connector hands in at a time: all of it is kept, or nothing.
 *
 * @param id what the sender calls this delivery, if it does so
 * @param bodyHash of the whole delivery; one id never stands for two
 * @param strict whether a signal that is known with other words refuses the delivery; else it counts as known
 */
record Delivery(String source, @Nullable String id, String bodyHash, boolean strict, List<ParsedSignal> said) {

    static Delivery of(String source, List<Signal> signals) {
        return new Delivery(
                source, null, "", false, signals.stream().map(ParsedSignal::of).toList());
    }

    Delivery {
        if (said.size() > Signals.MOST) {
            throw new InvalidSignal("signals", "must not be more than " + Signals.MOST + " at once");
        }
        for (ParsedSignal one : said) {
            if (!one.signal().source().equals(source)) {
                throw new InvalidSignal("source", "must be '" + source + "'");
            }
        }
        said = List.copyOf(said);
    }

    /**
     * What became of it.
     *
     * @param fresh those that were not known yet
     * @param known how many were
     * @param repeated whether the delivery itself, or everything in it, was known
     */
    record Kept(List<Signal> fresh, int known, boolean repeated) {}
}
