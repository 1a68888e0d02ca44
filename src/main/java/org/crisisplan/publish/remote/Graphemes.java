package org.crisisplan.publish.remote;

import java.util.regex.Pattern;

/** Counts what a reader takes for one character, as social networks do: a flag or a face with a beard is one. */
public final class Graphemes {

    private static final Pattern ONE = Pattern.compile("\\X");

    private Graphemes() {}

    public static int count(String text) {
        return (int) ONE.matcher(text).results().count();
    }
}
