package org.crisisplan.subscribers;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people and programs outside subscribe to what is published.
 *
 * @param key the file with the key that addresses are encrypted with and links are made with, made at the first need if there is none;
 *     several nodes need the same one. Without it no subscriber can be told, and old links do not answer
 * @param from the sender of mails to subscribers
 * @param confirmWithin how long the link of a confirmation mail works; what nobody confirmed is then removed
 * @param mailsPerAddress so many mails about signing up go to one address in a day
 * @param perMinute so many sign-ups are taken from one client in a minute
 * @param allPerMinute so many are taken from everybody together, on each node
 * @param webhookFailures a webhook that did not take so many messages one after the other is switched off, and administrators are told
 * @param backgroundEnabled whether this node sends by itself
 */
@ConfigurationProperties("crisis-plan.subscribers")
record SubscriberSettings(
        Path key,
        @DefaultValue("crisis-plan@localhost") String from,
        @DefaultValue("72h") Duration confirmWithin,
        @DefaultValue("3") int mailsPerAddress,
        @DefaultValue("5") int perMinute,
        @DefaultValue("300") int allPerMinute,
        @DefaultValue("3") int webhookFailures,
        @DefaultValue("true") boolean backgroundEnabled) {

    SubscriberSettings {
        needs(mailsPerAddress >= 1 && perMinute >= 1 && allPerMinute >= perMinute, "its limits must be at least 1");
        needs(webhookFailures >= 1, "webhook-failures must be at least 1");
        needs(!confirmWithin.isNegative() && !confirmWithin.isZero(), "confirm-within must be longer than nothing");
        sender(from);
    }

    InternetAddress sender() {
        return sender(from);
    }

    /** The host that identifiers of mails end with. */
    String domain() {
        String address = sender().getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static void needs(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException("crisis-plan.subscribers: " + otherwise);
        }
    }

    private static InternetAddress sender(String from) {
        try {
            InternetAddress sender = new InternetAddress(from, true);
            if (from.chars().anyMatch(Character::isISOControl)
                    || !sender.getAddress().contains("@")) {
                throw new AddressException("no line breaks, and name@host");
            }
            return sender;
        } catch (AddressException notOne) {
            throw new IllegalArgumentException("crisis-plan.subscribers.from is not one mail address: '%s' (%s)"
                    .formatted(from, notOne.getMessage()));
        }
    }
}
