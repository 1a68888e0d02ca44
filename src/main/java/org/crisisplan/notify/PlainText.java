package org.crisisplan.notify;

/** Makes foreign text harmless for mails: nothing in it can end a header, hide, or turn the reading direction round. */
class PlainText {

    private static final String DIRECTION_MARKS = "[\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]";

    private PlainText() {}

    /** One line of at most so many characters. */
    static String line(String text, int length) {
        String line = text.replaceAll(DIRECTION_MARKS, "")
                .replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ")
                .strip();
        return line.length() <= length ? line : line.substring(0, length - 1) + "…";
    }

    /** Several lines, each marked as quoted so that it cannot pass for the product's own words. */
    static String quoted(String text, int length) {
        String shortened = text.length() <= length ? text : text.substring(0, length) + "…";
        return shortened
                .replaceAll(DIRECTION_MARKS, "")
                .replaceAll("\\R", "\n")
                .replaceAll("[\\p{Cntrl}&&[^\\n]]+", " ")
                .strip()
                .indent(0)
                .replaceAll("(?m)^", "> ")
                .replaceAll("> \\z", "")
                .stripTrailing();
    }
}
