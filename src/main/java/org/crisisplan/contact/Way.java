package org.crisisplan.contact;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One way to reach somebody.
 *
 * @param address a mail address, a phone number, or the account in a chat service
 */
public record Way(Kind kind, String address) {

    /** What it is reached by. The product itself writes mails; the others are for people. */
    public enum Kind {
        MAIL,
        PHONE,
        MOBILE,
        CHAT;

        /** As files and the database write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                    .findFirst();
        }

        public boolean rings() {
            return this == PHONE || this == MOBILE;
        }
    }

    /** For {@code tel:} links; empty if it cannot be called. */
    public String dialled() {
        return kind.rings() ? address.replaceAll("[^+0-9]", "") : "";
    }
}
