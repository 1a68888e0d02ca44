package org.crisisplan.duty;

import org.crisisplan.crisis.WordsBeside;
import org.crisisplan.crisis.record.CrisisRecord;
import org.springframework.stereotype.Component;

/** What an administrator erases in the record of a crisis is erased from its rulings, filings and receipts too. */
@Component
class ErasedDutyWords implements WordsBeside {

    private final CrisisRecord record;
    private final CrisisDutyRepository kept;

    ErasedDutyWords(CrisisRecord record, CrisisDutyRepository kept) {
        this.record = record;
        this.kept = kept;
    }

    @Override
    public void erase(String number, int seq) {
        record.of(number, seq - 1, 1).forEach(act -> {
            switch (act.kind()) {
                case DUTY_JUDGED -> kept.eraseReason(number, act.subject());
                case DUTY_FILED -> kept.eraseFiling(number, act.subject());
                case DUTY_RECEIPT_KEPT -> kept.eraseReceipts(number, act.subject());
                default -> {
                    // its words stand in the record alone
                }
            }
        });
    }

    @Override
    public void eraseAll(String number) {
        kept.eraseAll(number);
    }
}
