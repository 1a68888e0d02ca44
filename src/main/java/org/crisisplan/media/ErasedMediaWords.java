package org.crisisplan.media;

import org.crisisplan.crisis.WordsBeside;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.media.inquiry.InquiryLog;
import org.crisisplan.media.rumour.RumourRegister;
import org.springframework.stereotype.Component;

/** What an administrator erases in the record of a crisis is erased from the inquiry log and the register of rumours too. */
@Component
class ErasedMediaWords implements WordsBeside {

    private final CrisisRecord record;
    private final InquiryLog inquiries;
    private final RumourRegister rumours;

    ErasedMediaWords(CrisisRecord record, InquiryLog inquiries, RumourRegister rumours) {
        this.record = record;
        this.inquiries = inquiries;
        this.rumours = rumours;
    }

    @Override
    public void erase(String number, int seq) {
        record.of(number, seq - 1, 1).forEach(act -> {
            switch (act.kind()) {
                case INQUIRY_RECEIVED -> inquiries.eraseQuestion(number, ordinal(act, "inquiry"));
                case INQUIRY_DECLINED -> inquiries.eraseReason(number, ordinal(act, "inquiry"));
                case RUMOUR_NOTED -> rumours.eraseClaim(number, ordinal(act, "rumour"));
                case RUMOUR_JUDGED -> rumours.eraseSource(number, ordinal(act, "rumour"));
                default -> {
                    // its words stand in the record alone
                }
            }
        });
    }

    private static int ordinal(Act act, String name) {
        return act.after().get(name) instanceof Number ordinal ? ordinal.intValue() : 0;
    }
}
