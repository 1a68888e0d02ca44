package org.crisisplan.plan.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text that somebody writes into a model.
 *
 * @param place what kind of text it is: juel, feel, cell, or a piece of a file
 */
record Attempt(String group, String place, String text, String why) {

    private static final Pattern REPEATED = Pattern.compile("\\{\\{(.+?)\\*(\\d+)}}");

    static List<Attempt> attempts() {
        return lines("/plan/attempts.tsv")
                .map(cells -> new Attempt(cells[0], cells[1], written(cells[2]), cells[3]))
                .toList();
    }

    static List<Attempt> honest() {
        return lines("/plan/honest-expressions.tsv")
                .map(cells -> new Attempt("honest", cells[0], cells[1], "must stay allowed"))
                .toList();
    }

    private static java.util.stream.Stream<String[]> lines(String file) {
        try (InputStream lines = Attempt.class.getResourceAsStream(file)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"));
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String written(String text) {
        return REPEATED.matcher(text)
                .replaceAll(run ->
                        java.util.regex.Matcher.quoteReplacement(run.group(1).repeat(Integer.parseInt(run.group(2)))));
    }

    boolean isIn(String... places) {
        return List.of(places).contains(place);
    }

    @Override
    public String toString() {
        return group + ": " + (text.length() > 80 ? text.substring(0, 80) + "..." : text);
    }
}
