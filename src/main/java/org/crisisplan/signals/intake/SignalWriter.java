package org.crisisplan.signals.intake;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.signals.Dialect;
import org.crisisplan.signals.Overloaded;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.intake.Delivery.Kept;
import org.crisisplan.signals.intake.SignalRepository.Key;
import org.crisisplan.signals.source.SourceRepository;
import org.crisisplan.signals.window.Tally;
import org.crisisplan.signals.window.TallyOutbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what several requests bring in one transaction: while some commits are under way the next deliveries gather, and share the
 * next. Everybody is answered after the commit; what is wrong with one delivery concerns no other.
 */
@Component
public class SignalWriter implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SignalWriter.class);
    private static final int MOST_WAITING = 2_000;
    private static final int ENOUGH_SIGNALS = 2_000;
    private static final int MOST_ATTEMPTS = 3;

    /** While one waits for the disk another prepares the next commit. */
    private static final int WRITERS = 2;

    private final SignalRepository rows;
    private final TallyOutbox outbox;
    private final SourceRepository sources;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ObjectProvider<WrittenListener> listeners;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final List<Thread> threads;
    private volatile boolean stopping;

    SignalWriter(
            SignalRepository rows,
            TallyOutbox outbox,
            SourceRepository sources,
            Dialect dialect,
            PlatformTransactionManager transactions,
            Clock clock,
            ObjectProvider<WrittenListener> listeners) {
        this.rows = rows;
        this.outbox = outbox;
        this.sources = sources;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.listeners = listeners;
        this.threads = IntStream.range(0, dialect.isPostgres() ? WRITERS : 1)
                .mapToObj(i -> new Thread(this::writeOnAndOn, "signals-writer-" + i))
                .toList();
        threads.forEach(thread -> thread.setDaemon(true));
        threads.forEach(Thread::start);
    }

    /** Told after the commit that there is something to count. */
    public interface WrittenListener {

        void written();
    }

    private record Waiting(Delivery delivery, CompletableFuture<Kept> answer) {}

    /**
     * @return done when the delivery is committed, or failed with {@link ConflictingDuplicate} or why it could not be
     * @throws Overloaded when too many are waiting already
     */
    CompletableFuture<Kept> write(Delivery delivery) {
        var one = new Waiting(delivery, new CompletableFuture<>());
        if (stopping || !waiting.offer(one)) {
            throw new Overloaded("More signals are waiting than can be kept at the moment");
        }
        return one.answer();
    }

    private void writeOnAndOn() {
        while (!stopping || !waiting.isEmpty()) {
            try {
                Waiting first = waiting.poll(200, TimeUnit.MILLISECONDS);
                if (first != null) {
                    write(gather(first));
                }
            } catch (InterruptedException told) {
                stopping = true;
            } catch (RuntimeException | Error unexpected) {
                LOG.error("The writer of signals goes on after an unexpected fault", unexpected);
            }
        }
    }

    private List<Waiting> gather(Waiting first) {
        List<Waiting> together = new ArrayList<>(List.of(first));
        int signals = first.delivery().said().size();
        while (signals < ENOUGH_SIGNALS) {
            Waiting next = waiting.poll();
            if (next == null) {
                break;
            }
            together.add(next);
            signals += next.delivery().said().size();
        }
        // in one order on all nodes: two that hear the same deliveries wait for each other and never in a circle
        together.sort(Comparator.comparing(one -> one.delivery().source() + " "
                + Objects.requireNonNullElse(one.delivery().id(), "")));
        return together;
    }

    private void write(List<Waiting> together) {
        write(together, 1);
    }

    private void write(List<Waiting> together, int attempt) {
        try {
            Written written = Optional.ofNullable(
                            transaction.execute(status -> insert(together, clock.instant(), status::setRollbackOnly)))
                    .orElseThrow();
            if (written.refused().isEmpty()) {
                for (int i = 0; i < together.size(); i++) {
                    together.get(i).answer().complete(written.kept().get(i));
                }
                tell(written.isFresh());
            } else {
                written.refused()
                        .forEach(
                                (place, refusal) -> together.get(place).answer().completeExceptionally(refusal));
                again(without(together, written.refused().keySet()));
            }
        } catch (DataAccessResourceFailureException | TransactionException noDatabase) {
            together.forEach(one -> one.answer().completeExceptionally(noDatabase));
        } catch (ConcurrencyFailureException race) {
            // two nodes were in each other's way; alone, each gets through
            if (attempt < MOST_ATTEMPTS) {
                together.forEach(one -> write(List.of(one), attempt + 1));
            } else {
                failed(together, race);
            }
        } catch (RuntimeException fault) {
            failed(together, fault);
        }
    }

    /** One of them is at fault, nobody knows which: each goes alone, so that only that one fails. */
    private void failed(List<Waiting> together, RuntimeException fault) {
        if (together.size() == 1) {
            LOG.error(
                    "A delivery of '{}' cannot be kept",
                    together.get(0).delivery().source(),
                    fault);
            together.get(0).answer().completeExceptionally(fault);
        } else {
            together.forEach(one -> write(List.of(one)));
        }
    }

    private void again(List<Waiting> others) {
        if (!others.isEmpty()) {
            write(others);
        }
    }

    private static List<Waiting> without(List<Waiting> all, Set<Integer> places) {
        List<Waiting> others = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!places.contains(i)) {
                others.add(all.get(i));
            }
        }
        return others;
    }

    private record Written(List<Kept> kept, Map<Integer, ConflictingDuplicate> refused, boolean isFresh) {}

    private Written insert(List<Waiting> together, Instant now, Runnable rollBack) {
        Map<Integer, ConflictingDuplicate> refused = new TreeMap<>();
        List<List<ParsedSignal>> parts = parts(together, refused, now);
        boolean[] fresh = rows.add(parts.stream().flatMap(List::stream).toList(), now);
        List<Kept> kept = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < parts.size(); i++) {
            Delivery delivery = together.get(i).delivery();
            List<Signal> mine = new ArrayList<>();
            List<ParsedSignal> known = new ArrayList<>();
            for (ParsedSignal said : parts.get(i)) {
                if (fresh[next++]) {
                    mine.add(said.signal());
                } else {
                    known.add(said);
                }
            }
            if (delivery.strict()) {
                int place = i;
                changed(known)
                        .ifPresent(one -> refused.put(place, new ConflictingDuplicate("The signal '" + one + "'")));
            }
            kept.add(new Kept(mine, delivery.said().size() - mine.size(), isRepeated(delivery, mine)));
        }
        if (!refused.isEmpty()) {
            rollBack.run();
            return new Written(List.of(), refused, false);
        }
        Tally tally =
                Tally.of(kept.stream().flatMap(one -> one.fresh().stream()).toList(), now);
        outbox.add(tally, now);
        sources.heardNow(
                together.stream().map(one -> one.delivery().source()).collect(Collectors.toCollection(TreeSet::new)),
                now);
        return new Written(kept, Map.of(), !tally.isEmpty());
    }

    /** What is to be kept of each delivery: nothing of one that came before. */
    private List<List<ParsedSignal>> parts(
            List<Waiting> together, Map<Integer, ConflictingDuplicate> refused, Instant now) {
        List<List<ParsedSignal>> parts = new ArrayList<>();
        for (Waiting one : together) {
            Delivery delivery = one.delivery();
            Optional<String> before = delivery.id() == null
                    ? Optional.empty()
                    : rows.deliver(delivery.source(), delivery.id(), delivery.bodyHash(), now);
            before.filter(hash -> !hash.equals(delivery.bodyHash()))
                    .ifPresent(other -> refused.put(
                            parts.size(), new ConflictingDuplicate("The delivery '" + delivery.id() + "'")));
            parts.add(before.isEmpty() ? delivery.said() : List.of());
        }
        return parts;
    }

    private static boolean isRepeated(Delivery delivery, List<Signal> fresh) {
        return fresh.isEmpty() && !delivery.said().isEmpty();
    }

    private Optional<String> changed(List<ParsedSignal> known) {
        if (known.isEmpty()) {
            return Optional.empty();
        }
        Map<Key, Long> digests = rows.digests(known);
        return known.stream()
                .filter(said -> !Long.valueOf(said.digest()).equals(digests.get(Key.of(said))))
                .map(said -> said.signal().id())
                .findFirst();
    }

    private void tell(boolean isFresh) {
        if (isFresh) {
            listeners.forEach(WrittenListener::written);
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join(5_000);
        }
    }
}
