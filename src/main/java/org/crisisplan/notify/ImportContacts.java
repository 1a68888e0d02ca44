package org.crisisplan.notify;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/** Brings the contact file into the database before the node takes any work: with a list that cannot be used it does not start. */
@Component
class ImportContacts implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(ImportContacts.class);

    private final ContactSettings settings;
    private final ResourceLoader files;
    private final Contacts contacts;
    private final Clock clock;

    ImportContacts(ContactSettings settings, ResourceLoader files, Contacts contacts, Clock clock) {
        this.settings = settings;
        this.files = files;
        this.contacts = contacts;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (settings.location() != null) {
            importFrom(settings.location());
        } else if (contacts.all().isEmpty()) {
            LOG.warn("There is no contact list, so nobody will be told anything by mail. "
                    + "Set crisis-plan.contacts.location to a file as shown in the README.");
        }
    }

    void importFrom(String location) {
        // a day of grace: the file may have been written east of here
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        List<Contact> list = ContactFile.read(files.getResource(location), location, today);
        contacts.replaceBy(list);
        LOG.info("The contact list has {} entries, from {}", list.size(), location);
    }
}
