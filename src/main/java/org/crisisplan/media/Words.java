package org.crisisplan.media;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.form.FormFieldCheck;
import org.jspecify.annotations.Nullable;

/** Checks what people and machines write into the lists of this module; each sentence stands at its field. */
public final class Words {

    private static final Pattern LINE = Pattern.compile("[^\\p{Cc}\\p{Cs}]*");
    private static final Pattern MAIL = Pattern.compile("[^\\s@<>,;:\"]+@[^\\s@<>,;:\"]+\\.[^\\s@<>,;:\".]+");

    private Words() {}

    /** One line. */
    public static String line(String field, @Nullable String text, int most, boolean needed, List<Finding> findings) {
        String said = text == null ? "" : text.strip();
        if (said.isEmpty() && needed) {
            findings.add(new Finding(field, "must not be empty"));
        } else if (said.length() > most) {
            findings.add(new Finding(field, "must not be longer than " + most + " characters"));
        } else if (!LINE.matcher(said).matches()) {
            findings.add(new Finding(field, "must be one line without control characters"));
        }
        return said;
    }

    /** Several lines. */
    public static String text(String field, @Nullable String text, int most, boolean needed, List<Finding> findings) {
        String said = text == null ? "" : text.replace("\r\n", "\n").strip();
        if (said.isEmpty() && needed) {
            findings.add(new Finding(field, "must not be empty"));
        } else if (said.length() > most) {
            findings.add(new Finding(field, "must not be longer than " + most + " characters"));
        } else if (FormFieldCheck.UNPRINTABLE.matcher(said).find()) {
            findings.add(new Finding(field, "must not contain control characters"));
        }
        return said;
    }

    /** One of a few words; the first is meant when nothing is said. */
    public static String word(String field, @Nullable String text, List<String> words, List<Finding> findings) {
        String said = text == null || text.isBlank() ? words.get(0) : text.strip();
        if (!words.contains(said)) {
            findings.add(new Finding(field, "must be one of " + String.join(", ", words)));
        }
        return said;
    }

    public static String mail(String field, @Nullable String text, boolean needed, List<Finding> findings) {
        String said = line(field, text, 254, needed, findings);
        if (!said.isEmpty() && !MAIL.matcher(said).matches()) {
            findings.add(new Finding(field, "must be a mail address such as press@example.org"));
        }
        return said;
    }

    /** An address that a browser may open; null if it is none. */
    public static @Nullable String link(String text) {
        try {
            URI address = new URI(text);
            return address.getHost() != null && Set.of("http", "https").contains(String.valueOf(address.getScheme()))
                    ? text
                    : null;
        } catch (java.net.URISyntaxException noAddress) {
            return null;
        }
    }
}
