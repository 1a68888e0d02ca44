package org.crisisplan.subscribers;

import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What somebody wants to be told, and in which language.
 *
 * @param chinese or else English
 * @param components by their keys; none means all of them, also those that come later
 */
record Choice(boolean chinese, SortedSet<String> components) {

    static Choice of(String language, String components) {
        return new Choice(language.equals("zh"), split(components));
    }

    static SortedSet<String> split(String components) {
        return components.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(components.split(",")));
    }

    boolean all() {
        return components.isEmpty();
    }

    String language() {
        return chinese ? "zh" : "en";
    }

    Locale locale() {
        return chinese ? Locale.CHINESE : Locale.ENGLISH;
    }

    /** As one column holds them. */
    String joined() {
        return String.join(",", components);
    }
}
