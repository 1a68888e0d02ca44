package org.crisisplan.improvement;

import org.crisisplan.crisis.WordsBeside;
import org.crisisplan.crisis.record.CrisisRecord;
import org.springframework.stereotype.Component;

/** What is erased in the record of a crisis is erased from its improvement items too. */
@Component
class ErasedImprovementWords implements WordsBeside {

    private final CrisisRecord record;
    private final ImprovementItemRepository items;

    ErasedImprovementWords(CrisisRecord record, ImprovementItemRepository items) {
        this.record = record;
        this.items = items;
    }

    @Override
    public void erase(String number, int seq) {
        record.of(number, seq - 1, 1).forEach(act -> {
            switch (act.kind()) {
                case IMPROVEMENT_AGREED -> items.eraseWhat(act.subject());
                case IMPROVEMENT_CLOSED -> items.eraseResult(act.subject());
                default -> {
                    // its words stand in the record alone
                }
            }
        });
    }

    @Override
    public void eraseAll(String number) {
        items.of(number).stream().filter(item -> !item.isOpen()).forEach(item -> {
            items.eraseWhat(item.number());
            items.eraseResult(item.number());
        });
    }
}
