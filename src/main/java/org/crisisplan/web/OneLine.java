package org.crisisplan.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of others as one line of a log: line breaks, control characters and what turns the direction of writing become visible. */
class OneLine {

    private static final int LONGEST = 8_000;
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069&&[^\\t]]");

    static String of(String text) {
        String shown = text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "… (" + (text.length() - LONGEST) + " more characters)";
        return INVISIBLE.matcher(shown).replaceAll(found -> Matcher.quoteReplacement(visible(found.group())));
    }

    private static String visible(String character) {
        return switch (character) {
            case "\n" -> "\\n";
            case "\r" -> "\\r";
            default -> "\\u%04x".formatted((int) character.charAt(0));
        };
    }

    private OneLine() {}
}
