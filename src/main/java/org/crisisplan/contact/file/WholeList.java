package org.crisisplan.contact.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.contact.Contact;
import org.crisisplan.department.Group;

/** What must hold of the contact list as a whole, so that no department is out of reach. */
public final class WholeList {

    private WholeList() {}

    public static List<Problem> problems(Collection<Contact> contacts) {
        List<Problem> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Set<String> users = contacts.stream().map(Contact::user).collect(Collectors.toSet());
        for (Contact contact : contacts) {
            String entry = "%s, user %s".formatted(contact.department(), contact.user());
            if (!seen.add(entry)) {
                problems.add(Problem.together(entry, "stands in the list twice; remove one entry"));
            }
            contact.deputies().stream()
                    .filter(deputy -> !users.contains(deputy))
                    .forEach(deputy -> problems.add(Problem.together(
                            entry,
                            "deputy '%s' is not in the list; add an entry with user: %s".formatted(deputy, deputy))));
        }
        Set<String> reachable = contacts.stream().map(Contact::department).collect(Collectors.toSet());
        // each is given tasks, so each needs somebody who can be reached
        Group.teamIds().stream()
                .filter(department -> !reachable.contains(department))
                .forEach(department -> problems.add(Problem.ofTheList(
                        "nobody answers for %s; add an entry with department: %s".formatted(department, department))));
        return problems;
    }
}
