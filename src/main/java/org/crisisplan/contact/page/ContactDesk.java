package org.crisisplan.contact.page;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.crisisplan.contact.Absence;
import org.crisisplan.contact.AbsenceRepository;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.RotaRepository;
import org.crisisplan.contact.Shift;
import org.crisisplan.contact.Way;
import org.crisisplan.contact.check.ContactAnswers;
import org.crisisplan.contact.check.ContactCheckRepository.State;
import org.crisisplan.contact.check.ContactChecks;
import org.crisisplan.contact.file.ContactListRefused;
import org.crisisplan.contact.file.ContactLists;
import org.crisisplan.contact.file.Problem;
import org.crisisplan.contact.file.WholeList;
import org.crisisplan.engine.AdministratorActed;
import org.crisisplan.engine.fence.OfferedActs;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Changes the contact list for somebody who may: all of what they ask for, or nothing. What was changed is told, not to what. */
@Component
class ContactDesk {

    private static final int MOST_REPETITIONS = 52;

    private final ContactRepository contacts;
    private final AbsenceRepository absences;
    private final RotaRepository rota;
    private final ContactAnswers answers;
    private final OfferedActs acts;
    private final TransactionOperations transaction;
    private final ContactChecks checks;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ContactDesk(
            ContactRepository contacts,
            AbsenceRepository absences,
            RotaRepository rota,
            ContactAnswers answers,
            OfferedActs acts,
            TransactionOperations transaction,
            ContactChecks checks,
            ApplicationEventPublisher events,
            Clock clock) {
        this.contacts = contacts;
        this.absences = absences;
        this.rota = rota;
        this.answers = answers;
        this.acts = acts;
        this.transaction = transaction;
        this.checks = checks;
        this.events = events;
        this.clock = clock;
    }

    Keeper keeper(String user, Set<String> groups) {
        return new Keeper(
                user,
                Keeper.isAdministrator(groups),
                contacts.users(Set.of(user)).stream().map(Contact::department).collect(Collectors.toSet()));
    }

    /**
     * Puts the entry into the list. Who changed it has looked at it: it counts as confirmed, and whoever was asked is not asked on.
     *
     * @throws ContactListRefused if the list as a whole would not hold
     */
    void save(Contact contact, Keeper by) {
        act(() -> {
            take(contact, by.user());
            answers.right(contact.user(), State.CORRECTED, by.user());
        });
    }

    private void take(Contact contact, String by) {
        Contact before = contacts.find(contact.department(), contact.user()).orElse(null);
        List<Contact> after = others(contact);
        after.add(contact);
        mustHold(after);
        if (before != null && before.saysTheSame(contact)) {
            return;
        }
        contacts.save(contact);
        tell(by, before == null ? "added" : "changed", contact, before == null ? "" : changed(before, contact));
    }

    private List<Contact> others(Contact contact) {
        List<Contact> others = new ArrayList<>(contacts.all());
        others.removeIf(one ->
                one.department().equals(contact.department()) && one.user().equals(contact.user()));
        return others;
    }

    /** What was wrong before need not be put right at once. */
    private void mustHold(List<Contact> after) {
        List<Problem> known = WholeList.problems(contacts.all());
        List<Problem> found = new ArrayList<>(WholeList.problems(after));
        found.removeAll(known);
        if (!found.isEmpty()) {
            throw new ContactListRefused("list", found);
        }
    }

    /** @throws ContactListRefused if nobody would answer for the department, or if the person stands in for others */
    void remove(Contact contact, Keeper by) {
        act(() -> {
            mustHold(others(contact));
            contacts.remove(contact);
            tell(by.user(), "removed", contact, "");
            answers.gone(contact.user(), by.user());
        });
    }

    void confirm(String user, Keeper by) {
        act(() -> answers.right(user, State.CONFIRMED, by.user()));
    }

    void add(Absence absence, Keeper by) {
        act(() -> {
            mustBeKnown(absence.user());
            absences.add(new Absence(
                    absence.id(), absence.user(), absence.from(), absence.until(), absence.why(), by.user()));
        });
    }

    void removeAbsence(String id) {
        act(() -> absences.remove(id));
    }

    /** @param weeks how often it is repeated, week after week */
    void add(Shift shift, int weeks) {
        act(() -> {
            mustBeKnown(shift.user());
            ZoneId zone = clock.getZone();
            for (int week = 0; week <= Math.min(Math.max(0, weeks), MOST_REPETITIONS); week++) {
                // the same hour on the clock, also when the clock is changed in between
                rota.add(new Shift(
                        UUID.randomUUID().toString(),
                        shift.department(),
                        shift.user(),
                        ZonedDateTime.ofInstant(shift.from(), zone)
                                .plusWeeks(week)
                                .toInstant(),
                        ZonedDateTime.ofInstant(shift.until(), zone)
                                .plusWeeks(week)
                                .toInstant()));
            }
        });
    }

