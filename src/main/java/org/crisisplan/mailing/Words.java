package org.crisisplan.mailing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server said, as one line for people. */
final class Words {

    private static final int LONGEST = 400;
    private static final Pattern STATUS = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"'(),;:]{1,200}@[^\\s<>\"'(),;:]{1,200}");

    private Words() {}

    /** Without the addresses that servers like to repeat: they stand nowhere in the clear. */
    static String of(@Nullable String said) {
        String line = String.valueOf(said).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String without = ADDRESS.matcher(line).replaceAll("…");
        return without.length() <= LONGEST ? without : without.substring(0, LONGEST) + "…";
    }

    /** The enhanced status code (RFC 3463) in it. */
    static @Nullable String status(@Nullable String said) {
        Matcher found = STATUS.matcher(String.valueOf(said));
        return found.find() ? found.group(1) : null;
    }
}
