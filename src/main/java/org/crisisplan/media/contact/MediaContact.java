package org.crisisplan.media.contact;

import java.util.ArrayList;
import java.util.List;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.media.Words;
import org.jspecify.annotations.Nullable;

/**
 * A journalist or a newsroom that is told of a crisis.
 *
 * @param language in which they are written to: {@code zh}, {@code en}, or {@code both} when nobody knows
 * @param notes for public relations alone
 * @param active whether press statements go there
 */
public record MediaContact(
        String id,
        String outlet,
        String name,
        String mail,
        String phone,
        String language,
        String notes,
        boolean active) {

    static final List<String> LANGUAGES = List.of("both", "zh", "en");

    /**
     * As it was written down.
     *
     * @throws InvalidReport naming every field that is wrong
     */
    static MediaContact of(
            String id,
            @Nullable String outlet,
            @Nullable String name,
            @Nullable String mail,
            @Nullable String phone,
            @Nullable String language,
            @Nullable String notes,
            boolean active) {
        List<Finding> findings = new ArrayList<>();
        var contact = new MediaContact(
                id,
                Words.line("outlet", outlet, 200, true, findings),
                Words.line("name", name, 200, false, findings),
                Words.mail("mail", mail, true, findings),
                Words.line("phone", phone, 60, false, findings),
                Words.word("language", language, LANGUAGES, findings),
                Words.text("notes", notes, 1000, false, findings),
                active);
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        return contact;
    }

    /** The languages they are written in. */
    public List<String> languages() {
        return language.equals("both") ? List.of("zh", "en") : List.of(language);
    }
}
