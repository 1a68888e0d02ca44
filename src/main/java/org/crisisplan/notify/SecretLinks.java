package org.crisisplan.notify;

import org.crisisplan.contact.check.ConfirmLinkRepository;
import org.crisisplan.notify.acknowledge.AcknowledgeLinkRepository;

/** Links in mails that act in their reader's name: nobody else who sees the mail may see them. */
final class SecretLinks {

    private SecretLinks() {}

    static String hidden(String text) {
        return ConfirmLinkRepository.hidden(AcknowledgeLinkRepository.hidden(text));
    }

    /** The same of a column, in SQL. */
    static String hiddenIn(String column) {
        return "regexp_replace(regexp_replace(%s, '%s', '%s'), '%s', '%s')"
                .formatted(
                        column,
                        AcknowledgeLinkRepository.IN_MAILS,
                        AcknowledgeLinkRepository.HIDDEN,
                        ConfirmLinkRepository.IN_MAILS,
                        ConfirmLinkRepository.HIDDEN);
    }
}
