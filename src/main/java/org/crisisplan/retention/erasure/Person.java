package org.crisisplan.retention.erasure;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to be erased, by the texts that name them.
 *
 * @param texts names, addresses, phone numbers, ...; large and small letters are the same
 * @param user their login, if they have one: what they wrote themselves goes too
 * @param held crises under legal hold, in which nothing is erased
 */
public record Person(List<String> texts, @Nullable String user, Set<String> held) {

    /** What stands in place of their texts: never longer than what stood there. */
    public static final String BLACKED_OUT = "██";

    /** Shorter texts would black out words of others. */
    public static final int SHORTEST = 2;

    public Person {
        texts = List.copyOf(texts);
        held = Set.copyOf(held);
        if (texts.stream().anyMatch(text -> text.strip().length() < SHORTEST)) {
            throw new IllegalArgumentException("A text that names somebody has at least " + SHORTEST + " characters");
        }
    }

    /** For {@code lower(column) like ? escape '!'}. */
    public List<String> patterns() {
        return texts.stream()
                .map(text -> "%"
                        + text.toLowerCase(Locale.ROOT)
                                .replace("!", "!!")
                                .replace("%", "!%")
                                .replace("_", "!_")
                        + "%")
                .toList();
    }

    public boolean isNamedIn(@Nullable String text) {
        return text != null
                && texts.stream().anyMatch(one -> pattern(one).matcher(text).find());
    }

    /** The text without them. */
    public String blackedOut(String text) {
        String result = text;
        for (String one : texts) {
            result = pattern(one).matcher(result).replaceAll(Matcher.quoteReplacement(BLACKED_OUT));
        }
        return result;
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
