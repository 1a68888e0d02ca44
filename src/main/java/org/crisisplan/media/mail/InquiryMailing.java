package org.crisisplan.media.mail;

import java.util.List;
import java.util.Optional;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.department.Group;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.MailingProgress;
import org.crisisplan.mailing.MailingSource;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.mailing.PersonalMessage;
import org.crisisplan.mailing.Recipient;
import org.crisisplan.media.inquiry.Inquiry;
import org.crisisplan.media.inquiry.InquiryLog;
import org.crisisplan.publish.ApprovedStatement;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The answer to one inquiry: a mailing of one, whose key is the inquiry, so that nobody is answered twice (R48). */
@Component
public class InquiryMailing implements MailingSource {

    private static final String NAME = "inquiries";

    private final Mailings mailings;
    // it is asked when a mail is sent, and asks for mails itself
    private final ObjectProvider<InquiryLog> log;
    private final PressMail mails;

    InquiryMailing(Mailings mailings, ObjectProvider<InquiryLog> log, PressMail mails) {
        this.mailings = mailings;
        this.log = log;
        this.mails = mails;
    }

    /** In the caller's transaction. What is asked in a drill counts as answered, and no mail is sent (R61). */
    public void send(Inquiry inquiry, ApprovedStatement text) {
        if (Crisis.isDrill(inquiry.crisis()) || Crisis.isDrill(text.crisis())) {
            return;
        }
        mailings.open(NAME, inquiry.id(), inquiry.crisis(), text.id(), PressMail.texts(text));
    }

    /** How far the answer got; nothing if none was sent. */
    public Optional<MailingProgress> progress(Inquiry inquiry) {
        return mailings.find(NAME, inquiry.id()).map(mailing -> mailings.progress(mailing.id()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Recipient> next(Mailing mailing, @Nullable String after, int limit) {
        return after == null ? List.of(new Recipient(mailing.key())) : List.of();
    }

    @Override
    public Optional<PersonalMessage> message(Mailing mailing, String recipient) {
        return log.getObject()
                .find(recipient)
                // who asked may have been erased meanwhile
                .filter(inquiry -> !inquiry.address().isEmpty())
                .map(inquiry -> mails.answer(mailing, inquiry));
    }

    @Override
    public String department() {
        return Group.PUBLIC_RELATIONS.id();
    }

    @Override
    public String page(Mailing mailing) {
        return "/crises/" + mailing.crisis() + "/inquiries";
    }
}
