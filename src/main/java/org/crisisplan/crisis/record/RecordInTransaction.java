package org.crisisplan.crisis.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What the current transaction has appended to records, until it is written down just before the commit. */
final class RecordInTransaction implements TransactionSynchronization, Ordered {

    private final Map<String, RecordChain> chains = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<LogLine> lines = new ArrayList<>();
    private final Consumer<RecordChain> writer;

    private RecordInTransaction(Consumer<RecordChain> writer) {
        this.writer = writer;
    }

    /**
     * The one of the current transaction.
     *
     * @throws IllegalStateException when there is none: an act is recorded in the transaction of what it tells of, or not at all
     */
    static RecordInTransaction join(Consumer<RecordChain> writer) {
        return current().orElseGet(() -> {
            var begun = new RecordInTransaction(writer);
            TransactionSynchronizationManager.registerSynchronization(begun);
            return begun;
        });
    }

    private static Optional<RecordInTransaction> current() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                ? TransactionSynchronizationManager.getSynchronizations().stream()
                        .filter(RecordInTransaction.class::isInstance)
                        .map(RecordInTransaction.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    /** Whoever reads in this transaction reads what it appended. */
    static void writeDown() {
        current().ifPresent(RecordInTransaction::write);
    }

    static boolean holds(String number) {
        return current().filter(open -> open.chains.containsKey(number)).isPresent();
    }

    /** The name of a person, asked for once in a transaction. */
    static String name(String user, Function<String, String> lookup) {
        return current().map(open -> open.names.computeIfAbsent(user, lookup)).orElseGet(() -> lookup.apply(user));
    }

    RecordChain chain(String number, Function<String, RecordChain> take) {
        RecordChain known = chains.get(number);
        if (known == null) {
            known = take.apply(number);
            // one that does not exist yet may be opened in this transaction
            if (known.isOpen() || known.acts() > 0) {
                chains.put(number, known);
            }
        }
        return known;
    }

    /** To be logged when what it tells of is committed. */
    void log(LogLine line) {
        lines.add(line);
    }

    private void write() {
        chains.values().forEach(writer);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        write();
    }

    @Override
    public void afterCommit() {
        lines.forEach(LogLine::log);
    }

    /** After all that may still append. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
