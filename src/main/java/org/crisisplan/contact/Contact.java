package org.crisisplan.contact;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One line of the contact list (R62): who answers for a department.
 *
 * @param department id of the group the tasks go to
 * @param user the login
 * @param person the role as people say it, such as "Head of legal"
 * @param ways how they are reached, the first to be tried first; one of them is a mail address
 * @param deputies logins of the contacts who stand in, the first that is present; nobody twice and not the person itself
 * @param confirmedOn when it was last confirmed that all this is right
 * @param faulty addresses that a mail server refused for good
 */
public record Contact(
        String department,
        String user,
        String person,
        List<Way> ways,
        List<String> deputies,
        Language language,
        LocalDate confirmedOn,
        Set<String> faulty) {

    public Contact {
        ways = List.copyOf(ways);
        deputies = List.copyOf(deputies);
        faulty = Set.copyOf(faulty);
    }

    /** Where mails go: the first address that is not known to fail. */
    public String mail() {
        return Stream.concat(mails().stream().filter(address -> !faulty.contains(address)), mails().stream())
                .findFirst()
                .orElse("");
    }

    public List<String> mails() {
        return ways.stream()
                .filter(way -> way.kind() == Way.Kind.MAIL)
                .map(Way::address)
                .toList();
    }

    /** The first number to call; empty if there is none. */
    public String phone() {
        return phones().stream().findFirst().orElse("");
    }

    public List<String> phones() {
        return ways.stream().filter(way -> way.kind().rings()).map(Way::address).toList();
    }

    /** Whether a mail to them can be expected to arrive. */
    public boolean isMailed() {
        return mails().stream().anyMatch(address -> !faulty.contains(address));
    }

    /** The same person, mailed at one address alone. */
    public Contact at(String mail) {
        List<Way> only = new ArrayList<>(ways);
        only.removeIf(way -> way.kind() == Way.Kind.MAIL && !way.address().equals(mail));
        return new Contact(department, user, person, only, deputies, language, confirmedOn, faulty);
    }

    /** The same person, standing in for a department. */
    public Contact answeringFor(String other) {
        return new Contact(other, user, person, ways, deputies, language, confirmedOn, faulty);
    }

    public Contact confirmed(LocalDate day) {
        return new Contact(department, user, person, ways, deputies, language, day, faulty);
    }

    /** What somebody wrote down, without what was found out since. */
    public Contact written() {
        return new Contact(department, user, person, ways, deputies, language, confirmedOn, Set.of());
    }

    /** Whether it says the same, whenever that was confirmed. */
    public boolean saysTheSame(Contact other) {
        return written().equals(other.written().confirmed(confirmedOn));
    }
}
