package org.crisisplan.contact.file;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crisisplan.contact.AbsenceRepository;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.RotaRepository;
import org.crisisplan.engine.AdministratorActed;
import org.crisisplan.engine.StartWork;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ResourceLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings the contact file into the database before the node takes any work, if it says something else than when it was read last: what
 * people changed since on the pages stays until then. With a list that cannot be used the node does not start, unless an earlier one is
 * there.
 */
@Component
class ImportContacts implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(ImportContacts.class);

    static final String SUBJECT = "contacts";

    private final ContactSettings settings;
    private final ResourceLoader files;
    private final ContactRepository contacts;
    private final AbsenceRepository absences;
    private final RotaRepository rota;
    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Notices notices;
    private final StartWork startWork;
    private final ApplicationEventPublisher events;

    ImportContacts(
            ContactSettings settings,
            ResourceLoader files,
            ContactRepository contacts,
            AbsenceRepository absences,
            RotaRepository rota,
            JdbcClient database,
            TransactionOperations transaction,
            Clock clock,
            Notices notices,
            StartWork startWork,
            ApplicationEventPublisher events) {
        this.settings = settings;
        this.files = files;
        this.contacts = contacts;
        this.absences = absences;
        this.rota = rota;
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
        this.notices = notices;
        this.startWork = startWork;
        this.events = events;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (settings.location() != null) {
            String location = settings.location();
            startWork.before("reading the contact list", () -> importOrKeepTheLast(location));
        } else if (contacts.all().isEmpty()) {
            LOG.warn("There is no contact list, so nobody will be told anything by mail. "
                    + "Set crisis-plan.contacts.location to a file as shown in the README.");
        }
    }

    /** A list that is refused does not keep the product down: the one imported last is in use on, and the pages say so. */
    private void importOrKeepTheLast(String location) {
        try {
            if (contacts.all().isEmpty() || !isKnown(location)) {
                importFrom(location);
            }
            notices.settled(SUBJECT);
        } catch (ContactListRefused refused) {
            if (contacts.all().isEmpty()) {
                throw refused;
            }
            LOG.error("{}\nThe list imported before stays in use.", refused.getMessage());
            notices.say(new Notice(
                    SUBJECT,
                    location,
                    refused.problems().stream().map(Problem::sentence).toList()));
        }
    }

    void importFrom(String location) {
        // a day of grace: the file may have been written east of here
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        ContactLists lists = ContactFile.read(files.getResource(location), location, today, clock.getZone());
        transaction.executeWithoutResult(begun -> {
            List<Contact> known = contacts.all();
            List<Contact> list = lists.contacts().stream()
                    .map(contact -> withTheLaterConfirmation(contact, known))
                    .toList();
            contacts.replaceBy(list);
            lists.absences().forEach(absences::add);
            lists.shifts().forEach(rota::add);
            remember(location);
            tellWhatChanged(location, known, list);
        });
        LOG.info("The contact list has {} entries, from {}", lists.contacts().size(), location);
    }

    /** The file does not know what was confirmed since it was written. */
    private static Contact withTheLaterConfirmation(Contact contact, List<Contact> known) {
        return known.stream()
                .filter(before -> before.department().equals(contact.department())
                        && before.user().equals(contact.user())
                        && before.saysTheSame(contact)
                        && before.confirmedOn().isAfter(contact.confirmedOn()))
                .findFirst()
                .map(before -> contact.confirmed(before.confirmedOn()))
                .orElse(contact);
    }

    private boolean isKnown(String location) {
        return database.sql("select sha256 from contact_file where location = ?")
                .param(location)
                .query(String.class)
                .optional()
                .equals(hash(location));
    }

    private void remember(String location) {
        hash(location).ifPresent(hash -> {
            database.sql("delete from contact_file where location = ?")
                    .param(location)
                    .update();
            database.sql("insert into contact_file (location, sha256, read_at) values (?, ?, ?)")
                    .params(location, hash, clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        });
    }

    /** Nothing if it cannot be read, which whoever reads it says in words. */
    private Optional<String> hash(String location) {
        try (InputStream content = files.getResource(location).getInputStream()) {
            return Optional.of(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.readAllBytes())));
        } catch (IOException unreadable) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Which entries, by department and login, and which of their columns; numbers and addresses are told nowhere else. */
    private void tellWhatChanged(String location, List<Contact> before, List<Contact> after) {
        String gone = entries(before, after);
        String come = entries(after, before);
        if (!gone.isEmpty() || !come.isEmpty()) {
            events.publishEvent(new AdministratorActed("", "contacts", "imported", null, location, gone, come));
        }
    }

    /** Those of some that are not, or not the same, among others. */
    private static String entries(List<Contact> some, List<Contact> others) {
        List<Contact> written = others.stream().map(Contact::written).toList();
        return some.stream()
                .filter(contact -> !written.contains(contact.written()))
                .map(contact ->
                        contact.department() + "/" + contact.user() + " (confirmed " + contact.confirmedOn() + ")")
                .collect(Collectors.joining(", "));
    }
}
