package org.crisisplan.retention;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.crisis.OldWords;
import org.springframework.stereotype.Component;

/** What people wrote about a crisis and who they are, from the end of the crisis. What was done when stays, and what was published. */
@Component
class CrisisWords implements KeptData {

    private static final int AT_ONCE = 5;

    private final OldWords words;

    CrisisWords(OldWords words) {
        this.words = words;
    }

    @Override
    public String name() {
        return "crisis-words";
    }

    @Override
    public boolean tellsRecord() {
        return true;
    }

    @Override
    public Removed removeSome(Instant before, Set<String> held) {
        Map<String, Long> erased = new TreeMap<>();
        words.ofCrisesClosedBefore(before, held, AT_ONCE).forEach(number -> erased.put(number, words.erase(number)));
        return new Removed(erased);
    }
}
