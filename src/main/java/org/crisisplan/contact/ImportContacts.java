package org.crisisplan.contact;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.crisisplan.engine.AdministratorActed;
import org.crisisplan.engine.StartWork;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/**
 * Brings the contact file into the database before the node takes any work. With a list that cannot be used it does not start, unless
 * an earlier one is there.
 */
@Component
class ImportContacts implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(ImportContacts.class);

    static final String SUBJECT = "contacts";

    private final ContactSettings settings;
    private final ResourceLoader files;
    private final ContactRepository contacts;
    private final Clock clock;
    private final Notices notices;
    private final StartWork startWork;
    private final ApplicationEventPublisher events;

    ImportContacts(
            ContactSettings settings,
            ResourceLoader files,
            ContactRepository contacts,
            Clock clock,
            Notices notices,
            StartWork startWork,
            ApplicationEventPublisher events) {
        this.settings = settings;
        this.files = files;
        this.contacts = contacts;
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
            importFrom(location);
            notices.settled(SUBJECT);
        } catch (ContactListRefused refused) {
            if (contacts.all().isEmpty()) {
                throw refused;
            }
            LOG.error("{}\nThe list imported before stays in use.", refused.getMessage());
            notices.say(new Notice(SUBJECT, location, refused.problems()));
        }
    }

    void importFrom(String location) {
        // a day of grace: the file may have been written east of here
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        List<Contact> list = ContactFile.read(files.getResource(location), location, today);
        List<Contact> known = contacts.all();
        contacts.replaceBy(list);
        tellWhatChanged(location, known, list);
        LOG.info("The contact list has {} entries, from {}", list.size(), location);
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
        return some.stream()
                .filter(contact -> !others.contains(contact))
                .map(contact ->
                        contact.department() + "/" + contact.user() + " (confirmed " + contact.confirmedOn() + ")")
                .collect(Collectors.joining(", "));
    }
}
