package org.crisisplan.access;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.crisisplan.web.DatabaseOutage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/**
 * Opens the embedded database anew after its file could not be written, as on a full disk. H2 then shuts itself for good, but its
 * connections look sound, so the pool would give them out until the product is restarted.
 */
@Component
class DatabaseReopening implements BeanPostProcessor {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseReopening.class);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool
                && DatabaseFile.path(pool.getJdbcUrl()).isPresent()) {
            pool.setExceptionOverride(new OfOnePool(pool));
        }
        return bean;
    }

    /** The pool asks it about every fault. */
    private static class OfOnePool implements SQLExceptionOverride {

        private static final long QUIET = Duration.ofMinutes(1).toNanos();

        private final HikariDataSource pool;
        private final AtomicLong said = new AtomicLong(System.nanoTime() - QUIET);

        OfOnePool(HikariDataSource pool) {
            this.pool = pool;
        }

        @java.lang.Override
        public Override adjudicate(SQLException fault) {
            if (!DatabaseOutage.isBrokenFile(fault)) {
                return Override.CONTINUE_EVICT;
            }
            long before = said.get();
            if (System.nanoTime() - before >= QUIET && said.compareAndSet(before, System.nanoTime())) {
                LOG.warn(
                        "The file of the embedded database could not be used ({}). It is opened anew.",
                        root(fault).toString());
            }
            // the others are of the same database; those that somebody uses end when they are given back
            pool.getHikariPoolMXBean().softEvictConnections();
            return Override.MUST_EVICT;
        }

        private static Throwable root(Throwable fault) {
            Throwable root = fault;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root;
        }
    }
}
