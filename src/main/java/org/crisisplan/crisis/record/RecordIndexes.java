package org.crisisplan.crisis.record;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether all that pages show beside the record is what the record says. */
@Component
public class RecordIndexes {

    private static final int AT_ONCE = 1000;

    private final CrisisRecord record;
    private final List<RecordIndex> indexes;

    RecordIndexes(CrisisRecord record, List<RecordIndex> indexes) {
        this.record = record;
        this.indexes = indexes;
    }

    /** @return each row that is only in the tables, after a plus sign, or only in the record, after a minus sign; empty if they agree */
    public List<String> differences(String number) {
        List<Act> acts = new ArrayList<>();
        List<Act> some;
        do {
            some = record.of(number, acts.size(), AT_ONCE);
            acts.addAll(some);
        } while (some.size() == AT_ONCE);
        List<String> differences = new ArrayList<>();
        for (RecordIndex index : indexes) {
            List<String> rebuilt = new ArrayList<>(index.rebuilt(acts).toList());
            for (String row : index.kept(number).toList()) {
                if (!rebuilt.remove(row)) {
                    differences.add("+ " + row);
                }
            }
            rebuilt.forEach(row -> differences.add("- " + row));
        }
        return differences;
    }
}
