package org.crisisplan.mailing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that many people are told.
 *
 * @param source the name of the {@link MailingSource} that knows them
 * @param key what makes it this mailing and no other of the source, such as the key of a post
 * @param crisis its number; null if it is about none
 * @param statement the approved statement that it says; null if it says none
 * @param texts what is said, one for each language, as it was approved
 */
public record Mailing(
        long id,
        String source,
        String key,
        @Nullable String crisis,
        @Nullable String statement,
        List<Text> texts,
        Instant openedAt) {

    /**
     * The words in one language.
     *
     * @param language {@code zh} or {@code en}
     */
    public record Text(String language, String subject, String body) {}

    /** @throws IllegalArgumentException if nothing is said in this language */
    public Text text(String language) {
        return texts.stream()
                .filter(text -> text.language().equals(language))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Mailing " + id + " has no text in " + language));
    }
}
