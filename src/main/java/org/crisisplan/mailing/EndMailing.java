package org.crisisplan.mailing;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.crisisplan.crisis.Variables;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.engine.SafeModeSettings.Reason;
import org.crisisplan.mailing.MailingRepository.Open;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What nodes left behind, and what becomes of a mailing when nobody is left to be tried: those who were not reached become a task of the
 * department that the audience belongs to (R47).
 */
@Component
class EndMailing {

    private static final Logger LOG = LoggerFactory.getLogger(EndMailing.class);

    /** The process that asks people; its business key is the mailing. */
    static final String KEY = "handle-unreached-people";

    private final MailingRepository mailings;
    private final AttemptRepository attempts;
    private final MailingSources sources;
    private final MailingRecord record;
    private final RepositoryService definitions;
    private final RuntimeService runtime;
    private final TransactionOperations transaction;

    EndMailing(
            MailingRepository mailings,
            AttemptRepository attempts,
            MailingSources sources,
            MailingRecord record,
            RepositoryService definitions,
            RuntimeService runtime,
            TransactionOperations transaction) {
        this.mailings = mailings;
        this.attempts = attempts;
        this.sources = sources;
        this.record = record;
        this.definitions = definitions;
        this.runtime = runtime;
        this.transaction = transaction;
    }

    void check() {
        for (Open open : mailings.open()) {
            attempts.leftInHand(open.mailing().id());
            endIfDone(open);
        }
        attempts.untold().forEach(this::ask);
    }

    void endIfDone(Open open) {
        transaction.executeWithoutResult(begun -> {
            if (attempts.endIfDone(open.mailing().id())) {
                record.ended(open.mailing(), mailings.counts(open.mailing().id()));
            }
        });
    }

    /** Once for each end, whichever node is quicker; while somebody is at work on it nobody else is asked. */
    private void ask(long id) {
        try {
            transaction.executeWithoutResult(begun -> {
                if (attempts.tell(id)) {
                    Mailing mailing = mailings.find(id).orElseThrow();
                    if (sources.of(mailing).asksForTheUnreached() && isNobodyAtWork(mailing)) {
                        runtime.startProcessInstanceByKey(KEY, businessKey(mailing), variables(mailing));
                    }
                }
            });
        } catch (RuntimeException broken) {
            LOG.error(
                    "Mailing {} did not reach everybody, and the process '{}' that asks somebody to look failed; it is tried again.",
                    id,
                    KEY,
                    broken);
        }
    }

    private boolean isNobodyAtWork(Mailing mailing) {
        if (definitions
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(KEY)
                        .latestVersion()
                        .count()
                == 0) {
            LOG.error(
                    "Mailing {} did not reach everybody, and the plan has no process '{}'. Look at it.",
                    mailing.id(),
                    KEY);
            return false;
        }
        return runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(businessKey(mailing), KEY)
                        .count()
                == 0;
    }

    private static String businessKey(Mailing mailing) {
        return "mailing-" + mailing.id();
    }

    private Map<String, Object> variables(Mailing mailing) {
        MailingSource source = sources.of(mailing);
        Map<RecipientState, Long> counts = mailings.counts(mailing.id());
        Map<String, Object> variables = new HashMap<>();
        variables.put(
                Variables.TITLE,
                "People not reached 有人未通知到: " + mailing.texts().get(0).subject());
        variables.put("audience", source.department());
        variables.put("crisisNumber", mailing.crisis() == null ? "" : mailing.crisis());
        variables.put("mailingSubject", mailing.texts().get(0).subject());
        variables.put("mailingPage", source.page(mailing));
        variables.put("peopleSent", counts.getOrDefault(RecipientState.SENT, 0L));
        variables.put(
                "peopleNotReached",
                counts.getOrDefault(RecipientState.FAILED, 0L) + counts.getOrDefault(RecipientState.BOUNCED, 0L));
        variables.put("peopleInDoubt", counts.getOrDefault(RecipientState.IN_DOUBT, 0L));
        return variables;
    }

    /** What was queued when a backup was made may have gone out after. */
    @EventListener
    @Transactional
    public void on(SafeMode.Began safeMode) {
        if (safeMode.reason() == Reason.RESTORE) {
            attempts.doubtAll();
        }
    }
}
