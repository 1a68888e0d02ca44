package org.crisisplan.mailing;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whoever is told that a mail came back believes it if it names the mail as only its recipient's server knows it. */
@Component
class KeepBounce {

    private static final Logger LOG = LoggerFactory.getLogger(KeepBounce.class);

    private final MailingRepository mailings;
    private final AttemptRepository attempts;
    private final MailingSources sources;

    KeepBounce(MailingRepository mailings, AttemptRepository attempts, MailingSources sources) {
        this.mailings = mailings;
        this.attempts = attempts;
        this.sources = sources;
    }

    /** Nothing changes when it is kept already, or the mail was never ours. */
    @Transactional
    public void keep(Bounce bounce) {
        Token token = bounce.token();
        Optional<Mailing> mailing = mailings.find(token.mailing());
        if (mailing.isEmpty() || !token.isOf(mailings.secretOf(token.mailing()))) {
            LOG.warn("A mail says that one of ours came back, but names none of ours");
            return;
        }
        if (attempts.bounced(token.mailing(), token.ref(), bounce.status(), bounce.problem())) {
            sources.of(mailing.get()).notReached(mailing.get(), token.ref(), RecipientState.BOUNCED, bounce.status());
        }
    }
}
