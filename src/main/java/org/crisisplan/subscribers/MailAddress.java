package org.crisisplan.subscribers;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A mail address as it was typed. It is never printed as a whole by accident: what it prints as is masked. */
record MailAddress(String text) {

    /** RFC 5321: a path has 256 characters with its brackets. */
    static final int LONGEST = 254;

    private static final Pattern LOCAL = Pattern.compile("[\\x21-\\x7e&&[^\\\\\"(),:;<>@\\[\\]]]{1,64}");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** One address that mails can go to; nothing if it is none, or several, or one that only some servers take. */
    static Optional<MailAddress> of(String typed) {
        String text = typed.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            String domain = IDN.toASCII(text.substring(at + 1)).toLowerCase(Locale.ROOT);
            String local = text.substring(0, at);
            if (!LOCAL.matcher(local).matches() || !DOMAIN.matcher(domain).matches()) {
                return Optional.empty();
            }
            String address = local + "@" + domain;
            new InternetAddress(address, true).validate();
            return address.length() > LONGEST ? Optional.empty() : Optional.of(new MailAddress(address));
        } catch (AddressException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Who reads it, whichever way it is written: no server that we know of tells capitals apart. */
    String reader() {
        return text.toLowerCase(Locale.ROOT);
    }

    /** For whoever knows it anyway. */
    String masked() {
        int at = text.lastIndexOf('@');
        String domain = text.substring(at + 1);
        int ending = domain.lastIndexOf('.');
        return text.charAt(0) + "•••@" + domain.charAt(0) + "•••" + domain.substring(ending);
    }

    @Override
    public String toString() {
        return masked();
    }
}
