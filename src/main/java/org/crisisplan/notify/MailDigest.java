package org.crisisplan.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Writes one mail for each person of all those that were held back for them. */
@Component
class MailDigest {

    /** More would not be read; the number of the others is told. */
    private static final int MOST = 30;

    /** A digest is about several crises, so it stands under none of their numbers. */
    private static final String NUMBER = "digest";

    private final DeliveryRepository deliveries;
    private final ContactRepository contacts;
    private final Outbox outbox;
    private final TransactionOperations transaction;

    MailDigest(
            DeliveryRepository deliveries,
            ContactRepository contacts,
            Outbox outbox,
            TransactionOperations transaction) {
        this.deliveries = deliveries;
        this.contacts = contacts;
        this.outbox = outbox;
        this.transaction = transaction;
    }

    void send() {
        for (String user : deliveries.usersWithHeldMails()) {
            transaction.executeWithoutResult(begun -> send(user));
        }
    }

    private void send(String user) {
        List<Delivery> held = deliveries.takeHeld(user);
        List<Contact> person = contacts.users(Set.of(user));
        if (held.isEmpty()) {
            return;
        }
        if (person.isEmpty()) {
            // no longer in the contact list: each goes where it was addressed to
            held.forEach(mail -> deliveries.letGo(mail.id()));
            return;
        }
        List<String> subjects = new ArrayList<>();
        held.stream().limit(MOST).map(Delivery::subject).forEach(subjects::add);
        outbox.tellDigest(
                person.get(0),
                NUMBER,
                Map.of(
                        "number",
                        NUMBER,
                        "count",
                        held.size(),
                        "subjects",
                        subjects,
                        "more",
                        held.size() - subjects.size()));
        held.forEach(mail -> deliveries.digested(mail.id()));
    }
}
