package org.crisisplan.compensation;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.approval.TaskSpeaker;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;
import org.jspecify.annotations.Nullable;

/**
 * What the diagrams {@code recover} and {@code issue-compensation} ask and say of a crisis's compensation (R57). Nothing of it is a
 * variable: what was approved and what became of it stands in the ledger.
 */
@InPlan("compensation")
public class Compensation {

    /** What users may get; the table {@code compensation} proposes one of them, or none. */
    static final Set<String> KINDS = Set.of("coupon", "points", "membership", "refund");

    private final LedgerRepository ledgers;
    private final Beneficiaries beneficiaries;
    private final CrisisFacts facts;
    private final TaskSpeaker speaker;
    private final CrisisRecord record;

    Compensation(
            LedgerRepository ledgers,
            Beneficiaries beneficiaries,
            CrisisFacts facts,
            TaskSpeaker speaker,
            CrisisRecord record) {
        this.ledgers = ledgers;
        this.beneficiaries = beneficiaries;
        this.facts = facts;
        this.speaker = speaker;
        this.record = record;
    }

    /** How many users are on the crisis's lists; without a list, as many as are known to be affected; null if nobody knows. */
    public @Nullable Number eligible(DelegateExecution execution) {
        long listed = beneficiaries.count(execution.getProcessBusinessKey());
        if (listed > 0) {
            return Math.toIntExact(Math.min(listed, Integer.MAX_VALUE));
        }
        return facts.value(execution, "affectedUsers") instanceof Number users ? users : null;
    }

    /**
     * At the end of the task in which somebody decides on the compensation: opens the ledger if they approved it.
     *
     * @throws NotAccepted when users were already credited something else in this crisis
     */
    public void approves(DelegateExecution execution) {
        if (execution.isCanceled() || !"approve".equals(execution.getVariable("compensationDecision"))) {
            return;
        }
        String kind = String.valueOf(execution.getVariable("compensationKind"));
        if (!KINDS.contains(kind)) {
            return;
        }
        String crisis = execution.getProcessBusinessKey();
        BigDecimal amount = number(execution, "compensationAmount");
        long users = number(execution, "compensationUsers").longValue();
        String approvedBy = speaker.ofWhoever("Approving a compensation");
        Optional<Ledger> before = ledgers.findForUpdate(crisis);
        if (before.isEmpty()) {
            ledgers.open(crisis, kind, amount, users, approvedBy);
        } else if (before.get().kind().equals(kind) && before.get().amount().compareTo(amount) == 0) {
            ledgers.approve(crisis, users, approvedBy);
        } else if (before.get().issuedAt() == null) {
            ledgers.replace(crisis, kind, amount, users, approvedBy);
        } else {
            throw new NotAccepted(
                    "Users of this crisis are being credited %s of %s already. Approve the same, or nothing. 本次危机已按其他方案发放补偿，请批准相同方案或不再补偿。"
                            .formatted(
                                    before.get().kind(), before.get().amount().toPlainString()));
        }
        record.append(
                crisis,
                Entry.of(ActKind.COMPENSATION_APPROVED, kind)
                        .after(Map.of(
                                "amount",
                                amount,
                                "users",
                                users,
                                "total",
                                amount.multiply(BigDecimal.valueOf(users)))));
    }

    /** Whether anything was approved for the crisis's users. */
    public boolean isApproved(DelegateExecution execution) {
        return ledgers.find(execution.getProcessBusinessKey()).isPresent();
    }

    /** Whether everybody on the lists has it, and somebody is on them. */
    public boolean isCredited(DelegateExecution execution) {
        String crisis = execution.getProcessBusinessKey();
        Map<CreditState, Long> counts = ledgers.counts(crisis);
        long credited = counts.getOrDefault(CreditState.CREDITED, 0L);
        long others = counts.entrySet().stream()
                .filter(count -> count.getKey() != CreditState.CREDITED && count.getKey() != CreditState.WITHDRAWN)
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (Crisis.isDrill(crisis)) {
            // nothing is issued in a drill, and nobody is asked to settle it at the shop
            return true;
        }
        boolean enough =
                ledgers.find(crisis).filter(ledger -> !ledger.isTooSmall()).isPresent();
        return enough && credited > 0 && others == 0;
    }

    /**
     * At the end of the task in which somebody settles the rest: what they said of how many users it is approved for. Fewer than before
     * take nothing back.
     */
    public void settles(DelegateExecution execution) {
        if (execution.isCanceled() || !"again".equals(execution.getVariable("settleDecision"))) {
            return;
        }
        String crisis = execution.getProcessBusinessKey();
        Ledger ledger = ledgers.findForUpdate(crisis).orElseThrow();
        Object asked = execution.getVariable("settleUsers");
        long users = asked instanceof Number number ? number.longValue() : ledger.approvedUsers();
        if (users > ledger.approvedUsers()) {
            ledgers.approve(crisis, users, speaker.ofWhoever("Approving a compensation"));
            record.append(
                    crisis,
                    Entry.of(ActKind.COMPENSATION_APPROVED, ledger.kind())
                            .before(Map.of("users", ledger.approvedUsers()))
                            .after(Map.of(
                                    "amount",
                                    ledger.amount(),
                                    "users",
                                    users,
                                    "total",
                                    ledger.amount().multiply(BigDecimal.valueOf(users)))));
        }
    }

    /** @param state a word of {@link CreditState} */
    public long count(DelegateExecution execution, String state) {
        return ledgers.counts(execution.getProcessBusinessKey()).getOrDefault(CreditState.of(state), 0L);
    }

    public long listed(DelegateExecution execution) {
        return beneficiaries.count(execution.getProcessBusinessKey());
    }

    public long approvedUsers(DelegateExecution execution) {
        return ledgers.find(execution.getProcessBusinessKey())
                .map(Ledger::approvedUsers)
                .orElse(0L);
    }

    private static BigDecimal number(DelegateExecution execution, String name) {
        Object value = execution.getVariable(name);
        return value instanceof Number number ? new BigDecimal(number.toString()) : BigDecimal.ZERO;
    }
}
