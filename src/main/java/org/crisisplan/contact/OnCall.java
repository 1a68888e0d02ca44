package org.crisisplan.contact;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Who is to be turned to now (R62): whoever is on duty for a department, or else all who answer for it; for each who is away, the
 * first deputy who is not. A chain is each person's own list, so two people may stand in for each other.
 */
@Component
public class OnCall {

    private final ContactRepository contacts;
    private final AbsenceRepository absences;
    private final RotaRepository rota;
    private final Clock clock;

    OnCall(ContactRepository contacts, AbsenceRepository absences, RotaRepository rota, Clock clock) {
        this.contacts = contacts;
        this.absences = absences;
        this.rota = rota;
        this.clock = clock;
    }

    /** What the moment says; a step that announces several tasks asks for it once. */
    private record Now(Set<String> away, List<Shift> shifts) implements TransactionSynchronization {}

    private Now now() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return read();
        }
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Now.class::isInstance)
                .map(Now.class::cast)
                .findFirst()
                .orElseGet(() -> {
                    Now first = read();
                    TransactionSynchronizationManager.registerSynchronization(first);
                    return first;
                });
    }

    private Now read() {
        Instant moment = clock.instant();
        return new Now(absences.awayAt(moment), rota.at(moment));
    }

    public boolean isAway(String user) {
        return now().away().contains(user);
    }

    /**
     * Whom to turn to. A stand-in is shown as answering for the department; if everybody is away, those who answer for it are
     * turned to all the same: a mail that waits is better than none.
     */
    public List<Contact> of(Collection<String> departments) {
        List<Contact> all = new ArrayList<>();
        for (String department : new TreeSet<>(departments)) {
            List<Contact> present = present(department);
            all.addAll(present.isEmpty() ? contacts.of(Set.of(department)) : present);
        }
        return all;
    }

    /** The same, but nobody if everybody is away. */
    public List<Contact> present(String department) {
        Now now = now();
        Set<String> onDuty = now.shifts().stream()
                .filter(shift -> shift.department().equals(department))
                .map(Shift::user)
                .collect(Collectors.toCollection(TreeSet::new));
        List<Contact> guard = onDuty.stream()
                .flatMap(user -> entry(user, department).stream())
                .toList();
        List<Contact> first = presentOf(guard, department, now);
        return first.isEmpty() ? presentOf(contacts.of(Set.of(department)), department, now) : first;
    }

    private List<Contact> presentOf(List<Contact> wanted, String department, Now now) {
        Map<String, Contact> present = new LinkedHashMap<>();
        for (Contact contact : wanted) {
            Optional<Contact> found =
                    now.away().contains(contact.user()) ? next(contact, Set.of(), now) : Optional.of(contact);
            found.map(one -> entry(one.user(), department).orElse(one))
                    .ifPresent(one -> present.putIfAbsent(one.user(), one.answeringFor(department)));
        }
        return List.copyOf(present.values());
    }

    /** The person's entry for the department, or another one of theirs. */
    private Optional<Contact> entry(String user, String department) {
        return contacts.find(department, user)
                .or(() -> contacts.users(Set.of(user)).stream().findFirst());
    }

    /** For each of them the next in their chain who is present and was not asked yet. */
    public List<Contact> nextDeputies(Collection<Contact> people, Set<String> asked) {
        Now now = now();
        Map<String, Contact> next = new LinkedHashMap<>();
        for (Contact person : people) {
            next(person, asked, now).ifPresent(deputy -> next.putIfAbsent(deputy.user(), deputy));
        }
        return List.copyOf(next.values());
    }

    private Optional<Contact> next(Contact person, Set<String> passedOver, Now now) {
        return person.deputies().stream()
                .filter(deputy -> !now.away().contains(deputy) && !passedOver.contains(deputy))
                .flatMap(deputy -> contacts.users(Set.of(deputy)).stream().limit(1))
                .findFirst();
    }
}
