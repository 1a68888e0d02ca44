package org.crisisplan.subscribers;

import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What subscribers are told, in the words that were approved, or as the page announces maintenance.
 *
 * @param key of its mailing; never given twice
 * @param crisis its number; null for maintenance
 * @param languages {@code zh}, {@code en} or {@code both}: in which it may be said
 * @param everybody whatever they chose
 * @param components whose subscribers are told, if not everybody; what the mail names in any case
 */
record Notice(
        String key,
        @Nullable String crisis,
        String languages,
        boolean everybody,
        SortedSet<String> components,
        String titleEn,
        String titleZh,
        String textEn,
        String textZh) {

    /** The language of whoever reads it, if the plan lets it be said in that. */
    boolean chinese(boolean wanted) {
        return languages.equals("both") ? wanted : languages.equals("zh");
    }

    String title(boolean chinese) {
        return chinese ? titleZh : titleEn;
    }

    String text(boolean chinese) {
        return chinese ? textZh : textEn;
    }
}
