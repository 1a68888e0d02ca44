package org.crisisplan.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks whether the record of every crisis, open or closed, is as it was written, and says on every page of which it is not. */
@Component
class RecordWatch {

    /** The text of the notice is {@code web.notice.record}. */
    static final String SUBJECT = "record";

    private static final Logger LOG = LoggerFactory.getLogger(RecordWatch.class);
    private static final int AT_ONCE = 200;

    private final RecordSearch crises;
    private final CrisisRecord record;
    private final Notices notices;

    RecordWatch(RecordSearch crises, CrisisRecord record, Notices notices) {
        this.crises = crises;
        this.record = record;
        this.notices = notices;
    }

    void check() {
        List<String> broken = new ArrayList<>();
        List<String> some = crises.numbersAfter("", AT_ONCE);
        while (!some.isEmpty()) {
            for (String number : some) {
                brokenFrom(number).ifPresent(act -> {
                    LOG.error("The record of {} is not as it was written, from act {} on", number, act);
                    broken.add(number + ": " + act);
                });
            }
            some = crises.numbersAfter(some.get(some.size() - 1), AT_ONCE);
        }
        if (broken.isEmpty()) {
            notices.settled(SUBJECT);
        } else {
            notices.say(Notice.forEverybody(SUBJECT, "", broken));
        }
    }

    /** Whoever writes to it while it is read makes it look short: then it is read once more. */
    private Optional<Integer> brokenFrom(String number) {
        return record.firstBroken(number).flatMap(first -> record.firstBroken(number));
    }
}
