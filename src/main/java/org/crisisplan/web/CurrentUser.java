package org.crisisplan.web;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.department.Group;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Who looks at a page, and what the page may offer them. Only the response team changes anything; what the engine lets them do is
 * another matter, see {@code engine/acts.md}.
 */
public record CurrentUser(String user, Set<String> groups) {

    public static CurrentUser of(Authentication login) {
        return new CurrentUser(
                login.getName(),
                login.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    public boolean isOfTeam() {
        return Group.team().stream().anyMatch(this::is);
    }

    /** Analysts own the plan; the crises themselves are not their business. */
    public boolean readsCrises() {
        return isOfTeam() || is(Group.AUDITORS) || is(Group.ADMINISTRATORS);
    }

    /** Journalists' numbers are for those who speak with them, and for those who look whether the plan was kept. */
    public boolean readsMediaContacts() {
        return is(Group.PUBLIC_RELATIONS) || is(Group.AUDITORS) || is(Group.ADMINISTRATORS);
    }

    /** Begins drills and breaks them off (R61). */
    public boolean runsDrills() {
        return isOfTeam() || is(Group.ADMINISTRATORS);
    }

    /** What finance keeps at hand for the estimate of a loss (R39). */
    public boolean readsLossParameters() {
        return is(Group.FINANCE, Group.MANAGEMENT, Group.ANALYSTS, Group.AUDITORS, Group.ADMINISTRATORS);
    }

    /** Sets what finance keeps at hand for the estimate of a loss (R39). */
    public boolean setsLossParameters() {
        return is(Group.FINANCE);
    }

    public boolean usesTasklist() {
        return readsCrises();
    }

    public boolean readsOutbox() {
        return readsCrises();
    }

    /** Has a mail sent once more. */
    public boolean sendsMailsAgain() {
        return isOfTeam() || is(Group.ADMINISTRATORS);
    }

    public boolean usesCockpit() {
        return is(Group.AUDITORS) || is(Group.ANALYSTS) || is(Group.ADMINISTRATORS);
    }

    public boolean readsPlan() {
        return usesCockpit();
    }

    /** Looks over all cases whether the plan was kept. */
    public boolean audits() {
        return is(Group.AUDITORS, Group.ADMINISTRATORS, Group.MANAGEMENT);
    }

    /** Reads how the versions of the plan differ. */
    public boolean comparesPlans() {
        return audits() || is(Group.ANALYSTS);
    }

    /** Deploys the plan, and tries its tables out. */
    public boolean changesPlan() {
        return is(Group.ANALYSTS) || is(Group.ADMINISTRATORS);
    }

    /** Whether Cockpit shows them the instances of crises, not only the plan. */
    public boolean looksIntoCrises() {
        return is(Group.AUDITORS) || is(Group.ADMINISTRATORS);
    }

    public boolean usesAdmin() {
        return is(Group.ADMINISTRATORS);
    }

    /** Who subscribed to the public page; how many there are, others may know too. */
    public boolean readsSubscribers() {
        return is(Group.ADMINISTRATORS);
    }

    /** Erases what people wrote in the record of a crisis. */
    public boolean erasesWords() {
        return is(Group.ADMINISTRATORS);
    }

    /** Sees which persons were erased when, by whom and why. */
    public boolean seesErasures() {
        return is(Group.AUDITORS, Group.ADMINISTRATORS);
    }

    /** Which duties of the law count, and who checked them: those who keep them, and those who own the table. */
    public boolean readsDuties() {
        return readsCrises() || is(Group.ANALYSTS);
    }

    /** Places crises under legal hold and releases them. */
    public boolean placesLegalHolds() {
        return is(Group.LEGAL, Group.ADMINISTRATORS);
    }

    /** Brings lists of those affected and looks after who was reached (R47). */
    public boolean caresForAffected() {
        return is(Group.CUSTOMER_SERVICE, Group.PUBLIC_RELATIONS);
    }

    /** Sees who is affected, masked. */
    public boolean readsAffected() {
        return caresForAffected() || is(Group.AUDITORS);
    }

    private boolean is(Group... any) {
        return Stream.of(any).map(Group::id).anyMatch(groups::contains);
    }
}
