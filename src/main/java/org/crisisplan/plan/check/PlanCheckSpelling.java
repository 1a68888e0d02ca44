package org.crisisplan.plan.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;

/** Finds the word that somebody meant. */
final class PlanCheckSpelling {

    private PlanCheckSpelling() {}

    /** The known word that is nearest, if one is near enough for a slip of the pen. */
    static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(one -> !one.equals(word))
                .filter(one -> word.length() > 3 && bare(one).startsWith(bare(word))
                        || distance(word, one) <= Math.max(1, Math.min(word.length(), one.length()) / 4))
                .min(Comparator.comparingInt((String one) -> distance(word, one))
                        .thenComparing(one -> one));
    }

    /** What to say about a word that is not among the known ones. */
    static String remedy(String word, Collection<String> known) {
        return nearest(word, known)
                .map(one -> "Write " + one + ", if that is meant")
                .orElse("Use one of " + String.join(", ", known));
    }

    @SuppressWarnings("deprecation") // what replaces it is in commons-text, which nothing else here needs
    private static int distance(String one, String other) {
        return StringUtils.getLevenshteinDistance(bare(one), bare(other));
    }

    private static String bare(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    }
}
