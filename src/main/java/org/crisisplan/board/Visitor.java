package org.crisisplan.board;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Who looks at a page, and what the page may offer them. Only the response team changes anything. */
record Visitor(String user, Set<String> groups) {

    /** The departments that carry out the plan. */
    static final Set<String> TEAM = Set.of(
            "publicRelations", "technology", "legal", "customerService", "contentReview", "finance", "management");

    private static final String AUDITORS = "auditors";
    private static final String ANALYSTS = "analysts";
    private static final String ADMINISTRATORS = "camunda-admin";

    static Visitor of(Authentication login) {
        return new Visitor(
                login.getName(),
                login.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    public boolean isOfTeam() {
        return groups.stream().anyMatch(TEAM::contains);
    }

    /** Analysts own the plan; the crises themselves are not their business. */
    public boolean readsCrises() {
        return isOfTeam() || groups.contains(AUDITORS) || groups.contains(ADMINISTRATORS);
    }

    public boolean usesTasklist() {
        return readsCrises();
    }

    public boolean readsOutbox() {
        return readsCrises();
    }

    public boolean usesCockpit() {
        return groups.contains(AUDITORS) || groups.contains(ANALYSTS) || groups.contains(ADMINISTRATORS);
    }

    public boolean readsPlan() {
        return usesCockpit();
    }

    /** Whether Cockpit shows them the instances of crises, not only the plan. */
    public boolean looksIntoCrises() {
        return groups.contains(AUDITORS) || groups.contains(ADMINISTRATORS);
    }

    public boolean usesAdmin() {
        return groups.contains(ADMINISTRATORS);
    }
}
