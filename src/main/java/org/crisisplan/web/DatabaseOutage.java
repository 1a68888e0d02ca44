package org.crisisplan.web;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/**
 * Whether something failed because the database was away or too busy: nothing that was sent is wrong, nothing was changed, and the
 * same may be sent again.
 */
public final class DatabaseOutage {

    /** For whom it may be over by then. */
    public static final int RETRY_AFTER_SECONDS = 5;

    static final String SENTENCE =
            "The database cannot be reached at the moment. Nothing was changed; send it again in " + RETRY_AFTER_SECONDS
                    + " seconds.";

    /** Codes of H2: its file cannot be read or written, or the database shut itself because of that. */
    private static final Set<Integer> BROKEN_FILE = Set.of(90028, 90031, 90098, 90121);

    /** The same, in the words of H2's storage, which do not always get a code of their own. */
    private static final Set<Integer> BROKEN_STORE = Set.of(
            DataUtils.ERROR_READING_FAILED,
            DataUtils.ERROR_WRITING_FAILED,
            DataUtils.ERROR_CLOSED,
            DataUtils.ERROR_FILE_CORRUPT);

    /**
     * SQL states of a connection that broke (08), of a server that stops or starts (57P0x) or has no room for one more connection or
     * on its disk (53), of a wait for a lock that was too long (55P03) - and those of H2: its file is shut, lost, or cannot be written.
     */
    private static final Set<String> STATES =
            Set.of("55P03", "HYT00", "90028", "90031", "90067", "90098", "90121", "50200");

    /** What HikariCP says of a connection that it took back because it broke. */
    private static final String TAKEN_BACK = "Connection is closed";

    private static final Set<String> CLASSES = Set.of("08", "53");

    private DatabaseOutage() {}

    public static boolean causes(@Nullable Throwable fault) {
        return isCausedBy(fault, one -> isOfTheFile(one) || one instanceof SQLException sql && isOutage(sql));
    }

    /** Whether the embedded database's file could not be used; H2 then shuts the database. */
    public static boolean isBrokenFile(@Nullable Throwable fault) {
        return isCausedBy(fault, DatabaseOutage::isOfTheFile);
    }

    private static boolean isOfTheFile(Throwable fault) {
        return fault instanceof MVStoreException store && BROKEN_STORE.contains(store.getErrorCode())
                || fault instanceof SQLException sql && BROKEN_FILE.contains(sql.getErrorCode());
    }

    private static boolean isCausedBy(@Nullable Throwable fault, Predicate<Throwable> kind) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable one = fault; one != null && seen.add(one); one = one.getCause()) {
            if (kind.test(one)) {
                return true;
            }
            // why it was to be rolled back stands behind the fault of the rollback
            if (one instanceof TransactionSystemException rollback
                    && rollback.getApplicationException() != null
                    && isCausedBy(rollback.getApplicationException(), kind)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOutage(SQLException fault) {
        String state = fault.getSQLState();
        if (state == null) {
            // the pool had no connection to give, or took back a broken one before the transaction was rolled back
            return fault instanceof SQLTransientException || TAKEN_BACK.equals(fault.getMessage());
        }
        return STATES.contains(state)
                || state.startsWith("57P")
                || CLASSES.stream().anyMatch(state::startsWith)
                || fault instanceof java.sql.SQLTransientConnectionException;
    }
}
