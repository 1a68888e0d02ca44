package org.crisisplan.contact.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.check.ContactCheckRepository.Check;
import org.crisisplan.contact.check.ContactCheckRepository.State;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What comes back when somebody was asked to confirm their entry: an answer, or that nothing arrives. The process goes on with it. */
@Component
public class ContactAnswers {

    private final ContactRepository contacts;
    private final ContactCheckRepository checks;
    private final CadenceTable table;
    private final RuntimeService runtime;

    ContactAnswers(
            ContactRepository contacts, ContactCheckRepository checks, CadenceTable table, RuntimeService runtime) {
        this.contacts = contacts;
        this.checks = checks;
        this.table = table;
        this.runtime = runtime;
    }

    /**
     * All entries of the person are right, as they are or since they were put right. Also when nobody asked.
     *
     * @param by who says so: a login
     */
    @Transactional
    public void right(String user, State how, String by) {
        contacts.confirm(user, table.today());
        if (checks.end(user, how, by)) {
            tell(user, ContactChecks.ANSWERED);
        }
    }

    /** The same, found out by whoever has the process's own task: it goes on by itself. */
    @Transactional
    void found(String user, State how, String by) {
        if (how != State.REPLACED) {
            contacts.confirm(user, table.today());
        }
        checks.end(user, how, by);
    }

    /** Nobody of that login is in the list any more: there is nobody to ask. */
    @Transactional
    public void gone(String user, String by) {
        if (contacts.users(Set.of(user)).isEmpty() && checks.end(user, State.REPLACED, by)) {
            tell(user, ContactChecks.ANSWERED);
        }
    }

    /** A mail that asked them was not delivered: they are asked again at once by every way that is left, or somebody is to look after it. */
    @Transactional
    public void undelivered(String user, String address, String answer) {
        contacts.refused(user, address, answer);
        Optional<Check> check = checks.open(user);
        if (check.isEmpty()) {
            return;
        }
        checks.fault(check.get().id(), address + ": " + answer);
        List<Contact> entries = contacts.users(Set.of(user));
        if (check.get().rounds() == 1 || entries.stream().noneMatch(Contact::isMailed)) {
            tell(user, ContactChecks.UNDELIVERED);
        }
    }

    /** Whoever does not wait for it, because something else came first, is not disturbed. */
    private void tell(String user, String message) {
        runtime.createMessageCorrelation(message)
                .processInstanceBusinessKey(ContactChecks.keyOf(user))
                .correlateAllWithResult();
    }
}
