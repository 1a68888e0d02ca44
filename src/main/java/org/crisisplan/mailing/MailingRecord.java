package org.crisisplan.mailing;

import java.util.Map;
import java.util.TreeMap;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.springframework.stereotype.Component;

/** What people did about a mailing, and how it ended, in the record of its crisis: in numbers, without addresses. */
@Component
class MailingRecord {

    private final CrisisRecord record;

    MailingRecord(CrisisRecord record) {
        this.record = record;
    }

    void toldAdded(Mailing mailing) {
        act(mailing, ActKind.ADDED_TOLD, Map.of());
    }

    void sentAgain(Mailing mailing, int people) {
        act(mailing, ActKind.MAILING_SENT_AGAIN, Map.of("people", people));
    }

    void decided(Mailing mailing, int people, boolean sendAgain) {
        act(mailing, ActKind.DOUBT_DECIDED, Map.of("people", people, "decision", sendAgain ? "send-again" : "told"));
    }

    private void act(Mailing mailing, ActKind kind, Map<String, Object> after) {
        String crisis = mailing.crisis();
        if (crisis != null
                && !record.append(crisis, Entry.of(kind, mailing.source()).after(after))) {
            throw new CrisisOver(crisis);
        }
    }

    /** An audience of nobody ends without a word. */
    void ended(Mailing mailing, Map<RecipientState, Long> counts) {
        String crisis = mailing.crisis();
        if (crisis == null || counts.isEmpty()) {
            return;
        }
        Map<String, Object> after = new TreeMap<>();
        count(after, "sent", counts, RecipientState.SENT);
        count(after, "bounced", counts, RecipientState.BOUNCED);
        count(after, "failed", counts, RecipientState.FAILED);
        count(after, "inDoubt", counts, RecipientState.IN_DOUBT);
        count(after, "withdrawn", counts, RecipientState.WITHDRAWN);
        record.append(
                crisis,
                Entry.of(ActKind.MAILING_ENDED, mailing.source())
                        .after(after)
                        .logged("mailing %d to %s ended: %s".formatted(mailing.id(), mailing.source(), after)));
    }

    private static void count(
            Map<String, Object> after, String name, Map<RecipientState, Long> counts, RecipientState state) {
        Long people = counts.get(state);
        if (people != null) {
            after.put(name, people);
        }
    }
}
