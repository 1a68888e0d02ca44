package org.crisisplan.mailing;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How many people outside are told. The mail server is the one of {@code spring.mail}.
 *
 * @param from the sender of every mail for which nobody else is named
 * @param threads so many people are told at a time by this node, each over a connection that is kept
 * @param sendWithin one attempt may take so long; what a node that died had in hand is in doubt after twice that time
 * @param retryAfter pauses after attempts that failed; the last one again and again
 * @param giveUpAfter whoever could not be told for so long has failed, and a person takes over
 * @param gateway takes short messages to phones and notices in the app; null if there is none
 * @param bounces where mails come back; null if nobody reads them
 * @param backgroundEnabled whether this node sends by itself
 */
@ConfigurationProperties("crisis-plan.mailing")
public record MailingSettings(
        @DefaultValue("crisis-plan@localhost") String from,
        @DefaultValue("4") int threads,
        @DefaultValue("30s") Duration sendWithin,
        @DefaultValue({"1m", "5m", "15m", "1h"}) List<Duration> retryAfter,
        @DefaultValue("24h") Duration giveUpAfter,
        @Nullable Gateway gateway,
        @Nullable Bounces bounces,
        @DefaultValue("true") boolean backgroundEnabled) {

    /**
     * The address of the operator that sends short messages and notices. What it prints as tells no secret.
     *
     * @param secret {@code whsec_} and 24 to 64 bytes in Base64, as Standard Webhooks wants it
     */
    public record Gateway(URI url, String secret) {

        @Override
        public String toString() {
            return "gateway";
        }
    }

    /** How the connection to the mailbox is protected. */
    public enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    /**
     * The mailbox that mails come back to.
     *
     * @param address stands as the sender on the envelope of every mail, such as {@code bounces@example.org}
     * @param subAddress whether {@code bounces+anything@example.org} arrives there too; then each mail names itself in it, and it is
     *     known again even if nothing of it comes back
     * @param every how often it is read
     * @param largest so much of one mail is read
     */
    public record Bounces(
            String address,
            @DefaultValue("false") boolean subAddress,
            String host,
            @DefaultValue("993") int port,
            @DefaultValue("TLS") Security security,
            String username,
            String password,
            @DefaultValue("INBOX") String folder,
            @DefaultValue("1m") Duration every,
            @DefaultValue("256KB") DataSize largest,
            @DefaultValue("20s") Duration timeout) {

        @Override
        public String toString() {
            return "mailbox of what comes back";
        }
    }

    public MailingSettings {
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("crisis-plan.mailing.threads must be from 1 to 64");
        }
        if (retryAfter.isEmpty() || !retryAfter.stream().allMatch(MailingSettings::isSome)) {
            throw new IllegalArgumentException(
                    "crisis-plan.mailing.retry-after needs pauses longer than nothing, such as 1m, 5m");
        }
        if (!isSome(sendWithin) || !isSome(giveUpAfter)) {
            throw new IllegalArgumentException(
                    "crisis-plan.mailing: send-within and give-up-after must be longer than nothing");
        }
        address("from", from);
        if (bounces != null) {
            if (isBlank(bounces.host()) || isBlank(bounces.username()) || isBlank(bounces.address())) {
                throw new IllegalArgumentException(
                        "crisis-plan.mailing.bounces needs address, host, username and password");
            }
            address("bounces.address", bounces.address());
        }
    }

    private static boolean isSome(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    InternetAddress sender() {
        return address("from", from);
    }

    /** The host that the ids of its mails end with. */
    String domain() {
        String address = sender().getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    Duration pauseAfter(int attempts) {
        return retryAfter.get(Math.min(Math.max(attempts, 1), retryAfter.size()) - 1);
    }

    private static InternetAddress address(String setting, String value) {
        try {
            InternetAddress address = new InternetAddress(value, true);
            if (value.chars().anyMatch(Character::isISOControl)
                    || !address.getAddress().contains("@")) {
                throw new AddressException("no line breaks, and name@host");
            }
            return address;
        } catch (AddressException notOne) {
            throw new IllegalArgumentException("crisis-plan.mailing.%s is not one mail address: '%s' (%s)"
                    .formatted(setting, value, notOne.getMessage()));
        }
    }
}
