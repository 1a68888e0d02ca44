package org.crisisplan.compensation;

import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.PeriodicWorkers;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.publish.ChannelSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Has ledgers filled and credits issued, by threads that do nothing else, and tells the processes when nothing is due any more. */
@Component
public class LedgerDispatcher implements SmartLifecycle {

    /** What {@code issue-compensation} waits for. */
    static final String SETTLED = CrisisResponse.COMPENSATION_SETTLED;

    private static final Logger LOG = LoggerFactory.getLogger(LedgerDispatcher.class);

    private final LedgerRepository ledgers;
    private final FillLedger fillLedger;
    private final IssueCredits issueCredits;
    private final CompensationSettings settings;
    private final SafeMode safeMode;
    private final RuntimeService runtime;
    private final CrisisRecord record;
    private final TransactionTemplate transaction;
    private final PeriodicWorkers workers;

    LedgerDispatcher(
            LedgerRepository ledgers,
            FillLedger fillLedger,
            IssueCredits issueCredits,
            CompensationSettings settings,
            ChannelSettings requests,
            SafeMode safeMode,
            RuntimeService runtime,
            CrisisRecord record,
            TransactionTemplate transaction) {
        this.ledgers = ledgers;
        this.fillLedger = fillLedger;
        this.issueCredits = issueCredits;
        this.settings = settings;
        this.safeMode = safeMode;
        this.runtime = runtime;
        this.record = record;
        this.transaction = transaction;
        this.workers =
                new PeriodicWorkers("compensation", requests.answerWithin().plusSeconds(5), this::look);
    }

    private void look(PeriodicWorkers workers) {
        if (safeMode.isOn()) {
            return;
        }
        ledgers.unfilled().forEach(crisis -> workers.work(crisis, () -> fillLedger.fill(crisis)));
        if (!settings.isByHand()) {
            for (int thread = 0; thread < settings.threads(); thread++) {
                workers.work(thread, this::issue);
            }
        }
        tell();
    }

    private void issue() {
        while (!safeMode.isOn() && issueCredits.issueNext()) {
            // until nothing is due
        }
    }

    /** All that is due now, in the thread that asks. */
    public void issueDue() {
        ledgers.unfilled().forEach(fillLedger::fill);
        if (!settings.isByHand()) {
            issue();
        }
        tell();
    }

    /** What fails is told at the next look. */
    private void tell() {
        ledgers.toTell(settings.isByHand()).forEach(settled -> {
            try {
                transaction.executeWithoutResult(status -> tell(settled));
            } catch (RuntimeException later) {
                LOG.warn("The process of {} is told later that its compensation is settled", settled.crisis(), later);
            }
        });
    }

    private void tell(LedgerRepository.Settled settled) {
        Ledger ledger = ledgers.findForUpdate(settled.crisis()).orElseThrow();
        ledgers.told(settled.crisis());
        Map<String, Object> counts = new TreeMap<>();
        ledgers.counts(settled.crisis()).forEach((state, count) -> counts.put(state.word(), count));
        counts.put("listed", ledger.listedUsers());
        record.append(
                settled.crisis(),
                Entry.of(ActKind.COMPENSATION_ISSUED, ledger.kind()).after(counts));
        runtime
                .createExecutionQuery()
                .processInstanceId(settled.execution())
                .messageEventSubscriptionName(SETTLED)
                .list()
                .stream()
                .map(Execution::getId)
                .forEach(execution -> runtime.messageEventReceived(SETTLED, execution));
    }

    @Override
    public void start() {
        if (settings.backgroundEnabled()) {
            workers.start();
        }
    }

    @Override
    public void stop() {
        workers.stop();
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }
}
