package org.crisisplan.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A language that the public is spoken to in. Nobody reads half a sentence in a script of another one: names and brands may stand in
 * it, and what is quoted or in brackets.
 */
public enum WrittenLanguage {
    ENGLISH("en", "En", Locale.ENGLISH) {
        @Override
        Optional<String> foreign(String text) {
            return first(CHINESE_PASSAGE, text).or(() -> hasLetters(text) ? Optional.empty() : first(ANY_HAN, text));
        }

        private boolean hasLetters(String text) {
            return LATIN.matcher(text).find();
        }
    },
    CHINESE("zh", "Zh", Locale.CHINESE) {
        @Override
        Optional<String> foreign(String text) {
            return first(LATIN_PASSAGE, text)
                    .or(() -> ANY_HAN.matcher(text).find() ? Optional.empty() : first(LATIN_WORD, text));
        }
    };

    /** Longer than a name: seven characters and more, with or without punctuation between. */
    private static final Pattern CHINESE_PASSAGE = Pattern.compile("\\p{IsHan}[\\p{IsHan}，。；：、！？]{6,}");

    private static final Pattern ANY_HAN = Pattern.compile("\\p{IsHan}+");
    private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}");
    private static final Pattern LATIN_WORD = Pattern.compile("\\p{IsLatin}{2,}");

    /** Longer than a name: four words and more. */
    private static final Pattern LATIN_PASSAGE =
            Pattern.compile("\\p{IsLatin}[\\p{IsLatin}'’-]*(?:,? +\\p{IsLatin}[\\p{IsLatin}'’-]*){3,}");

    private static final Pattern QUOTED =
            Pattern.compile("“[^”]*”|\"[^\"]*\"|‘[^’]*’|《[^》]*》|「[^」]*」|（[^）]*）|\\([^)]*\\)|\\S+@\\S+|https?://\\S+");

    private static final int SHOWN = 40;

    private final String code;
    private final String ending;
    private final Locale locale;

    WrittenLanguage(String code, String ending, Locale locale) {
        this.code = code;
        this.ending = ending;
        this.locale = locale;
    }

    /** As files end: {@code en}. */
    public String code() {
        return code;
    }

    /** As names of facts end: {@code En}. */
    public String ending() {
        return ending;
    }

    public Locale locale() {
        return locale;
    }

    /** The first passage that is written in another language's script. */
    public Optional<String> foreignPassage(String text) {
        return foreign(QUOTED.matcher(text).replaceAll(" … "));
    }

    abstract Optional<String> foreign(String text);

    private static Optional<String> first(Pattern passage, String text) {
        Matcher found = passage.matcher(text);
        return found.find() ? Optional.of(shortened(found.group())) : Optional.empty();
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
