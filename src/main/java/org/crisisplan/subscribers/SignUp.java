package org.crisisplan.subscribers;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The way in, in two steps: an address is typed, and whoever reads its mails says yes. */
@Component
class SignUp {

    private static final Duration A_DAY = Duration.ofDays(1);

    private final SubscriberRepository subscribers;
    private final SubscriberSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SignUp(
            SubscriberRepository subscribers,
            SubscriberSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.subscribers = subscribers;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Has a mail written to the address. Whoever asks learns nothing of it: not whether it is subscribed, nor whether it was asked for too
     * often and gets no further mail today.
     */
    void ask(MailAddress address, Choice choice) {
        transaction.executeWithoutResult(status -> {
            if (subscribers.requestsOf(address, clock.instant().minus(A_DAY)) < settings.mailsPerAddress()) {
                subscribers.addRequest(address, choice);
            }
        });
    }

    /** How it stands with the link of a confirmation mail. */
    enum State {
        READY,
        /** They are subscribed. */
        DONE,
        /** It was used, and they have left since. */
        USED,
        EXPIRED
    }

    /** Nothing if there is no such sign-up, or it was removed. */
    State stateOf(Request request) {
        if (request.confirmedAt() != null) {
            return subscribers
                            .byAddress(request.address())
                            .filter(Subscriber::isTold)
                            .isPresent()
                    ? State.DONE
                    : State.USED;
        }
        boolean inTime = clock.instant().isBefore(request.askedAt().plus(settings.confirmWithin()));
        return inTime && !request.known() ? State.READY : State.EXPIRED;
    }

    /** The reader pressed the button. */
    Optional<Subscriber> confirm(Request request) {
        try {
            return confirmed(request);
        } catch (DuplicateKeyException atOnce) {
            // two links of the same address were confirmed at the same moment
            return confirmed(request);
        }
    }

    private Optional<Subscriber> confirmed(Request request) {
        Optional<Subscriber> confirmed = transaction.execute(status -> subscribers.confirm(request));
        return confirmed == null ? Optional.empty() : confirmed;
    }
}
