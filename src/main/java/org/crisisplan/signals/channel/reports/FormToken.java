package org.crisisplan.signals.channel.reports;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What the form carries to show that it came from here, when, and for which visitor: so another site cannot send it in a visitor's
 * name, a robot cannot send it at once, and sent twice it is one report. It needs no session and no cookie.
 */
class FormToken {

    private static final int NONCE = 8;
    private static final int SIGNATURE = 16;
    private static final int HEAD = Long.BYTES + NONCE;
    private static final int LENGTH = HEAD + SIGNATURE + SIGNATURE;

    private final SecretHash fromHere;
    private final SecretHash forVisitor;
    private final Duration tooFast;
    private final Duration tooOld;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    FormToken(ReportSettings settings, Clock clock) {
        this.fromHere = new SecretHash(settings.secret(), "form");
        this.forVisitor = new SecretHash(settings.secret(), "form for visitor");
        this.tooFast = settings.tooFast();
        this.tooOld = settings.tooOld();
        this.clock = clock;
    }

    /** How it stands with a token that came back. */
    enum Verdict {
        GOOD,
        /** Nobody reads that fast. */
        TOO_FAST,
        /** It has lain for long, or the visitor has another address now. */
        ASK_AGAIN,
        /** It is not from here. */
        FORGED
    }

    String issue(String visitor) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(HEAD)
                .putLong(clock.instant().toEpochMilli())
                .put(nonce)
                .array();
        byte[] token = ByteBuffer.allocate(LENGTH)
                .put(head)
                .put(signature(fromHere, head, ""))
                .put(signature(forVisitor, head, visitor))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    Verdict check(@Nullable String token, String visitor) {
        byte[] bytes = decoded(token);
        byte[] head = Arrays.copyOf(bytes, HEAD);
        boolean ours = bytes.length == LENGTH
                && MessageDigest.isEqual(
                        Arrays.copyOfRange(bytes, HEAD, HEAD + SIGNATURE), signature(fromHere, head, ""));
        if (!ours) {
            return Verdict.FORGED;
        }
        Instant issued = Instant.ofEpochMilli(ByteBuffer.wrap(head).getLong());
        Duration age = Duration.between(issued, clock.instant());
        boolean theirs = MessageDigest.isEqual(
                Arrays.copyOfRange(bytes, HEAD + SIGNATURE, LENGTH), signature(forVisitor, head, visitor));
        if (!theirs || age.isNegative() || age.compareTo(tooOld) > 0) {
            return Verdict.ASK_AGAIN;
        }
        return age.compareTo(tooFast) < 0 ? Verdict.TOO_FAST : Verdict.GOOD;
    }

    private static byte[] signature(SecretHash hash, byte[] head, String visitor) {
        return Arrays.copyOf(hash.of(HexFormat.of().formatHex(head) + " " + visitor), SIGNATURE);
    }

    private static byte[] decoded(@Nullable String token) {
        try {
            return Base64.getUrlDecoder().decode(token == null ? "" : token);
        } catch (IllegalArgumentException strange) {
            return new byte[0];
        }
    }
}
