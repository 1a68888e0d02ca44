package org.crisisplan.media.mail;

import java.util.List;
import java.util.Optional;
import org.crisisplan.department.Group;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.MailingSource;
import org.crisisplan.mailing.PersonalMessage;
import org.crisisplan.mailing.Recipient;
import org.crisisplan.media.contact.MediaContactRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A press statement, to each contact in their language (R48). Who is taken from the list meanwhile is not told any more. */
@Component
class PressMailing implements MailingSource {

    static final String NAME = "media";

    private final MediaContactRepository contacts;
    private final PressMail mails;

    PressMailing(MediaContactRepository contacts, PressMail mails) {
        this.contacts = contacts;
        this.mails = mails;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Recipient> next(Mailing mailing, @Nullable String after, int limit) {
        return contacts.active(after, limit).stream()
                .map(contact -> new Recipient(contact.id()))
                .toList();
    }

    @Override
    public Optional<PersonalMessage> message(Mailing mailing, String recipient) {
        return contacts.find(recipient)
                .filter(contact -> contact.active())
                .map(contact -> mails.statement(mailing, contact));
    }

    @Override
    public String department() {
        return Group.PUBLIC_RELATIONS.id();
    }
}
