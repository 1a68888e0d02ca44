package org.crisisplan.affected;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.retention.KeptData;
import org.springframework.stereotype.Component;

/** Lists are not kept for ever: their time counts from the day they were brought. */
@Component
class OldLists implements KeptData {

    private final AffectedLists lists;

    OldLists(AffectedLists lists) {
        this.lists = lists;
    }

    @Override
    public String name() {
        return "affected";
    }

    @Override
    public Optional<Duration> withoutTable() {
        return Optional.of(Duration.ofDays(180));
    }

    @Override
    public boolean tellsRecord() {
        return true;
    }

    @Override
    public Removed removeSome(Instant before, Set<String> held) {
        Map<String, Long> erased = new TreeMap<>();
        lists.eraseOld(before, held).forEach((crisis, people) -> erased.merge(crisis, people, Long::sum));
        return new Removed(erased);
    }
}
