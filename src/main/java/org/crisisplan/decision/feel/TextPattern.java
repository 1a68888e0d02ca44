package org.crisisplan.decision.feel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pattern for texts whose work grows with the text and no faster, whoever wrote the pattern and whoever the text. It knows
 * neither back references nor looking ahead, which is what makes others run away.
 */
public final class TextPattern {

    private static final int LONGEST = 1_000;
    private static final int LARGEST = 20_000;

    private final Pattern pattern;

    private TextPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * @param flags of {@code i}, {@code m} and {@code s}
     * @throws FeelRefused when there is no such pattern
     */
    public static TextPattern of(String pattern, String flags) {
        if (pattern.length() > LONGEST) {
            throw new FeelRefused("has a text pattern of more than " + LONGEST + " characters");
        }
        if (!flags.matches("[ims]*")) {
            throw new FeelRefused("has the flags " + flags + " for a text pattern; there are i, m and s");
        }
        try {
            int options = (flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0)
                    | (flags.contains("m") ? Pattern.MULTILINE : 0)
                    | (flags.contains("s") ? Pattern.DOTALL : 0);
            var compiled = Pattern.compile(pattern, options);
            if (compiled.programSize() > LARGEST) {
                throw new FeelRefused("has a text pattern that repeats too much: " + pattern);
            }
            return new TextPattern(compiled);
        } catch (PatternSyntaxException | StackOverflowError unreadable) {
            throw new FeelRefused("has a text pattern that cannot be used: " + pattern
                    + (unreadable instanceof PatternSyntaxException fault ? " (" + fault.getDescription() + ")" : ""));
        }
    }

    /** Why the text is no pattern, if it is none. */
    public static Optional<String> fault(String pattern) {
        try {
            of(pattern, "");
            return Optional.empty();
        } catch (FeelRefused refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** Whether the pattern is found somewhere in the text. */
    public boolean isIn(String text) {
        return matcher(text, FeelAllowance.current()).find();
    }

    boolean isIn(String text, FeelAllowance allowance) {
        return matcher(text, allowance).find();
    }

    String replaced(String text, String replacement, FeelAllowance allowance) {
        Matcher matcher = matcher(text, allowance);
        var result = new StringBuilder();
        while (matcher.find()) {
            allowance.use(1 + replacement.length() / 16);
            matcher.appendReplacement(result, replacement);
            refuseIfTooLong(result, allowance);
        }
        matcher.appendTail(result);
        refuseIfTooLong(result, allowance);
        return result.toString();
    }

    private static void refuseIfTooLong(StringBuilder result, FeelAllowance allowance) {
        if (result.length() > FeelSizes.LONGEST_TEXT) {
            throw allowance.refuse("makes a text of more than " + FeelSizes.LONGEST_TEXT + " characters");
        }
    }

    /** The text's parts between matches; ends that are empty are kept. */
    List<String> parts(String text, FeelAllowance allowance) {
        Matcher matcher = matcher(text, allowance);
        List<String> parts = new ArrayList<>();
        int end = 0;
        while (matcher.find()) {
            boolean nothingBefore = matcher.end() == 0;
            if (!nothingBefore) {
                parts.add(text.substring(end, matcher.start()));
                end = matcher.end();
                refuseIfTooMany(parts, allowance);
            }
        }
        parts.add(text.substring(end));
        return parts;
    }

    List<String> matches(String text, FeelAllowance allowance) {
        Matcher matcher = matcher(text, allowance);
        List<String> matches = new ArrayList<>();
        while (matcher.find()) {
            matches.add(matcher.group());
            refuseIfTooMany(matches, allowance);
        }
        return matches;
    }

    private static void refuseIfTooMany(List<String> parts, FeelAllowance allowance) {
        if (parts.size() > FeelSizes.LONGEST_LIST) {
            throw allowance.refuse("makes a list of more than " + FeelSizes.LONGEST_LIST + " values");
        }
    }

    private Matcher matcher(String text, FeelAllowance allowance) {
        return pattern.matcher(new WatchedText(text, allowance, 1 + pattern.programSize() / 50));
    }

    /** Between two letters the pattern is gone through once. */
    private record WatchedText(String text, FeelAllowance allowance, int cost) implements CharSequence {

        private static final int LETTERS_FOR_ONE_LOOK = 16;

        @Override
        public char charAt(int index) {
            if (index % LETTERS_FOR_ONE_LOOK == 0) {
                allowance.use(cost);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
