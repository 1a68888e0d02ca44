package org.crisisplan.crisis.api;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.stereotype.Repository;

/** The table {@code idempotent_request}: its key lets one of several equal requests through, on whichever node they arrive. */
@Repository
class IdempotentRequestRepository {

    /** PostgreSQL's own word for a lock that was not given in time. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final int AT_ONCE = 1_000;

    private static final String A_MOMENT = "500ms";

    private final JdbcClient sql;
    private final boolean postgres;

    IdempotentRequestRepository(JdbcClient sql, DataSource database) {
        this.sql = sql;
        try {
            String product = JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getDatabaseProductName);
            this.postgres = product.equals("PostgreSQL");
        } catch (MetaDataAccessException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    /** What was answered to the first request. */
    record Answered(String hash, int status, @Nullable String location, String answer) {}

    /** Another transaction has written the same key and ended. */
    static class Taken extends RuntimeException {

        Taken(Throwable cause) {
            super(cause);
        }
    }

    /** Another transaction has written the same key and goes on. */
    static class InProgress extends RuntimeException {

        InProgress(Throwable cause) {
            super(cause);
        }
    }

    Optional<Answered> find(String user, String key, OffsetDateTime oldest) {
        return sql.sql("select request_hash, status, location, answer from idempotent_request"
                        + " where user_id = ? and idempotency_key = ? and received_at > ?")
                .params(user, key, oldest)
                .query((row, i) -> new Answered(
                        row.getString("request_hash"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("answer")))
                .optional();
    }

    /**
     * The first statement of the transaction that carries the request out.
     *
     * @throws Taken when another one was first; this transaction must end
     * @throws InProgress when another one is first and has not ended after a moment; this transaction must end
     */
    void begin(String user, String key, String hash, OffsetDateTime now, OffsetDateTime oldest) {
        try {
            String patience = waitFor(A_MOMENT);
            sql.sql("delete from idempotent_request where user_id = ? and idempotency_key = ? and received_at <= ?")
                    .params(user, key, oldest)
                    .update();
            sql.sql("insert into idempotent_request (user_id, idempotency_key, request_hash, received_at)"
                            + " values (?, ?, ?, ?)")
                    .params(user, key, hash, now)
                    .update();
            waitFor(patience);
        } catch (DuplicateKeyException another) {
            throw new Taken(another);
        } catch (DataAccessException fault) {
            throw isWaiting(fault) ? new InProgress(fault) : fault;
        }
    }

    void answered(String user, String key, int status, @Nullable String location, String answer) {
        sql.sql("update idempotent_request set status = ?, location = ?, answer = ?"
                        + " where user_id = ? and idempotency_key = ?")
                .params(status, location, answer, user, key)
                .update();
    }

    /** A few at a time: whoever sends requests need not wait for it. */
    int remove(OffsetDateTime oldest) {
        return sql.sql("delete from idempotent_request where (user_id, idempotency_key) in ("
                        + "select user_id, idempotency_key from idempotent_request where received_at <= ? limit ?)"
                        + " and received_at <= ?")
                .params(oldest, AT_ONCE, oldest)
                .update();
    }

    /** H2 waits for two seconds by itself. What is set on PostgreSQL ends with the transaction.
     *
     * @return what was set before */
    private String waitFor(String patience) {
        if (!postgres) {
            return patience;
        }
        String before = sql.sql("select current_setting('lock_timeout')")
                .query(String.class)
                .single();
        sql.sql("select set_config('lock_timeout', ?, true)")
                .param(patience)
                .query(String.class)
                .single();
        return before;
    }

    private static boolean isWaiting(DataAccessException fault) {
        return fault instanceof PessimisticLockingFailureException
                || fault instanceof QueryTimeoutException
                || fault.getRootCause() instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState());
    }
}
