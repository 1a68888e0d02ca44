package org.crisisplan.mailing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What one recipient's message of a mailing is known by: the same at each attempt, and nobody who has not got it can make it up.
 *
 * @param mac over the rest, with the mailing's secret
 */
record Token(long mailing, String ref, String mac) {

    private static final Pattern WRITTEN =
            Pattern.compile("mailing\\.(\\d{1,18})\\.([a-z0-9-]{1,64})\\.([0-9a-f]{16})");
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 8;

    static Token of(long mailing, String ref, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            byte[] all = mac.doFinal((mailing + "." + ref).getBytes(StandardCharsets.US_ASCII));
            return new Token(mailing, ref, HexFormat.of().formatHex(all, 0, BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
        }
    }

    /** The first that stands in the text. */
    static Optional<Token> in(String text) {
        Matcher found = WRITTEN.matcher(text);
        return found.find()
                ? Optional.of(new Token(Long.parseLong(found.group(1)), found.group(2), found.group(3)))
                : Optional.empty();
    }

    boolean isOf(String secret) {
        return equals(of(mailing, ref, secret));
    }

    String written() {
        return "mailing." + mailing + "." + ref + "." + mac;
    }
}
