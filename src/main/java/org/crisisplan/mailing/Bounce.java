package org.crisisplan.mailing;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server says of a mail that it could not deliver after it had taken it (RFC 3464).
 *
 * @param token of which mail it speaks
 * @param status the enhanced status code (RFC 3463)
 * @param problem its words
 */
record Bounce(Token token, @Nullable String status, String problem) {

    private static final int MOST_READ = 64 * 1024;

    /** Empty if it reports no delivery that failed for good, or of none of our mails. */
    static Optional<Bounce> of(MimeMessage mail) throws MessagingException, IOException {
        if (!mail.isMimeType("multipart/report") || !(mail.getContent() instanceof Multipart parts)) {
            return Optional.empty();
        }
        @Nullable InternetHeaders failed = null;
        StringBuilder names =
                new StringBuilder(headers(mail, "To", "Delivered-To", "X-Original-To", "In-Reply-To", "References"));
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType("message/delivery-status") || part.isMimeType("message/global-delivery-status")) {
                DeliveryStatus report = new DeliveryStatus(part.getInputStream());
                names.append(' ').append(text(report.getMessageDSN()));
                failed = failed(report);
            } else if (i > 0) {
                // what came back of the mail: all of it, or its head
                names.append(' ').append(beginning(part));
            }
        }
        InternetHeaders why = failed;
        return why == null
                ? Optional.empty()
                : Token.in(names.toString()).map(token -> new Bounce(token, status(why), problem(why)));
    }

    /** Delays and good news are no failures. */
    private static @Nullable InternetHeaders failed(DeliveryStatus report) {
        for (int i = 0; i < report.getRecipientDSNCount(); i++) {
            InternetHeaders recipient = report.getRecipientDSN(i);
            String action = recipient.getHeader("Action", ",");
            if (action != null && action.strip().toLowerCase(Locale.ROOT).startsWith("failed")) {
                return recipient;
            }
        }
        return null;
    }

    private static @Nullable String status(InternetHeaders recipient) {
        String status = Words.status(recipient.getHeader("Status", ","));
        return status == null ? Words.status(recipient.getHeader("Diagnostic-Code", ",")) : status;
    }

    private static String problem(InternetHeaders recipient) {
        String said = recipient.getHeader("Diagnostic-Code", ",");
        return said == null
                ? "It came back without a reason. 被退回，未说明原因。"
                : Words.of(said.replaceFirst("^\\s*smtp;\\s*", ""));
    }

    private static String headers(MimeMessage mail, String... wanted) throws MessagingException {
        StringBuilder all = new StringBuilder();
        for (String name : wanted) {
            String value = mail.getHeader(name, " ");
            all.append(' ').append(value == null ? "" : value);
        }
        return all.toString();
    }

    private static String text(InternetHeaders headers) {
        StringBuilder all = new StringBuilder();
        for (Enumeration<String> lines = headers.getAllHeaderLines(); lines.hasMoreElements(); ) {
            all.append(' ').append(lines.nextElement());
        }
        return all.toString();
    }

    private static String beginning(Part part) throws MessagingException, IOException {
        try (InputStream content = part.getInputStream()) {
            return new String(content.readNBytes(MOST_READ), StandardCharsets.ISO_8859_1);
        }
    }
}
