package org.crisisplan.signals.channel.mailbox;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.crisisplan.signals.watchlist.PlainText;

/** The words of a mail: its plain text, or that of its HTML. Attachments are not looked at, except mails forwarded as such. */
final class MailWords {

    private static final int DEEPEST = 10;
    private static final int MOST_PARTS = 50;
    private static final int MOST_BYTES = 400_000;

    private int parts;

    private MailWords() {}

    static String of(Message mail) throws MessagingException, IOException {
        return PlainText.tidied(new MailWords().words(mail, 0));
    }

    private String words(Part part, int depth) throws MessagingException, IOException {
        if (depth > DEEPEST || ++parts > MOST_PARTS) {
            return "";
        }
        if (part.isMimeType("message/rfc822")) {
            return part.getContent() instanceof Message forwarded
                    ? String.valueOf(forwarded.getSubject()) + "\n" + words(forwarded, depth + 1)
                    : "";
        }
        if (part.isMimeType("multipart/*")) {
            return part.getContent() instanceof Multipart several ? words(part, several, depth) : "";
        }
        if (isAttached(part)) {
            return "";
        }
        if (part.isMimeType("text/plain")) {
            return text(part);
        }
        return part.isMimeType("text/html") ? PlainText.ofHtml(text(part)) : "";
    }

    private String words(Part part, Multipart several, int depth) throws MessagingException, IOException {
        List<String> all = new ArrayList<>();
        boolean alternatives = part.isMimeType("multipart/alternative");
        for (int i = 0; i < several.getCount(); i++) {
            BodyPart one = several.getBodyPart(i);
            String words = words(one, depth + 1);
            if (!words.isBlank()) {
                all.add(words);
                if (alternatives) {
                    // they say the same, the plainest first
                    break;
                }
            }
        }
        return String.join("\n", all);
    }

    private static boolean isAttached(Part part) throws MessagingException {
        return Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || part.getFileName() != null;
    }

    private static String text(Part part) throws MessagingException, IOException {
        try {
            if (part.getContent() instanceof String text) {
                return text;
            }
        } catch (UnsupportedEncodingException unknownCharset) {
            // what of it is ASCII can still be read
        }
        try (InputStream content = part.getInputStream()) {
            return new String(content.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }
}
