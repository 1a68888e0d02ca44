package org.crisisplan.signals.intake;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.signals.Signal;

/**
 * A signal as its sender said it.
 *
 * @param digest of everything the sender said, so that the same id with other words is noticed
 */
record ParsedSignal(Signal signal, long digest) {

    /** Stands in no text of a signal. */
    private static final String BETWEEN = "\0";

    static ParsedSignal of(Signal signal) {
        return new ParsedSignal(signal, digest(words(signal) + BETWEEN + signal.occurred()));
    }

    /** Said again without a moment it gets another one, but it is the same. */
    static ParsedSignal withoutMoment(Signal signal) {
        return new ParsedSignal(signal, digest(words(signal)));
    }

    private static String words(Signal signal) {
        return Stream.of(
                        signal.source(),
                        signal.id(),
                        signal.kind(),
                        signal.subject(),
                        signal.metric(),
                        signal.value(),
                        signal.text(),
                        signal.link(),
                        signal.author(),
                        signal.platform(),
                        signal.sentiment(),
                        signal.severity(),
                        signal.resolved())
                .map(String::valueOf)
                .collect(Collectors.joining(BETWEEN));
    }

    private static long digest(String words) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(Signal.hash(words))).getLong();
    }
}
