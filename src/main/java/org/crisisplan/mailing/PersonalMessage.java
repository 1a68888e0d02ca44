package org.crisisplan.mailing;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one person is sent, and by which way. */
public sealed interface PersonalMessage {

    /**
     * A mail.
     *
     * @param to one address
     * @param from the sender, such as {@code Press <press@example.org>}; null for the one of the settings
     * @param language {@code zh}, {@code en}, or both with a comma between
     * @param html the same once more, marked up; null for plain text alone
     * @param headers what else stands at the top, such as {@code List-Unsubscribe}
     */
    record Mail(
            String to,
            @Nullable String from,
            String subject,
            String text,
            @Nullable String html,
            String language,
            Map<String, String> headers)
            implements PersonalMessage {

        @Override
        public String toString() {
            return "mail";
        }
    }

    /**
     * A short message to a phone, or a notice in the operator's app: handed to the gateway of the settings, which knows it again by its id.
     *
     * @param to the phone number, or the user's id
     */
    record Notice(Way way, String to, String title, String text, String language) implements PersonalMessage {

        /** How the gateway is to bring it. */
        public enum Way {
            SMS,
            PUSH
        }

        @Override
        public String toString() {
            return "notice";
        }
    }

    /**
     * A request to an address that the recipient named, signed by Standard Webhooks. Its receiver knows it again by its id. The address
     * must lead into the public network.
     *
     * @param secret {@code whsec_} and 24 to 64 bytes in Base64
     * @param body JSON
     */
    record Hook(URI address, String secret, String contentType, String body) implements PersonalMessage {

        @Override
        public String toString() {
            return "hook";
        }
    }

    /** Nothing can be sent to this person, such as when the text needs what is not known of them; they end as failed. @param why a sentence */
    record Impossible(String why) implements PersonalMessage {}
}
