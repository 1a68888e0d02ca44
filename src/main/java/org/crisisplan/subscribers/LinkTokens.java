package org.crisisplan.subscribers;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What the links in mails to subscribers carry: a random id, and proof that we made the link for one purpose. Nothing of it is stored,
 * so a link answers as long as the key is there, whatever became of the row.
 */
@Component
class LinkTokens {

    private static final int ID = 2 * Long.BYTES;
    private static final int PROOF = 20;

    private final SubscriberKey key;

    LinkTokens(SubscriberKey key) {
        this.key = key;
    }

    /** What a link is good for; none opens another's door. */
    enum Purpose {
        CONFIRM,
        MANAGE,
        UNSUBSCRIBE
    }

    String make(Purpose purpose, String id) {
        UUID uuid = UUID.fromString(id);
        byte[] bytes = ByteBuffer.allocate(ID)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(ByteBuffer.allocate(ID + PROOF)
                        .put(bytes)
                        .put(proof(purpose, bytes))
                        .array());
    }

    /** The id in a token of ours; nothing if we did not make it for this purpose. */
    Optional<String> read(Purpose purpose, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException strange) {
            return Optional.empty();
        }
        byte[] id = Arrays.copyOf(bytes, ID);
        if (bytes.length != ID + PROOF
                || !MessageDigest.isEqual(Arrays.copyOfRange(bytes, ID, ID + PROOF), proof(purpose, id))) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(id);
        return Optional.of(new UUID(read.getLong(), read.getLong()).toString());
    }

    private byte[] proof(Purpose purpose, byte[] id) {
        return Arrays.copyOf(key.hash("link " + purpose, id), PROOF);
    }
}
