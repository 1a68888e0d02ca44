package org.crisisplan.audit;

import java.time.Instant;

/**
 * A head over the records of all crises at one moment. Whoever has one in hands, in a mail for example, can tell of any later copy
 * whether the records of then are in it unchanged.
 *
 * @param seq from 1, without gaps
 * @param previous the hash of the head before; 64 zeros for the first
 * @param crises how many records it covers
 * @param root of the {@link MerkleTree} over them, as 64 hexadecimal digits
 * @param publicKey what the signature is checked with, base64 of its X.509 form
 * @param signature Ed25519 over {@link #text()}, base64
 */
record RecordHead(int seq, Instant at, String previous, int crises, String root, String publicKey, String signature) {

    static final String NONE = "0".repeat(64);

    /** One record as a head covers it: its first acts, up to the one that has this hash. */
    record Leaf(String number, int acts, String hash) {

        String text() {
            return number + "\n" + acts + "\n" + hash;
        }
    }

    /** What is hashed and signed: lines that people can read, in a mail for example. */
    static String text(int seq, Instant at, String previous, int crises, String root) {
        return "crisis-plan head 1\nsequence: %d\ntime: %s\nbefore: %s\ncrises: %d\nroot: %s\n"
                .formatted(seq, at, previous, crises, root);
    }

    String text() {
        return text(seq, at, previous, crises, root);
    }

    /** @return 64 hexadecimal digits */
    String hash() {
        return Sha256.hex(text());
    }
}
