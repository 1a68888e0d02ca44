package org.crisisplan.publish;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of a statement that differ from person to person (R47): {@code {{name|customer}}} is the name where we write to one person whose
 * name we know, and "customer" for everybody else and in public. Nothing is computed; what is put in is text and stays text.
 */
public final class PersonalWords {

    private static final Pattern PERSONAL =
            Pattern.compile("\\{\\{\\s*([\\p{L}\\p{N}][\\p{L}\\p{N} _-]{0,39}?)\\s*\\|([^{}|\\n]{1,60})}}");
    private static final Pattern LEFT_OVER = Pattern.compile("\\{\\{\\s*\\p{L}[\\p{L}\\p{N} _|-]{0,99}}}");

    private PersonalWords() {}

    /** As everybody reads it. */
    public static String forEverybody(String text) {
        return filled(text, found -> found.group(2).strip());
    }

    /** As one person reads it. @param known what is known of them, by the names that the text uses */
    public static String forOne(String text, Map<String, String> known) {
        return filled(
                text, found -> known.getOrDefault(found.group(1), found.group(2).strip()));
    }

    private static String filled(String text, Function<MatchResult, String> word) {
        return text.contains("{{")
                ? PERSONAL.matcher(text).replaceAll(found -> Matcher.quoteReplacement(word.apply(found)))
                : text;
    }

    /** The beginning of what looks like a personal word and is none. */
    static Optional<String> unfinished(String text) {
        Matcher found = LEFT_OVER.matcher(forEverybody(text));
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
