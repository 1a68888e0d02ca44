package org.crisisplan.audit.report;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.crisisplan.engine.fence.OfferedActs;
import org.springframework.stereotype.Component;

/** Finds people by their login or a part of their name now. Whoever was removed is found by their login. */
@Component
class PeopleSearch {

    private static final int MOST = 200;

    private final IdentityService identities;
    private final OfferedActs acts;

    PeopleSearch(IdentityService identities, OfferedActs acts) {
        this.identities = identities;
        this.acts = acts;
    }

    /** The login as typed is always among them. */
    Set<String> logins(String person) {
        String wanted = person.toLowerCase(Locale.ROOT);
        Set<String> logins = new LinkedHashSet<>(Set.of(person));
        logins.addAll(acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> identities.createUserQuery().list().stream()
                        .filter(user -> user.getId().equalsIgnoreCase(person)
                                || (user.getFirstName() + " " + user.getLastName())
                                        .toLowerCase(Locale.ROOT)
                                        .contains(wanted))
                        .map(user -> user.getId())
                        .limit(MOST)
                        .toList()));
        return logins;
    }
}
