package org.crisisplan.audit;

import java.util.*;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.record.RecordSearch;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlanTest
class ZzTempTest {
    @Autowired RecordSearch crises;
    @Autowired HistoryCheck history;
    @Autowired HeadCheck heads;

    @Test
    void all() {
        var all = crises.numbersAfter("", 5000);
        System.out.println("### TEMP " + all.size());
        Map<String, Integer> kinds = new TreeMap<>();
        for (String n : all) {
            for (var d : history.differences(n)) {
                if (kinds.merge(d.kind() + " " + d.detail().replaceAll(" [0-9a-f-]{36}", ""), 1, Integer::sum) <= 2) System.out.println("### TEMP " + d.line());
            }
        }
        System.out.println("### TEMP " + kinds);
        System.out.println("### TEMP " + heads.differences());
    }
}
