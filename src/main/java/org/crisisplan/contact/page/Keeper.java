package org.crisisplan.contact.page;

import java.util.Set;
import org.crisisplan.contact.Contact;
import org.crisisplan.department.Group;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Somebody at the pages, and what of the list is theirs: administrators keep all of it, whoever answers for a department its entries, and
 * each person their own.
 *
 * @param departments those that the list names the person for
 */
record Keeper(String user, boolean administrator, Set<String> departments) {

    boolean keeps(String department) {
        return administrator || departments.contains(department);
    }

    boolean keeps(Contact contact) {
        return keeps(contact.department()) || contact.user().equals(user);
    }

    boolean keepsAny() {
        return administrator || !departments.isEmpty();
    }

    /** @throws ResponseStatusException (403) if it is not theirs */
    void mustKeep(String department) {
        if (!keeps(department)) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "Entries of a department are kept by those who answer for it, and by administrators");
        }
    }

    static boolean isAdministrator(Set<String> groups) {
        return groups.contains(Group.ADMINISTRATORS.id());
    }
}
