package org.crisisplan.notify.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Cuts a text to what a service takes; a longer one would be refused as a whole. */
final class Cut {

    private static final String MORE = "…";

    private Cut() {}

    static String characters(String text, int most) {
        return text.length() <= most ? text : whole(text, most - 1) + MORE;
    }

    static String bytes(String text, int most) {
        if (bytesOf(text) <= most) {
            return text;
        }
        int left = most - bytesOf(MORE);
        int end = 0;
        while (end < text.length()) {
            int next = end + Character.charCount(text.codePointAt(end));
            left -= bytesOf(text.substring(end, next));
            if (left < 0) {
                break;
            }
            end = next;
        }
        return end == 0 ? "" : text.substring(0, end) + MORE;
    }

    static int bytesOf(String text) {
        return text.getBytes(UTF_8).length;
    }

    private static String whole(String text, int end) {
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
