package org.crisisplan.signals.channel.mailbox;

import jakarta.mail.Address;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.channel.mailbox.MailboxSettings.Security;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.watchlist.Mention;
import org.crisisplan.signals.watchlist.WatchList;
import org.crisisplan.signals.watchlist.WatchList.Topic;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each mail that nobody has seen, and marks it as seen when it is kept. In between it may be taken twice, which changes
 * nothing.
 */
class Mailbox implements PolledSource {

    static final String NAME = "mailbox";

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int MOST_AT_ONCE = 200;
    private static final String UNREADABLE = "(The text of this mail cannot be read. 邮件正文无法读取。)";
    private static final Session NO_SESSION = Session.getInstance(new Properties());
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final MailboxSettings settings;
    private final WatchList watchList;
    private final Signals signals;
    private final Clock clock;

    Mailbox(MailboxSettings settings, WatchList watchList, Signals signals, Clock clock) {
        this.settings = settings;
        this.watchList = watchList;
        this.signals = signals;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration every() {
        return settings.every();
    }

    @Override
    public Duration longest() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Duration silentAfter() {
        return settings.silentAfter();
    }

    @Override
    public boolean poll() throws MessagingException, IOException {
        String protocol = settings.security() == Security.TLS ? "imaps" : "imap";
        try (Store store = Session.getInstance(properties(protocol)).getStore(protocol)) {
            store.connect(settings.host(), settings.port(), settings.username(), settings.password());
            Folder folder = store.getFolder(settings.folder());
            folder.open(Folder.READ_WRITE);
            try {
                read(folder);
            } finally {
                // without removing what somebody marked for deletion
                folder.close(false);
            }
        }
        return true;
    }

    private void read(Folder folder) throws MessagingException, IOException {
        Message[] unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
        Message[] next = unseen.length > MOST_AT_ONCE ? Arrays.copyOf(unseen, MOST_AT_ONCE) : unseen;
        Instant enough = clock.instant().plus(LONGEST);
        for (Message mail : next) {
            if (clock.instant().isAfter(enough)) {
                break;
            }
            take(mail);
        }
    }

    private void take(Message mail) throws MessagingException, IOException {
        try {
            signals.accept(NAME, List.of(signal(whole(mail), received(mail))));
            mail.setFlag(Flags.Flag.SEEN, true);
        } catch (MessageRemovedException gone) {
            LOG.info("A mail was removed from the mailbox while it was read");
        }
    }

    /** Read here rather than piece by piece by the server: one that it stumbles over would be in the way of all others. */
    private byte[] whole(Message mail) throws MessagingException, IOException {
        try (InputStream content = ((IMAPMessage) mail).getMimeStream()) {
            return content.readNBytes(Math.toIntExact(settings.largest().toBytes()));
        }
    }

    Signal signal(byte[] bytes, @Nullable Instant received) {
        Instant occurred = Mention.plausible(received, clock.instant());
        try {
            return signal(new MimeMessage(NO_SESSION, new ByteArrayInputStream(bytes)), bytes, occurred);
        } catch (MessagingException noMail) {
            LOG.warn("A mail cannot be read at all: {}", shown(noMail));
            return new Mention(hash(bytes), UNREADABLE, null, null, null, null, occurred)
                    .about(new Topic(settings.subject(), null), NAME, settings.kind());
        }
    }

    private Signal signal(MimeMessage mail, byte[] bytes, Instant occurred) throws MessagingException {
        String subject = mail.getSubject() == null ? "" : mail.getSubject();
        String words = words(mail);
        var mention = new Mention(key(mail, bytes), subject + "\n" + words, null, sender(mail), null, null, occurred);
        return mention.about(topic(subject, words), NAME, settings.kind());
    }

    /** The subject line says it most clearly. Each mail is one signal, however many things it names. */
    private Topic topic(String subject, String words) {
        return watchList.topics(subject).stream()
                .findFirst()
                .or(() -> watchList.topics(words).stream().findFirst())
                .orElseGet(() -> new Topic(settings.subject(), null));
    }

    private static String words(MimeMessage mail) {
        try {
            return MailWords.of(mail);
        } catch (MessagingException | IOException unreadable) {
            LOG.warn("The text of a mail cannot be read, only its subject: {}", shown(unreadable));
            return UNREADABLE;
        }
    }

    /** What is wrong may be told in the sender's words. */
    private static String shown(Exception fault) {
        String line = String.valueOf(fault.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    /** Its own id; else all of it. */
    private static String key(MimeMessage mail, byte[] bytes) throws MessagingException {
        String[] ids = mail.getHeader("Message-ID");
        return ids != null && !ids[0].isBlank() ? ids[0].strip() : hash(bytes);
    }

    private static String hash(byte[] bytes) {
        return Signal.hash(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Only whom we know writes in his own name. */
    private @Nullable String sender(MimeMessage mail) {
        try {
            Address[] from = mail.getFrom();
            String address = from != null && from.length == 1 && from[0] instanceof InternetAddress one
                    ? String.valueOf(one.getAddress())
                    : "";
            return settings.knows(address) ? address.toLowerCase(Locale.ROOT) : null;
        } catch (MessagingException nobody) {
            return null;
        }
    }

    /** When the server got it: what a mail says of itself may be anything. */
    private static @Nullable Instant received(Message mail) throws MessageRemovedException {
        try {
            Date received = mail.getReceivedDate();
            return received == null ? null : received.toInstant();
        } catch (MessageRemovedException gone) {
            throw gone;
        } catch (MessagingException stumbledOver) {
            return null;
        }
    }

    private Properties properties(String protocol) {
        String timeout = String.valueOf(settings.timeout().toMillis());
        String prefix = "mail." + protocol + ".";
        var properties = new Properties();
        properties.setProperty(prefix + "connectiontimeout", timeout);
        properties.setProperty(prefix + "timeout", timeout);
        properties.setProperty(prefix + "writetimeout", timeout);
        // reading alone does not mark a mail as seen
        properties.setProperty(prefix + "peek", "true");
        properties.setProperty(prefix + "ssl.checkserveridentity", "true");
        if (settings.security() == Security.STARTTLS) {
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", "true");
        }
        return properties;
    }
}
