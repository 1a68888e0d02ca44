package org.crisisplan.mailing;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Properties;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.mailing.MailingSettings.Bounces;
import org.crisisplan.mailing.MailingSettings.Security;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the mailbox that mails come back to. Each is marked as seen once what it says is kept; to read it twice changes nothing. What is
 * no report of a failed delivery is left as it is, seen.
 */
class BounceMailbox {

    private static final Logger LOG = LoggerFactory.getLogger(BounceMailbox.class);
    private static final int MOST_AT_ONCE = 500;
    private static final Session NO_SESSION = Session.getInstance(new Properties());

    private final Bounces settings;
    private final KeepBounce bounces;
    private final SafeMode safeMode;

    BounceMailbox(Bounces settings, KeepBounce bounces, SafeMode safeMode) {
        this.settings = settings;
        this.bounces = bounces;
        this.safeMode = safeMode;
    }

    /** What it throws is said in the log, and the mailbox is read again after the pause. */
    void read() {
        if (safeMode.isOn()) {
            return;
        }
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
        } catch (MessagingException | IOException away) {
            LOG.error(
                    "The mailbox that mails come back to ({}) cannot be read; it is tried again in {} s: {}",
                    settings.host(),
                    settings.every().toSeconds(),
                    Words.of(away.getMessage()));
        }
    }

    private void read(Folder folder) throws MessagingException, IOException {
        Message[] unseen = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
        Message[] next = unseen.length > MOST_AT_ONCE ? Arrays.copyOf(unseen, MOST_AT_ONCE) : unseen;
        for (Message mail : next) {
            try (InputStream content = ((IMAPMessage) mail).getMimeStream()) {
                take(content.readNBytes(Math.toIntExact(settings.largest().toBytes())));
                mail.setFlag(Flags.Flag.SEEN, true);
            } catch (MessageRemovedException gone) {
                LOG.debug("A mail was removed from the mailbox while it was read", gone);
            }
        }
    }

    /** Anybody may write to that address: what cannot be read says nothing. */
    private void take(byte[] mail) {
        try {
            Bounce.of(new MimeMessage(NO_SESSION, new ByteArrayInputStream(mail)))
                    .ifPresent(bounces::keep);
        } catch (MessagingException | IOException unreadable) {
            LOG.info(
                    "A mail in the mailbox that mails come back to cannot be read: {}",
                    Words.of(unreadable.getMessage()));
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
