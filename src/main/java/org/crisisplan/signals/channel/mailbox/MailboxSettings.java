package org.crisisplan.signals.channel.mailbox;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The mailbox that is read by IMAP.
 *
 * @param enabled whether it is read
 * @param host the mail server; as a part of our own house it may have any address
 * @param port its port
 * @param security how the connection is protected
 * @param username the mailbox's name
 * @param password the mailbox's password
 * @param folder what is read; mails are marked there as seen, and otherwise left as they are
 * @param kind what a mail is: {@code alert} of a tool, or {@code mention} by somebody
 * @param subject what a mail is about whose words none of the plan's keywords name
 * @param senders addresses, or {@code @domain}s, of those who write in their own name; others count as anonymous. Anybody can write
 *     any address into a mail: leave it to your mail server to refuse forged ones
 * @param every how often it is looked into
 * @param largest so much of a mail is read at most, from its beginning
 * @param timeout how long each step may take
 * @param silentAfter after so long without an answer of the server its silence is a signal
 */
@ConfigurationProperties("crisis-plan.signals.mailbox")
record MailboxSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("") String host,
        @DefaultValue("993") int port,
        @DefaultValue("tls") Security security,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("INBOX") String folder,
        @DefaultValue("alert") Kind kind,
        @DefaultValue("mail") String subject,
        @DefaultValue Set<String> senders,
        @DefaultValue("1m") Duration every,
        @DefaultValue("1MB") DataSize largest,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("1h") Duration silentAfter) {

    private static final Duration SOONEST = Duration.ofSeconds(10);

    /** How the connection is protected. */
    enum Security {
        /** From the first byte on. */
        TLS,
        /** After a plain beginning, and not at all without. */
        STARTTLS,
        /** Only within one machine or a closed network. */
        NONE
    }

    MailboxSettings {
        if (enabled) {
            needs(!host.isBlank() && !username.isBlank(), "needs a host and a username");
            needs(port > 0 && port < 65_536, "port must be 1 to 65535");
            needs(kind == Kind.ALERT || kind == Kind.MENTION, "kind must be alert or mention");
            needs(
                    !subject.isEmpty() && Signal.subjectOf(subject).equals(subject),
                    "subject must be words of small letters and digits, joined by '-'");
            needs(largest.toKilobytes() >= 16 && largest.toMegabytes() <= 64, "largest must be 16KB to 64MB");
            needs(every.compareTo(SOONEST) >= 0, "every must be at least " + SOONEST.toSeconds() + "s");
            needs(timeout.toMillis() > 0 && timeout.compareTo(Duration.ofMinutes(1)) <= 0, "timeout must be 1ms to 1m");
        }
    }

    private static void needs(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException("crisis-plan.signals.mailbox: " + otherwise);
        }
    }

    boolean knows(String sender) {
        String small = sender.toLowerCase(Locale.ROOT);
        String domain = small.substring(Math.max(0, small.lastIndexOf('@')));
        return senders.stream()
                .map(known -> known.toLowerCase(Locale.ROOT))
                .anyMatch(known -> known.startsWith("@") ? known.equals(domain) : known.equals(small));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailboxSettings[enabled=%s, host=%s, port=%d, security=%s, username=%s, folder=%s, every=%s]"
                .formatted(enabled, host, port, security, username, folder, every);
    }
}
