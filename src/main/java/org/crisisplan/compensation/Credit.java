package org.crisisplan.compensation;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a ledger: what one user gets of one kind in one crisis, once.
 *
 * @param person the reference on the crisis's lists
 * @param unclear whether nobody learnt at one attempt at least if it was credited
 * @param firstTriedAt never reset: the time in which the interface knows the key again begins here
 * @param reference what the shop calls it
 * @param problem why it was not credited, in words of the shop or of the product
 */
public record Credit(
        String crisis,
        String kind,
        String person,
        BigDecimal amount,
        CreditState state,
        int attempts,
        boolean unclear,
        @Nullable Instant firstTriedAt,
        @Nullable Instant settledAt,
        @Nullable String reference,
        @Nullable String problem) {

    /** The idempotency key: the same for this user, crisis and kind for good, and of no other. */
    public String key() {
        String whole = crisis + "/" + kind + "/" + person;
        return "cp-" + UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8));
    }
}
