package org.crisisplan.crisis;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What the current transaction has read of crises: a step of the plan asks for the same a dozen times. Whoever writes forgets it, and so does
 * whoever begins to hold a crisis, since another may have written until then.
 */
final class ReadInTransaction implements TransactionSynchronization {

    private final Map<String, Map<String, Object>> read = new HashMap<>();

    private ReadInTransaction() {}

    @SuppressWarnings("unchecked") // one name stands for one kind of value
    static <T> T once(String number, String what, Supplier<T> reader) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || !TransactionSynchronizationManager.isSynchronizationActive()) {
            return reader.get();
        }
        Map<String, Object> known = current().read.computeIfAbsent(number, one -> new HashMap<>());
        if (!known.containsKey(what)) {
            known.put(what, reader.get());
        }
        return (T) known.get(what);
    }

    static void forget(String number) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            current().read.remove(number);
        }
    }

    private static ReadInTransaction current() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(ReadInTransaction.class::isInstance)
                .map(ReadInTransaction.class::cast)
                .findFirst()
                .orElseGet(() -> {
                    var begun = new ReadInTransaction();
                    TransactionSynchronizationManager.registerSynchronization(begun);
                    return begun;
                });
    }
}
