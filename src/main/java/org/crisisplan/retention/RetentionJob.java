package org.crisisplan.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.retention.KeptData.Removed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes what was kept for long enough, a few entries at a time so that nobody waits for it, and leaves a row that says how much of what
 * went when. What goes of a crisis is also an act of its record. Several nodes may do so at once: what one has removed the other does not find.
 */
@Component
public class RetentionJob {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
    private static final int MOST_BATCHES = 200;

    private final List<KeptData> kinds;
    private final RetentionTable table;
    private final LegalHolds holds;
    private final DataRemovalRepository removals;
    private final CrisisRecord record;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RetentionJob(
            List<KeptData> kinds,
            RetentionTable table,
            LegalHolds holds,
            DataRemovalRepository removals,
            CrisisRecord record,
            TransactionTemplate transaction,
            Clock clock) {
        this.kinds = kinds;
        this.table = table;
        this.holds = holds;
        this.removals = removals;
        this.record = record;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** One kind that fails holds up no other; it is tried again the next time. */
    public void run() {
        for (KeptData data : kinds) {
            try {
                table.keptFor(data).ifPresent(keptFor -> remove(data, keptFor));
            } catch (RuntimeException fault) {
                LOG.warn("Data of the kind '{}' could not be removed in time", data.name(), fault);
            }
        }
    }

    private void remove(KeptData data, Duration keptFor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant before = now.minus(keptFor);
        boolean more = true;
        Map<String, Long> total = new TreeMap<>();
        for (int batches = 0; more && batches < MOST_BATCHES; batches++) {
            Removed some = transaction.execute(begun -> {
                Removed removed = data.removeSome(before, holds.held());
                if (isHeldMeanwhile(removed)) {
                    begun.setRollbackOnly();
                    return Removed.NOTHING;
                }
                removed.entries().forEach((crisis, entries) -> {
                    if (!crisis.isEmpty()) {
                        keep(data, crisis, entries, now, keptFor, before);
                    }
                });
                return removed;
            });
            more = some != null && !some.isNothing();
            if (some != null) {
                some.entries().forEach((crisis, entries) -> total.merge(crisis, entries, Long::sum));
            }
        }
        long outside = total.getOrDefault("", 0L);
        if (outside > 0) {
            transaction.executeWithoutResult(begun -> removals.add(now, data.name(), "", outside, keptFor, before));
        }
        long all = total.values().stream().mapToLong(Long::longValue).sum();
        if (all > 0) {
            LOG.info("Removed {} entries of the kind '{}' that are older than {}", all, data.name(), before);
        }
    }

    /** Whoever places a hold takes the crisis's row first, as is done here: one of the two comes before the other. */
    private boolean isHeldMeanwhile(Removed removed) {
        removed.entries().keySet().stream()
                .filter(crisis -> !crisis.isEmpty())
                .sorted()
                .forEach(record::hold);
        Set<String> held = holds.held();
        return removed.entries().keySet().stream().anyMatch(held::contains);
    }

    private void keep(KeptData data, String crisis, long entries, Instant now, Duration keptFor, Instant before) {
        removals.add(now, data.name(), crisis, entries, keptFor, before);
        if (!data.tellsRecord()) {
            record.append(
                    crisis,
                    Entry.of(ActKind.DATA_REMOVED, data.name())
                            .after(Map.of("entries", entries, "keptFor", keptFor.toString()))
                            .logged("%d entries of the kind '%s' are removed, their time is over"
                                    .formatted(entries, data.name())));
        }
    }
}
