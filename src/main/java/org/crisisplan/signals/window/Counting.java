package org.crisisplan.signals.window;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.window.EvaluationQueue.Look;
import org.crisisplan.signals.window.Tally.Count;
import org.crisisplan.signals.window.Tally.Key;
import org.crisisplan.signals.window.Tally.Reporter;
import org.crisisplan.signals.window.Tally.Sum;
import org.crisisplan.signals.window.TallyOutbox.Entry;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds what came in to the counts that the windows are made of, and marks the subjects to be looked at: all in one transaction, so
 * that every signal is counted once, whichever node counts it.
 */
@Component
public class Counting {

    private static final int AT_ONCE = 100;

    private static final Set<String> MEASURED = Set.of(Signal.word(Signal.Kind.LOG), Signal.word(Signal.Kind.METRIC));

    private final TallyOutbox outbox;
    private final SignalCountRepository counts;
    private final EvaluationQueue due;
    private final TransactionTemplate transaction;

    Counting(
            TallyOutbox outbox,
            SignalCountRepository counts,
            EvaluationQueue due,
            PlatformTransactionManager transactions) {
        this.outbox = outbox;
        this.counts = counts;
        this.due = due;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @return the subjects that are marked now */
    public Set<String> countAll() {
        Set<String> subjects = new TreeSet<>();
        try {
            while (countSome(AT_ONCE, subjects) == AT_ONCE) {
                // there is more
            }
        } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException passing) {
            throw passing;
        } catch (RuntimeException oneOfThem) {
            countOneByOne(subjects);
        }
        return subjects;
    }

    private void countOneByOne(Set<String> subjects) {
        int counted = 1;
        for (int i = 0; i < AT_ONCE && counted > 0; i++) {
            try {
                counted = countSome(1, subjects);
            } catch (TransientDataAccessException | DataAccessResourceFailureException | TransactionException passing) {
                throw passing;
            } catch (RuntimeException thisOne) {
                outbox.setOldestAside(thisOne.toString());
            }
        }
    }

    private int countSome(int most, Set<String> subjects) {
        List<Entry> some = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            some.addAll(outbox.take(most));
            count(some);
        });
        some.forEach(together -> together.contents()
                .counts()
                .forEach(one -> subjects.add(one.key().subject())));
        return some.size();
    }

    private void count(List<Entry> some) {
        Map<Key, Sum> sums = new HashMap<>();
        Map<Reporter, Long> reporters = new HashMap<>();
        Map<Look, Instant> looks = new TreeMap<>();
        for (Entry together : some) {
            together.contents().told().forEach(one -> reporters.merge(one.reporter(), one.minute(), Math::max));
            for (Count one : together.contents().counts()) {
                sums.merge(one.key(), one.sum(), Sum::plus);
                sums.merge(one.key().hour(), one.sum(), Sum::plus);
                look(one.key(), together.received(), looks);
            }
        }
        if (!some.isEmpty()) {
            counts.add(sums, reporters);
            due.mark(looks);
        }
    }

    /**
     * Everything is looked at as it stands now; what was measured a while ago also as it stood then, in each minute whose five
     * minutes it belongs to, or an attack would go unnoticed whose log is read late.
     */
    private static void look(Key key, Instant at, Map<Look, Instant> looks) {
        long minute = key.bucket();
        long received = Minutes.of(at);
        looks.putIfAbsent(new Look(key.subject(), received, received), at);
        if (MEASURED.contains(key.kind()) && received - minute < Minutes.DAY) {
            for (long then = minute; then < Math.min(minute + Minutes.FIVE, received); then++) {
                looks.putIfAbsent(new Look(key.subject(), then, received), at);
            }
        }
    }
}
