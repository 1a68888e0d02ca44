package org.crisisplan.audit.print;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Texts as a font can show them. What it has no picture of, and what changes the order or vanishes when it is shown, stands there as its
 * number, such as [U+1F4B3]: nothing is left out in silence.
 */
final class PrintableText {

    /** Longer words, such as hashes and addresses, may be broken after each sign, and after so many letters. */
    private static final int UNBROKEN = 16;

    private static final String MAY_BREAK = "\u200B";
    private static final int FIRST_WIDE = 0x2E80;

    private final CmapLookup pictures;

    /** @param font a TrueType font among the product's resources */
    PrintableText(String font) {
        try (InputStream file = PrintableText.class.getResourceAsStream(font)) {
            if (file == null) {
                throw new IllegalStateException(font + " is missing in the jar");
            }
            try (TrueTypeFont read = new TTFParser().parse(new RandomAccessReadBuffer(file))) {
                pictures = read.getUnicodeCmapLookup();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    String of(String text) {
        var shown = new StringBuilder(text.length() + UNBROKEN);
        int unbroken = 0;
        boolean longWord = false;
        for (int i = 0; i < text.length(); ) {
            int sign = text.codePointAt(i);
            if (mayEnd(sign)) {
                unbroken = 0;
            } else if (unbroken == 0) {
                longWord = word(text, i) > UNBROKEN;
            }
            i += Character.charCount(sign);
            if (sign == '\n' || sign == '\t' || isShown(sign)) {
                shown.appendCodePoint(sign);
            } else if (sign != '\r') {
                shown.append("[U+%04X]".formatted(sign));
            }
            if (!mayEnd(sign)) {
                unbroken++;
                if (longWord && (!Character.isLetterOrDigit(sign) || unbroken % UNBROKEN == 0)) {
                    shown.append(MAY_BREAK);
                }
            }
        }
        return shown.toString();
    }

    /** How long the word is that begins there. */
    private static int word(String text, int from) {
        int to = from;
        while (to < text.length() && !mayEnd(text.codePointAt(to))) {
            to += Character.charCount(text.codePointAt(to));
        }
        return to - from;
    }

    /** A line may be broken there anyway. */
    private static boolean mayEnd(int sign) {
        return Character.isWhitespace(sign) || sign >= FIRST_WIDE;
    }

    private boolean isShown(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> Character.isBmpCodePoint(sign) && pictures.getGlyphId(sign) > 0;
        };
    }

    /** About how wide it is; a Chinese character counts two. */
    static int width(String text) {
        return text.codePoints().map(sign -> sign < FIRST_WIDE ? 1 : 2).sum();
    }
}
