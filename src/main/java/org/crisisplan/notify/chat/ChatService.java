package org.crisisplan.notify.chat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chat service that takes messages by an incoming webhook. Every bean of this type can be named in the settings.
 */
interface ChatService {

    /** As the settings name it, such as {@code slack}. */
    String name();

    /**
     * What is posted, as JSON.
     *
     * @param address the room's, with whatever this service wants to be added to it
     */
    record Post(URI address, Map<String, Object> body) {}

    /**
     * @param address of the room, as configured
     * @param secret to sign with, for services that check signatures
     * @param now goes into the signature
     */
    Post post(URI address, @Nullable String secret, ChatMessage message, Instant now);

    /**
     * Understands an answer of status 2xx; the others mean the same everywhere.
     *
     * @throws ChatFailure when it says that the message was not taken
     */
    void understand(String body);
}
