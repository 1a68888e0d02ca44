package org.crisisplan.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.crisisplan.web.DatabaseOutage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Lets the nodes of one PostgreSQL start one after the other: the engine makes its tables without asking whether another does so at
 * this moment, and what a first start writes is written once. The lock is a session's, so it goes with the connection, however the
 * node ends. It is an aid, not a condition: after a while a node starts without it.
 */
class StartLock implements ApplicationListener<SpringApplicationEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(StartLock.class);

    private static final long KEY = 0x6372_6973_6973_2d70L;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private @Nullable Connection holding;

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationPreparedEvent prepared) {
            take(prepared.getApplicationContext().getEnvironment());
        } else if (event instanceof ApplicationReadyEvent || event instanceof ApplicationFailedEvent) {
            release();
        }
    }

    private void take(Environment settings) {
        String address = settings.getProperty("spring.datasource.url", "");
        if (!address.startsWith("jdbc:postgresql:")) {
            return;
        }
        try {
            holding = taken(address, login(settings));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Connection taken(String address, Properties login) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String said = "";
        while (System.nanoTime() < end) {
            String wait = "another node is starting on this database";
            Connection connection = null;
            try {
                connection = DriverManager.getConnection(address, login);
                DatabaseClock.followAtStart(connection);
                do {
                    if (isTakenBy(connection)) {
                        return connection;
                    }
                    said = say(wait, said);
                    Thread.sleep(PAUSE.toMillis());
                } while (System.nanoTime() < end);
            } catch (SQLException fault) {
                if (!DatabaseOutage.causes(fault)) {
                    // the start itself says what is wrong
                    close(connection);
                    return null;
                }
                wait = "the database does not answer (" + fault.getMessage() + ")";
            }
            close(connection);
            said = say(wait, said);
            Thread.sleep(PAUSE.toMillis());
        }
        LOG.warn("This node has waited {} s to start, and starts now all the same.", PATIENCE.toSeconds());
        return null;
    }

    private static String say(String wait, String said) {
        if (!wait.equals(said)) {
            LOG.info("This node waits with its start, for {} s at most: {}.", PATIENCE.toSeconds(), wait);
        }
        return wait;
    }

    private static boolean isTakenBy(Connection connection) throws SQLException {
        try (PreparedStatement asked = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            asked.setLong(1, KEY);
            try (ResultSet answer = asked.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static Properties login(Environment settings) {
        var login = new Properties();
        login.setProperty("user", settings.getProperty("spring.datasource.username", ""));
        login.setProperty("password", settings.getProperty("spring.datasource.password", ""));
        login.setProperty("ApplicationName", "crisis-plan start");
        login.setProperty("connectTimeout", "3");
        login.setProperty("loginTimeout", "5");
        login.setProperty("socketTimeout", "5");
        // the server notices within half a minute that a node has vanished, and gives the lock to the next
        login.setProperty(
                "options", "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3");
        return login;
    }

    private void release() {
        close(holding);
        holding = null;
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException gone) {
                LOG.debug("The connection of the start was gone already", gone);
            }
        }
    }
}
