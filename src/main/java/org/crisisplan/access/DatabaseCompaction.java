package org.crisisplan.access;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.crisisplan.engine.PeriodicTask;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Gives the space of what was overwritten in the embedded database's file back to it. Each commit is written at once, with every page
 * that it changed, and the H2 that does so compacts nothing while it runs: the file would grow by some kilobytes with each commit.
 */
@Component
class DatabaseCompaction implements SmartLifecycle {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /**
     * What was overwritten is kept this long. H2 itself keeps it for 45 s, for disks that write in another order; this file's writes are
     * on the disk one after the other.
     */
    private static final Duration KEPT = Duration.ofSeconds(5);

    private static final int FILLED_PERCENT = 50;

    /** Written at a time, so that nobody's commit waits long. */
    private static final int BYTES = 1024 * 1024;

    private static final int TIMES = 3;

    private final DataSource database;
    private final Duration kept;
    private final PeriodicTask task;

    @Autowired
    DatabaseCompaction(DataSource database) {
        this(database, PAUSE, KEPT);
    }

    DatabaseCompaction(DataSource database, Duration pause, Duration kept) {
        this.database = database;
        this.kept = kept;
        this.task = new PeriodicTask("database-compaction", pause, this::compact);
    }

    @Override
    public void start() {
        if (isOfAFile()) {
            task.start();
        }
    }

    private boolean isOfAFile() {
        try {
            return database.isWrapperFor(HikariDataSource.class)
                    && DatabaseFile.isOpenedDurably(
                            database.unwrap(HikariDataSource.class).getJdbcUrl());
        } catch (SQLException notOfAPool) {
            return false;
        }
    }

    private void compact() {
        try (Connection connection = database.getConnection()) {
            var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
            MVStore store = session.getDatabase().getStore().getMvStore();
            store.setRetentionTime((int) kept.toMillis());
            int times = 0;
            while (times < TIMES && store.compact(FILLED_PERCENT, BYTES)) {
                times++;
            }
        } catch (SQLException | MVStoreException away) {
            // as on a full disk; whoever has something to write hears of it
        }
    }

    @Override
    public void stop() {
        task.stop();
    }

    @Override
    public boolean isRunning() {
        return task.isRunning();
    }
}
