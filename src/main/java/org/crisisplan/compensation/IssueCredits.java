package org.crisisplan.compensation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.crisisplan.compensation.Beneficiaries.Beneficiary;
import org.crisisplan.compensation.CreditInterface.Answer;
import org.crisisplan.publish.ChannelSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Credits what is due through the shop's interface. That a credit is asked for is written down before, and the answer after; whoever finds
 * the one without the other asks again with the same key as long as the shop knows it, and leaves it to a person afterwards.
 */
@Component
class IssueCredits {

    private static final Logger LOG = LoggerFactory.getLogger(IssueCredits.class);
    private static final int AT_ONCE = 10;

    private final LedgerRepository ledgers;
    private final Beneficiaries beneficiaries;
    private final CreditInterface shop;
    private final CompensationSettings settings;
    private final ChannelSettings requests;
    private final TransactionTemplate transaction;
    private final Clock clock;

    IssueCredits(
            LedgerRepository ledgers,
            Beneficiaries beneficiaries,
            CreditInterface shop,
            CompensationSettings settings,
            ChannelSettings requests,
            TransactionTemplate transaction,
            Clock clock) {
        this.ledgers = ledgers;
        this.beneficiaries = beneficiaries;
        this.shop = shop;
        this.settings = settings;
        this.requests = requests;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @return whether anything was due */
    boolean issueNext() {
        Duration lease = requests.answerWithin().multipliedBy(AT_ONCE).plusSeconds(5);
        List<Credit> taken = transaction.execute(status -> ledgers.take(AT_ONCE, lease));
        if (taken == null || taken.isEmpty()) {
            return false;
        }
        taken.forEach(this::attempt);
        return true;
    }

    private void attempt(Credit taken) {
        Credit credit = ledgers.find(taken.crisis(), taken.person()).orElseThrow();
        if (taken.state() == CreditState.SENDING && !isRecognised(credit, clock.instant())) {
            ended(
                    credit,
                    CreditState.IN_DOUBT,
                    "The product was stopped while it asked for it; look at the shop whether it is there. 请求发出后系统中断，请在商城核对。");
            return;
        }
        Optional<Beneficiary> person = beneficiaries.find(credit.crisis(), credit.person());
        if (person.isEmpty()) {
            ended(credit, CreditState.WITHDRAWN, "Not on the lists any more. 已不在名单上。");
            return;
        }
        String userId = person.get().userId();
        if (userId == null) {
            ended(
                    credit,
                    CreditState.REFUSED,
                    "The list does not say which account at the shop is theirs. 名单未写明其商城账号。");
            return;
        }
        settle(credit, shop.credit(credit, userId));
    }

    private void settle(Credit credit, Answer answer) {
        if (answer instanceof Answer.Credited credited) {
            transaction.executeWithoutResult(
                    status -> ledgers.ended(credit, CreditState.CREDITED, credited.reference(), null));
        } else if (answer instanceof Answer.Refused refused) {
            ended(credit, CreditState.REFUSED, refused.why());
        } else if (answer instanceof Answer.NoAnswer none) {
            Instant next = clock.instant()
                    .plus(settings.retryAfter()
                            .get(Math.min(
                                            Math.max(credit.attempts(), 1),
                                            settings.retryAfter().size())
                                    - 1));
            Instant first = credit.firstTriedAt() == null ? clock.instant() : credit.firstTriedAt();
            boolean unclear = credit.unclear() || none.mayBeCredited();
            boolean goesOn =
                    !next.isAfter(first.plus(settings.giveUpAfter())) && (!unclear || isRecognised(credit, next));
            if (goesOn) {
                transaction.executeWithoutResult(
                        status -> ledgers.tryAgain(credit, none.why(), none.mayBeCredited(), next));
            } else {
                ended(credit, unclear ? CreditState.IN_DOUBT : CreditState.REFUSED, none.why());
            }
        }
    }

    private void ended(Credit credit, CreditState state, String problem) {
        LOG.warn("A compensation of {} is {}: {}", credit.crisis(), state.word(), problem);
        transaction.executeWithoutResult(status -> ledgers.ended(credit, state, null, problem));
    }

    private boolean isRecognised(Credit credit, Instant then) {
        return credit.firstTriedAt() == null
                || then.isBefore(credit.firstTriedAt().plus(settings.recognisesFor()));
    }
}
