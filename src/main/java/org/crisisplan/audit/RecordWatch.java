package org.crisisplan.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crisisplan.audit.Difference.Kind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.RecordIndexes;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.springframework.stereotype.Component;

/**
 * Looks whether the record of every crisis, open or closed, is as it was written, still stands under the heads that covered it, and
 * agrees with the engine's history and with the rows that pages read; says on every page where it does not, and mails the auditors of what is new.
 */
@Component
class RecordWatch {

    /** The text of the notice is {@code web.notice.record}. */
    static final String SUBJECT = "record";

    private static final int AT_ONCE = 200;

    private final RecordSearch crises;
    private final CrisisRecord record;
    private final HeadCheck heads;
    private final HistoryCheck history;
    private final RecordIndexes indexes;
    private final RecordDifferences differences;
    private final Notices notices;

    RecordWatch(
            RecordSearch crises,
            CrisisRecord record,
            HeadCheck heads,
            HistoryCheck history,
            RecordIndexes indexes,
            RecordDifferences differences,
            Notices notices) {
        this.crises = crises;
        this.record = record;
        this.heads = heads;
        this.history = history;
        this.indexes = indexes;
        this.differences = differences;
        this.notices = notices;
    }

    void check() {
        List<Difference> found = new ArrayList<>(heads.differences());
        crises.recordsWithoutCrisis().forEach(number -> found.add(new Difference(number, Kind.NO_CRISIS, "")));
        List<String> some = crises.numbersAfter("", AT_ONCE);
        while (!some.isEmpty()) {
            some.forEach(number -> found.addAll(of(number)));
            some = crises.numbersAfter(some.get(some.size() - 1), AT_ONCE);
        }
        differences.found(found);
        if (found.isEmpty()) {
            notices.settled(SUBJECT);
        } else {
            notices.say(Notice.forEverybody(
                    SUBJECT, "", found.stream().map(Difference::line).toList()));
        }
    }

    /** Whoever works on it while it is read makes it look wrong: then it is read once more. */
    private List<Difference> of(String number) {
        List<Difference> once = look(number);
        if (once.isEmpty()) {
            return once;
        }
        List<Difference> again = new ArrayList<>(look(number));
        again.retainAll(once);
        return again;
    }

    private List<Difference> look(String number) {
        List<Difference> found = new ArrayList<>();
        Optional<Integer> broken = record.firstBroken(number);
        if (record.count(number) == 0 && broken.isEmpty()) {
            return List.of(new Difference(number, Kind.NO_RECORD, ""));
        }
        broken.ifPresent(act -> found.add(new Difference(number, Kind.ACT_CHANGED, String.valueOf(act))));
        found.addAll(history.differences(number));
        // a record that was changed says nothing of what the rows should be
        if (broken.isEmpty()) {
            indexes.differences(number).forEach(row -> found.add(new Difference(number, Kind.ROW_CHANGED, row)));
        }
        return found;
    }
}
