package org.crisisplan.contact;

import java.util.List;

/** The contact list cannot be used; says what is wrong in which entry. The list in the database stays as it was. */
class ContactListRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ContactListRefused(String location, List<String> problems) {
        super("The contact list %s cannot be used:%n  - %s"
                .formatted(location, String.join(System.lineSeparator() + "  - ", problems)));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
