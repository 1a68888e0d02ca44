package org.crisisplan.engine.fence;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.crisisplan.department.Group;
import org.jspecify.annotations.Nullable;

/** The parts that people play towards the engine; the columns of the table of acts. */
enum Role {
    TEAM,
    AUDITORS,
    ANALYSTS,
    ADMINISTRATORS,
    /** Somebody who is logged in and in no group of the product. */
    NOBODY;

    /** Somebody in several groups plays all their parts. */
    static Set<Role> of(@Nullable Collection<String> groups) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String group : groups == null ? List.<String>of() : groups) {
            if (Group.team().stream().anyMatch(department -> department.id().equals(group))) {
                roles.add(TEAM);
            } else if (group.equals(Group.AUDITORS.id())) {
                roles.add(AUDITORS);
            } else if (group.equals(Group.ANALYSTS.id())) {
                roles.add(ANALYSTS);
            } else if (group.equals(Group.ADMINISTRATORS.id())) {
                roles.add(ADMINISTRATORS);
            }
        }
        return roles.isEmpty() ? EnumSet.of(NOBODY) : roles;
    }
}
