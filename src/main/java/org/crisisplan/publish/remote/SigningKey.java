package org.crisisplan.publish.remote;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that a webhook's messages are signed with, as Standard Webhooks wants it. */
public final class SigningKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private final SecretKeySpec key;

    /**
     * @param setting where the secret stands, for the message
     * @throws IllegalArgumentException if it is none; the message does not name it
     */
    public SigningKey(String setting, String secret) {
        byte[] bytes = decoded(secret);
        if (bytes.length < SHORTEST || bytes.length > LONGEST) {
            throw new IllegalArgumentException(
                    setting + " must be a secret of Standard Webhooks: whsec_ and 24 to 64 bytes in Base64");
        }
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    private static byte[] decoded(String secret) {
        try {
            return Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    /**
     * The value of the header {@code webhook-signature}.
     *
     * @param id of the message, in {@code webhook-id}
     * @param at seconds since 1970, in {@code webhook-timestamp}
     */
    public String sign(String id, long at, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal((id + "." + at + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
        }
    }
}
