package org.crisisplan.contact.file;

import java.util.List;
import java.util.stream.Collectors;

/** The contact list cannot be used; says what is wrong in which entry. The list in the database stays as it was. */
public class ContactListRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ContactListRefused(String location, List<Problem> problems) {
        super("The contact list %s cannot be used:%n  - %s"
                .formatted(
                        location,
                        problems.stream()
                                .map(Problem::sentence)
                                .collect(Collectors.joining(System.lineSeparator() + "  - "))));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
