package org.crisisplan.notify;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people inside are told.
 *
 * @param baseUrl where the readers of the mails reach the product; links begin with it
 * @param from the sender of every mail, such as {@code Crisis plan <crisis-plan@example.org>}
 * @param retryAfter how long to wait after the first, second ... attempt that failed; the last one repeats
 * @param giveUpAfter a mail that could not be sent for so long is failed: somebody is asked to reach the person another way
 * @param gatherWithin a new task, and what else can wait a moment, waits so long for what the same person is to be told beside it
 * @param mailsPerMinute so many mails go to one address in a minute; the others wait for the next one, and none is dropped
 * @param sendWithin one attempt to send may take so long; a node that died with a mail in hand has it taken over after twice that time
 * @param mailThreads so many mails are sent at a time; a mail server that hangs holds no more of the product than these
 * @param backgroundEnabled whether this node sends mails by itself
 */
@ConfigurationProperties("crisis-plan.notify")
record NotifySettings(
        @DefaultValue("http://127.0.0.1:8080") URI baseUrl,
        @DefaultValue("crisis-plan@localhost") String from,
        @DefaultValue({"1m", "2m", "5m"}) List<Duration> retryAfter,
        @DefaultValue("24h") Duration giveUpAfter,
        @DefaultValue("20s") Duration gatherWithin,
        @DefaultValue("30") int mailsPerMinute,
        @DefaultValue("25s") Duration sendWithin,
        @DefaultValue("4") int mailThreads,
        @DefaultValue("true") boolean backgroundEnabled) {

    NotifySettings {
        if (retryAfter.isEmpty() || retryAfter.stream().anyMatch(pause -> pause.isNegative() || pause.isZero())) {
            throw new IllegalArgumentException(
                    "crisis-plan.notify.retry-after needs pauses longer than nothing, such as 1m, 5m");
        }
        if (gatherWithin.isNegative()) {
            throw new IllegalArgumentException("crisis-plan.notify.gather-within is a time such as 20s, or 0s");
        }
        if (mailsPerMinute < 1) {
            throw new IllegalArgumentException("crisis-plan.notify.mails-per-minute must be at least 1");
        }
        if (mailThreads < 1) {
            throw new IllegalArgumentException("crisis-plan.notify.mail-threads must be at least 1");
        }
        if (sendWithin.isNegative() || sendWithin.isZero()) {
            throw new IllegalArgumentException(
                    "crisis-plan.notify.send-within must be longer than nothing, such as 25s");
        }
        sender(from);
    }

    InternetAddress sender() {
        return sender(from);
    }

    /** The host that identifiers of mails and calendar entries end with. */
    String domain() {
        String address = sender().getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** How long to wait before the next attempt. */
    Duration pauseAfter(int attempts) {
        return retryAfter.get(Math.min(attempts, retryAfter.size()) - 1);
    }

    /** Whether the pauses after so many attempts add up to the time after which a mail is given up. */
    boolean givesUpAfter(int attempts) {
        Duration waited = Duration.ZERO;
        for (int i = 1; i < attempts; i++) {
            waited = waited.plus(pauseAfter(i));
        }
        return waited.compareTo(giveUpAfter) >= 0;
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
            throw new IllegalArgumentException(
                    "crisis-plan.notify.from is not one mail address: '%s' (%s)".formatted(from, notOne.getMessage()));
        }
    }
}
