package org.crisisplan.contact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of the contact list (R62): who answers for a department.
 *
 * @param department id of the group the tasks go to
 * @param person the role as people say it, such as "Head of legal"
 * @param deputy user id of the contact who stands in
 * @param confirmedOn when the person last confirmed mail and phone
 */
public record Contact(
        String department,
        String user,
        String person,
        String mail,
        String phone,
        @Nullable String deputy,
        Language language,
        LocalDate confirmedOn) {}
