package org.crisisplan.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;

/** The table of {@code access/routes.txt}: who gets what answer at which address. */
record RouteTable(List<Row> rows) {

    static final String FILE = "src/test/resources/access/routes.txt";

    /** Whose answers the table holds, in the order of its columns; the first is not logged in. */
    enum Who {
        NOBODY(),
        TEAM("pr", "tech", "legal", "service", "content", "finance", "manager"),
        AUDITORS("auditor"),
        ANALYSTS("analyst"),
        ADMINS("admin");

        final List<String> people;

        Who(String... people) {
            this.people = List.of(people);
        }
    }

    /** One line of the table. */
    record Row(String method, String path, List<String> answers) {

        String answerTo(Who who) {
            return answers.get(who.ordinal());
        }

        boolean isFor(String method, String path) {
            return (this.method.equals(method) || this.method.equals("ANY"))
                    && (this.path.equals(path) || isForEverythingBelow() && path.matches(asExpression()));
        }

        boolean isForEverythingBelow() {
            return path.endsWith("/**");
        }

        private String asExpression() {
            return path.substring(0, path.length() - 3).replaceAll("\\{[^/]*}", "[^/]+") + "(/.*)?";
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static RouteTable read() {
        try {
            return new RouteTable(new ClassPathResource("access/routes.txt")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(RouteTable::row)
                    .toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A controller's route needs a row of its own. */
    Optional<Row> ownRow(String method, String path) {
        return rows.stream()
                .filter(row -> row.method.equals(method) && row.path.equals(path))
                .findFirst();
    }

    /** The most exact row for an address. */
    Row rowFor(String method, String path) {
        return rows.stream()
                .filter(row -> row.isFor(method, path))
                .reduce((one, other) -> other.path.length() > one.path.length() ? other : one)
                .orElseThrow();
    }

    private static Row row(String line) {
        String[] cells = line.split("\\s+");
        if (cells.length != 2 + Who.values().length) {
            throw new IllegalStateException(FILE + ": a row has a method, a path and " + Who.values().length
                    + " answers, this one does not: " + line);
        }
        return new Row(cells[0], cells[1], Arrays.asList(cells).subList(2, cells.length));
    }
}
