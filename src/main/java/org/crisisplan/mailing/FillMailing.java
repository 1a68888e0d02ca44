package org.crisisplan.mailing;

import java.util.List;
import java.util.Optional;
import org.crisisplan.mailing.MailingRepository.Filling;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Asks who is to be told, a page at a time: each page and how far it leads is one commit, whoever dies in between. */
@Component
class FillMailing {

    private static final int PAGE = 500;

    private final MailingRepository mailings;
    private final MailingSources sources;
    private final TransactionOperations transaction;

    FillMailing(MailingRepository mailings, MailingSources sources, TransactionOperations transaction) {
        this.mailings = mailings;
        this.sources = sources;
        this.transaction = transaction;
    }

    /** @return whether there may be more to ask for, which nobody else asks for at the moment */
    boolean nextPage(Mailing mailing) {
        return Boolean.TRUE.equals(transaction.execute(begun -> {
            Optional<Filling> mine = mailings.holdForFilling(mailing.id()).filter(filling -> !filling.filled());
            if (mine.isEmpty()) {
                return false;
            }
            List<Recipient> page = sources.of(mailing).next(mailing, mine.get().after(), PAGE);
            boolean all = page.size() < PAGE;
            mailings.add(mailing.id(), page);
            mailings.filledTo(
                    mailing.id(),
                    page.isEmpty()
                            ? mine.get().after()
                            : page.get(page.size() - 1).ref(),
                    all);
            return !all;
        }));
    }
}
