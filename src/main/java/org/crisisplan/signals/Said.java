package org.crisisplan.signals;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A signal as its sender said it.
 *
 * @param digest of everything the sender said, so that the same id with other words is noticed
 */
record Said(Signal signal, long digest) {

    static Said of(Signal signal) {
        return new Said(signal, digest(signal.toString()));
    }

    static long digest(String words) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(Signal.hash(words))).getLong();
    }
}
