package org.crisisplan.media;

import java.util.Arrays;
import org.crisisplan.department.Group;
import org.crisisplan.web.CurrentUser;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** Whoever looks at a page of this module, and what it lets them do. */
public record MediaReader(CurrentUser user) {

    public static MediaReader of(Authentication login) {
        return new MediaReader(CurrentUser.of(login));
    }

    public boolean isOf(Group... groups) {
        return Arrays.stream(groups).map(Group::id).anyMatch(user.groups()::contains);
    }

    /** Those who are asked by the outside: they write down what was asked and what is said. */
    public boolean isAsked() {
        return isOf(Group.PUBLIC_RELATIONS, Group.CUSTOMER_SERVICE);
    }

    /** @throws AccessDeniedException if they are of none of them; nothing was changed */
    public void mustBeOf(Group... groups) {
        if (!isOf(groups)) {
            throw new AccessDeniedException("This is for " + Arrays.toString(groups));
        }
    }
}
