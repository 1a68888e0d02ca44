package org.crisisplan.contact.file;

import org.crisisplan.web.NoticeHealth;
import org.crisisplan.web.Notices;
import org.springframework.stereotype.Component;

/** In the health of a node: whether its contact list was refused. */
@Component("contactsHealthIndicator")
class ContactsHealth extends NoticeHealth {

    ContactsHealth(Notices notices) {
        super(notices, ImportContacts.SUBJECT);
    }
}
