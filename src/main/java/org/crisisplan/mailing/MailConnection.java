package org.crisisplan.mailing;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import org.crisisplan.mailing.Outcome.Later;
import org.crisisplan.mailing.Outcome.Refused;
import org.crisisplan.mailing.Outcome.Taken;
import org.crisisplan.mailing.Outcome.Unknown;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** One kept connection to the mail server, used by one thread. What goes wrong before the text was begun has told nobody. */
class MailConnection implements AutoCloseable {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final JavaMailSenderImpl server;
    private final MailingSettings settings;
    private final Clock clock;
    private final Session session;
    private @Nullable SMTPTransport transport;

    MailConnection(JavaMailSenderImpl server, MailingSettings settings, Clock clock) {
        this.server = server;
        this.settings = settings;
        this.clock = clock;
        this.session = server.getSession();
    }

    /** @throws NobodyThere when the server cannot be reached, or does not let us in */
    void connect() throws NobodyThere {
        if (transport != null) {
            return;
        }
        String protocol = server.getProtocol() == null ? "smtp" : server.getProtocol();
        try {
            if (!(session.getTransport(protocol) instanceof SMTPTransport smtp)) {
                throw new IllegalStateException("spring.mail.protocol is smtp or smtps, not " + protocol);
            }
            smtp.connect(server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
            transport = smtp;
        } catch (AuthenticationFailedException stranger) {
            throw new NobodyThere("The mail server does not accept our name and password. 邮件服务器不接受我们的账号或密码。", stranger);
        } catch (MessagingException away) {
            throw new NobodyThere(
                    "The mail server cannot be reached (%s). 无法连接邮件服务器。".formatted(Words.of(away.getMessage())), away);
        }
    }

    /**
     * Says it once. After {@link NobodyThere} nobody was told, and the connection is gone.
     *
     * @throws NobodyThere when the server has closed the connection, or takes nothing from this sender
     */
    Outcome send(PersonalMessage.Mail mail, Token token) throws NobodyThere {
        if (transport == null) {
            throw new IllegalStateException("connect() comes first");
        }
        PersonalMail message;
        InternetAddress to;
        try {
            to = new InternetAddress(mail.to(), true);
            message = written(mail, to, token, transport.supportsExtension("DSN"));
        } catch (MessagingException | IllegalArgumentException unusable) {
            return new Refused(
                    null, "The mail cannot be written (%s). 无法生成邮件。".formatted(Words.of(unusable.getMessage())));
        }
        try {
            transport.sendMessage(message, new InternetAddress[] {to});
            return new Taken();
        } catch (MessagingException fault) {
            return outcome(fault, message.isBegun());
        }
    }

    private Outcome outcome(MessagingException fault, boolean begun) throws NobodyThere {
        for (Exception each = fault; each != null; each = next(each)) {
            if (each instanceof SMTPAddressFailedException address) {
                return said(address.getReturnCode(), address.getMessage());
            }
            if (each instanceof SMTPSendFailedException refusal && refusal.getReturnCode() >= 400) {
                int code = refusal.getReturnCode();
                if (begun || String.valueOf(refusal.getCommand()).startsWith("DATA")) {
                    closeIfLeaving(code);
                    return said(code, refusal.getMessage());
                }
                // of the sender, or of the whole connection
                close();
                throw new NobodyThere(
                        "The mail server takes nothing from us: %s 邮件服务器拒绝接收我们的邮件。"
                                .formatted(Words.of(refusal.getMessage())),
                        fault);
            }
        }
        close();
        if (begun) {
            return new Unknown(
                    "The mail server was given the mail and did not say whether it took it (%s). 邮件已交给服务器，未收到答复。"
                            .formatted(Words.of(last(fault).getMessage())));
        }
        throw new NobodyThere(
                "The mail server has closed the connection (%s). 邮件服务器断开了连接。"
                        .formatted(Words.of(last(fault).getMessage())),
                fault);
    }

    /** 421: the server says good-bye. */
    private void closeIfLeaving(int code) {
        if (code == 421) {
            close();
        }
    }

    private static Outcome said(int code, @Nullable String words) {
        return code >= 500
                ? new Refused(Words.status(words), Words.of(words))
                : new Later(Words.status(words), Words.of(words), null);
    }

    private static @Nullable Exception next(Exception fault) {
        return fault instanceof MessagingException mail ? mail.getNextException() : null;
    }

    private static Exception last(Exception fault) {
        Exception last = fault;
        for (Exception next = next(fault); next != null; next = next(next)) {
            last = next;
        }
        return last;
    }

    private PersonalMail written(PersonalMessage.Mail mail, InternetAddress to, Token token, boolean dsn)
            throws MessagingException {
        var message = new PersonalMail(session, "<" + token.written() + "@" + settings.domain() + ">");
        message.setFrom(mail.from() == null ? settings.sender() : new InternetAddress(oneLine(mail.from()), true));
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(oneLine(mail.subject()), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Content-Language", oneLine(mail.language()));
        // no holiday replies
        message.setHeader("Auto-Submitted", "auto-generated");
        for (Map.Entry<String, String> header : mail.headers().entrySet()) {
            message.setHeader(header.getKey(), oneLine(header.getValue()));
        }
        if (mail.html() == null) {
            message.setText(mail.text(), UTF_8);
        } else {
            var text = new MimeBodyPart();
            text.setText(mail.text(), UTF_8);
            var html = new MimeBodyPart();
            html.setText(mail.html(), UTF_8, "html");
            message.setContent(new MimeMultipart("alternative", text, html));
        }
        comesBackTo(message, token);
        if (dsn) {
            message.setNotifyOptions(SMTPMessage.NOTIFY_FAILURE);
            message.setReturnOption(SMTPMessage.RETURN_HDRS);
            message.setMailExtension("ENVID=" + token.written());
        }
        message.saveChanges();
        return message;
    }

    private void comesBackTo(PersonalMail message, Token token) {
        MailingSettings.Bounces bounces = settings.bounces();
        if (bounces == null) {
            return;
        }
        String address = bounces.address();
        int at = address.lastIndexOf('@');
        message.setEnvelopeFrom(
                bounces.subAddress()
                        ? address.substring(0, at) + "+" + token.written() + address.substring(at)
                        : address);
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    /** The connection is let go; the next mail opens another. */
    @Override
    public void close() {
        SMTPTransport open = transport;
        transport = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException gone) {
                // it is closed all the same
            }
        }
    }

    /** A mail that keeps its own id and knows whether the server was given any of its text. */
    private static final class PersonalMail extends SMTPMessage {

        private final String id;
        private boolean begun;

        PersonalMail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }

        @Override
        public void writeTo(OutputStream to, String[] without) throws IOException, MessagingException {
            begun = true;
            super.writeTo(to, without);
        }

        boolean isBegun() {
            return begun;
        }
    }
}