    void removeShift(String id) {
        act(() -> rota.remove(id));
    }

    private void mustBeKnown(String user) {
        if (contacts.users(Set.of(user)).isEmpty()) {
            throw new ContactListRefused("list", List.of(new Problem(1, "user " + user, "user", "is not in the list")));
        }
    }

    /**
     * Takes over what a file says: entries of the same person and department are changed, others are added, nobody is removed.
     *
     * @throws ContactListRefused naming what is not theirs, or who is not in the list; nothing is taken over then
     */
    void takeOver(ContactLists lists, Keeper by) {
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < lists.contacts().size(); i++) {
            Contact contact = lists.contacts().get(i);
            notTheirs(i, contact.department(), contact.user(), by, problems);
        }
        for (int i = 0; i < lists.shifts().size(); i++) {
            Shift shift = lists.shifts().get(i);
            notTheirs(i, shift.department(), shift.user(), by, problems);
        }
        act(() -> {
            List<Contact> after = new ArrayList<>(contacts.all());
            lists.contacts().forEach(contact -> {
                after.removeIf(one -> one.department().equals(contact.department())
                        && one.user().equals(contact.user()));
                after.add(contact);
            });
            Set<String> users = after.stream().map(Contact::user).collect(Collectors.toSet());
            for (int i = 0; i < lists.absences().size(); i++) {
                Absence absence = lists.absences().get(i);
                unknown(i, absence.user(), users, problems);
                if (!mayEnter(absence, by)) {
                    problems.add(new Problem(i + 1, "user " + absence.user(), "user", "is not yours to enter"));
                }
            }
            for (int i = 0; i < lists.shifts().size(); i++) {
                unknown(i, lists.shifts().get(i).user(), users, problems);
            }
            if (!problems.isEmpty()) {
                throw new ContactListRefused("file", problems);
            }
            mustHold(after);
            lists.contacts().forEach(contact -> takeFromFile(contact, by));
            lists.absences().forEach(absence -> add(absence, by));
            lists.shifts().forEach(shift -> add(shift, 0));
        });
    }

    private void takeFromFile(Contact contact, Keeper by) {
        Contact before = contacts.find(contact.department(), contact.user()).orElse(null);
        if (before != null && before.saysTheSame(contact)) {
            return;
        }
        contacts.save(contact);
        tell(by.user(), before == null ? "added" : "changed", contact, before == null ? "" : changed(before, contact));
    }

    boolean mayEnter(Absence absence, Keeper by) {
        return by.administrator()
                || absence.user().equals(by.user())
                || contacts.users(Set.of(absence.user())).stream().anyMatch(by::keeps);
    }

    private static void notTheirs(int i, String department, String user, Keeper by, List<Problem> problems) {
        if (!by.keeps(department)) {
            problems.add(new Problem(
                    i + 1,
                    "%s, user %s".formatted(department, user),
                    "department",
                    "is not yours to keep; leave the line out"));
        }
    }

    private static void unknown(int i, String user, Set<String> users, List<Problem> problems) {
        if (!users.contains(user)) {
            problems.add(new Problem(i + 1, "user " + user, "user", "is not in the list; add an entry for them first"));
        }
    }

    /** Asks all of the department to confirm, though they are not due. */
    void verify(String department) {
        act(() -> checks.ask(department));
    }

    private void tell(String by, String what, Contact contact, String fields) {
        events.publishEvent(new AdministratorActed(
                by, "contacts", what, null, contact.department() + "/" + contact.user(), "", fields));
    }

    private static String changed(Contact before, Contact after) {
        List<String> fields = new ArrayList<>();
        note(fields, "person", before.person(), after.person());
        for (Way.Kind kind : Way.Kind.values()) {
            note(fields, kind.word(), of(before, kind), of(after, kind));
        }
        note(fields, "deputies", before.deputies(), after.deputies());
        note(fields, "language", before.language(), after.language());
        if (fields.isEmpty() && !before.ways().equals(after.ways())) {
            fields.add("order");
        }
        return String.join(", ", fields);
    }

    private static List<Way> of(Contact contact, Way.Kind kind) {
        return contact.ways().stream().filter(way -> way.kind() == kind).toList();
    }

    private static void note(List<String> fields, String field, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            fields.add(field);
        }
    }

    private void act(Runnable work) {
        acts.perform(OfferedActs.KEEP_CONTACTS, () -> {
            transaction.executeWithoutResult(begun -> work.run());
            return true;
        });
    }
}
