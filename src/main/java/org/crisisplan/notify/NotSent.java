package org.crisisplan.notify;

import jakarta.mail.MessagingException;
import java.time.Duration;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/**
 * Why a mail, or a message to a chat room, did not go out.
 *
 * @param forGood the server refused this address or this mail (5yz); to send it again unchanged is useless. Everything else,
 *     a wrong password included, is repaired at the server or in the settings, and the mail goes out then
 * @param notWithin how long the server wants to be left alone
 */
record NotSent(boolean forGood, String reason, @Nullable Duration notWithin) {

    NotSent(boolean forGood, String reason) {
        this(forGood, reason, null);
    }

    static NotSent of(MailException failure) {
        Exception cause = failure instanceof MailSendException sending
                        && !sending.getFailedMessages().isEmpty()
                ? sending.getFailedMessages().values().iterator().next()
                : failure;
        Throwable shown = cause;
        for (Throwable each = cause; each != null; each = next(each)) {
            shown = each;
            if (each instanceof SMTPAddressFailedException address) {
                return new NotSent(isRefusal(address.getReturnCode()), words(address));
            }
            if (each instanceof SMTPSendFailedException mail && isRefusal(mail.getReturnCode()) && aboutTheMail(mail)) {
                return new NotSent(true, words(mail));
            }
        }
        return new NotSent(false, words(shown));
    }

    private static boolean isRefusal(int code) {
        return code >= 500 && code < 600;
    }

    /** A refusal of the sender or of the whole session speaks about the settings. */
    private static boolean aboutTheMail(SMTPSendFailedException failure) {
        String command = String.valueOf(failure.getCommand());
        return command.startsWith("DATA") || command.equals(".") || command.isBlank();
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException mail && mail.getNextException() != null
                ? mail.getNextException()
                : failure.getCause();
    }

    private static String words(Throwable failure) {
        return PlainText.line(
                failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage(), 500);
    }
}
