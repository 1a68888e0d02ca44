package org.crisisplan.signals.intake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.crisisplan.signals.Signal;
import org.jspecify.annotations.Nullable;

/** A request signed as Standard Webhooks say: id, time and body under one of the secrets of the source. */
record SignedWebhook(String id, @Nullable Instant at, List<String> signatures) {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    static SignedWebhook of(@Nullable String id, @Nullable String timestamp, @Nullable String signature) {
        boolean isMoment = timestamp != null && timestamp.matches("\\d{1,12}");
        return new SignedWebhook(
                id == null ? "" : id,
                isMoment ? Instant.ofEpochSecond(Long.parseLong(timestamp)) : null,
                signature == null ? List.of() : List.of(signature.strip().split("\\s+")));
    }

    /** Neither too old nor from the future, so that a request that was overheard cannot be used later. */
    boolean isTimely(Instant now) {
        return at != null
                && !id.isEmpty()
                && id.length() <= Signal.LONGEST_ID
                && Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
    }

    boolean isSignedBy(List<byte[]> secrets, byte[] body) {
        boolean found = false;
        for (byte[] secret : secrets) {
            byte[] expected = signature(secret, body);
            for (String signature : signatures) {
                // no shortcut: how long this takes tells nobody how much of a signature was right
                found |=
                        signature.startsWith("v1,") && MessageDigest.isEqual(expected, decoded(signature.substring(3)));
            }
        }
        return found;
    }

    private byte[] signature(byte[] secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((id + "." + (at == null ? 0 : at.getEpochSecond()) + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException none) {
            return new byte[0];
        }
    }
}
