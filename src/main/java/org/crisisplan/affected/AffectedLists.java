package org.crisisplan.affected;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists are brought, removed, and erased in time; each is an act in the crisis's record, in numbers (R47). */
@Component
class AffectedLists {

    private static final int AT_ONCE = 500;
    private static final int LISTS_AT_ONCE = 5;

    private final AffectedRepository affected;
    private final Crises crises;
    private final CrisisRecord record;

    AffectedLists(AffectedRepository affected, Crises crises, CrisisRecord record) {
        this.affected = affected;
        this.crises = crises;
        this.record = record;
    }

    /** What is known of a list beside its people. @param user who brings it */
    record About(String reason, String origin, String user) {}

    /**
     * Keeps a list as a whole, or nothing of it.
     *
     * @param entries empty where a line is of no use; each is asked for once
     * @throws UnknownCrisis when there is no such crisis
     * @throws CrisisOver when it is over
     */
    @Transactional
    public AffectedList bring(String crisis, About about, Iterator<Optional<ListEntry>> entries) {
        checkOpen(crisis);
        affected.hold(crisis);
        long list = affected.add(crisis, about.reason(), about.origin(), about.user());
        int named = 0;
        int added = 0;
        int refused = 0;
        List<ListEntry> some = new ArrayList<>();
        while (entries.hasNext()) {
            Optional<ListEntry> next = entries.next();
            if (next.isEmpty()) {
                refused++;
                continue;
            }
            named++;
            some.add(next.get());
            if (some.size() == AT_ONCE) {
                added += affected.add(crisis, list, some);
                some.clear();
            }
        }
        if (!some.isEmpty()) {
            added += affected.add(crisis, list, some);
        }
        affected.counted(list, named, added, refused);
        boolean taken = record.append(
                crisis,
                Entry.of(ActKind.AFFECTED_BROUGHT, String.valueOf(list))
                        .after(Map.of("listEntries", named, "newPeople", added, "refusedLines", refused))
                        .words(Map.of("reason", about.reason()))
                        .logged("list %d of those affected brought: %d entries, %d new people, %d lines left out"
                                .formatted(list, named, added, refused)));
        if (!taken) {
            throw new CrisisOver(crisis);
        }
        return affected.list(crisis, list).orElseThrow();
    }

    /** Before somebody fills in a form for nothing. */
    void checkOpen(String crisis) {
        Crisis found = crises.find(crisis).orElseThrow(() -> UnknownCrisis.noSuch(crisis));
        if (found.phase().isOver()) {
            throw new CrisisOver(crisis);
        }
    }

    /**
     * Whoever stands on no other list is erased; they are told nothing more.
     *
     * @return false if it is gone already
     */
    @Transactional
    public boolean remove(String crisis, long list, String user) {
        affected.hold(crisis);
        Optional<AffectedList> found = affected.list(crisis, list).filter(AffectedList::isThere);
        found.ifPresent(there -> {
            int gone = affected.erase(there, user);
            record.append(
                    crisis,
                    Entry.of(ActKind.AFFECTED_REMOVED, String.valueOf(list)).after(Map.of("erasedPeople", gone)));
        });
        return found.isPresent();
    }

    /**
     * Some of the lists that were brought before then, whichever node is quicker, in the caller's transaction.
     *
     * @param held crises whose lists stay
     * @return how many people went, by the number of the crisis
     */
    Map<String, Long> eraseOld(Instant before, Set<String> held) {
        Map<String, Long> erased = new TreeMap<>();
        affected.broughtBefore(before).stream()
                .filter(old -> !held.contains(old.crisis()))
                .limit(LISTS_AT_ONCE)
                .forEach(old -> erased.merge(old.crisis(), erase(old), Long::sum));
        return erased;
    }

    private long erase(AffectedList old) {
        affected.hold(old.crisis());
        return affected.list(old.crisis(), old.id())
                .filter(there -> there.erasedAt() == null)
                .map(there -> {
                    int gone = affected.erase(there, null);
                    record.append(
                            old.crisis(),
                            Entry.of(ActKind.AFFECTED_ERASED, String.valueOf(old.id()))
                                    .after(Map.of("erasedPeople", gone))
                                    .logged("list %d of those affected is erased, its time is over: %d people"
                                            .formatted(old.id(), gone)));
                    return (long) gone;
                })
                .orElse(0L);
    }
}
