package org.crisisplan.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.crisisplan.web.Notices;
import org.crisisplan.web.Notices.Notice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The clock that several nodes have in common. A node whose own differs goes by the database's, so that no timer runs early on one
 * node and late on another and what one node wrote is not of the future to the other; above half a minute it also says so. A database
 * that is far off is not believed.
 */
@Component
class DatabaseClock implements SmartLifecycle {

    static final String SUBJECT = "clock";

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    private static final Duration OFTEN = Duration.ofMinutes(1);
    private static final Duration NOTHING = Duration.ofSeconds(1);
    private static final Duration MUCH = Duration.ofSeconds(30);
    private static final Duration TOO_MUCH = Duration.ofMinutes(5);

    /** An answer that took longer says too little about when it was true. */
    private static final long QUICK_MILLIS = 500;

    private static final int ATTEMPTS = 3;

    private final DataSource database;
    private final boolean shared;
    private final Notices notices;
    private @Nullable Duration said;
    private final PeriodicTask task = new PeriodicTask("database-clock", Duration.ZERO, OFTEN, this::look);

    DatabaseClock(DataSource database, SharedDatabase shared, Notices notices) {
        this.database = database;
        this.shared = shared.isShared();
        this.notices = notices;
    }

    /** Before the engine is there. */
    static void followAtStart(Connection connection) throws SQLException {
        ahead(connection).ifPresent(DatabaseClock::follow);
    }

    /** How far the database's clock is ahead of this machine's; nothing when its answers take too long to tell. */
    static Optional<Duration> ahead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                long asked = EngineClock.machineMillis();
                try (ResultSet row =
                        statement.executeQuery("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)")) {
                    long answered = EngineClock.machineMillis();
                    if (row.next() && answered - asked <= QUICK_MILLIS) {
                        return Optional.of(Duration.ofMillis(row.getLong(1) - (asked + answered) / 2));
                    }
                }
            }
            return Optional.empty();
        }
    }

    private static void follow(Duration ahead) {
        boolean believed = ahead.abs().compareTo(TOO_MUCH) <= 0;
        Duration wanted = believed && ahead.abs().compareTo(NOTHING) > 0 ? ahead : Duration.ZERO;
        if (wanted.minus(EngineClock.ahead()).abs().compareTo(NOTHING) > 0) {
            EngineClock.goAhead(wanted);
        }
    }

    void look() {
        try (Connection connection = database.getConnection()) {
            ahead(connection).ifPresent(ahead -> {
                follow(ahead);
                say(ahead);
            });
        } catch (SQLException | RuntimeException noDatabase) {
            LOG.debug("The database's clock could not be read", noDatabase);
        }
    }

    private void say(Duration ahead) {
        if (ahead.abs().compareTo(MUCH) <= 0) {
            if (said != null) {
                LOG.info("This machine's clock and the database's agree again.");
                notices.settled(SUBJECT);
            }
            said = null;
            return;
        }
        boolean believed = ahead.abs().compareTo(TOO_MUCH) <= 0;
        String way = believed
                ? "The product goes by the database's clock. Set both machines' clocks (NTP)"
                : "That is too much to follow, so deadlines run by this machine's clock. Set both machines' clocks (NTP) now";
        long seconds = Math.round(ahead.toMillis() / 1000.0);
        String difference = "%d s %s".formatted(Math.abs(seconds), seconds < 0 ? "ahead of" : "behind");
        if (said == null || said.minus(ahead).abs().compareTo(MUCH) > 0) {
            LOG.warn("This machine's clock is {} the database's. {}.", difference, way);
        }
        said = ahead;
        notices.say(new Notice(SUBJECT, "%+d s".formatted(-seconds), List.of(way)));
    }

    @Override
    public void start() {
        if (shared) {
            task.start();
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
