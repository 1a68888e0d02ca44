package org.crisisplan.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.crisisplan.engine.PeriodicTask;
import org.crisisplan.web.ClientAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps who logged in from where and who was refused, counted by name, address and hour: guessing fills nothing. A login is written at
 * once, refusals are collected for some seconds. A name that nobody has here is not kept, it may be a password typed into the wrong field.
 */
@Component
public class LoginJournal implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LoginJournal.class);
    private static final int LONGEST_WHY = 300;

    /** So many are collected at most; beyond that all are from anywhere. */
    private static final int COLLECTED = 2_000;

    /** So many rows of refusals an hour has at most; beyond that all are from anywhere. */
    private static final int ROWS_OF_AN_HOUR = 1_000;

    private final JdbcClient database;
    private final Clock clock;
    private final TransactionTemplate apart;
    private final Map<Key, Count> collected = new HashMap<>();

    LoginJournal(JdbcClient database, Clock clock, PlatformTransactionManager transactions) {
        this.database = database;
        this.clock = clock;
        this.apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** How somebody came in. */
    public enum Way {
        /** At the login page. */
        PAGE,
        /** With name and password in a request. */
        MACHINE,
        /** By the OpenID provider. */
        PROVIDER;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * An hour of one name from one address.
     *
     * @param name empty if nobody has it here
     * @param address empty if it is one of very many
     * @param in whether they were let in; refused otherwise
     * @param why the last reason of a refusal
     */
    public record Line(
            String name, String address, boolean in, String way, Instant first, Instant last, long times, String why) {}

    /** Which lines are wanted; what is null or empty is not asked for. */
    public record Wanted(
            String name,
            @Nullable Boolean in,
            @Nullable Instant from,
            @Nullable Instant until) {}

    private record Key(Instant hour, String name, String address, boolean in, String way) {}

    private record Count(Instant first, Instant last, long times, String why) {

        Count and(Count other) {
            return new Count(
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last,
                    times + other.times,
                    last.isAfter(other.last) ? why : other.why);
        }
    }

    void in(String name, String address, Way way) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var key = new Key(now.truncatedTo(ChronoUnit.HOURS), name, address, true, way.word());
        var count = new Count(now, now, 1, "");
        // this one alone: whoever logs in does not wait for what a flood of guesses has left
        if (!isWritten(key, count)) {
            synchronized (collected) {
                collected.merge(key, count, Count::and);
            }
        }
    }

    private boolean isWritten(Key key, Count count) {
        try {
            write(key, count);
            return true;
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("Who logged in cannot be written down now, and is later: {}", away.getMessage());
            return false;
        }
    }

    void refused(String name, String address, Way way, String why) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        var count = new Count(now, now, 1, why.length() > LONGEST_WHY ? why.substring(0, LONGEST_WHY) : why);
        synchronized (collected) {
            var key = new Key(hour, name, ClientAddress.of(address).name(), false, way.word());
            boolean room = collected.size() < COLLECTED || collected.containsKey(key);
            collected.merge(room ? key : new Key(hour, "", "", false, way.word()), count, Count::and);
        }
    }

    /** What cannot be written now is kept and written later. */
    void writeDown() {
        Map<Key, Count> some;
        synchronized (collected) {
            some = new HashMap<>(collected);
            collected.clear();
        }
        List<Key> written = new ArrayList<>();
        try {
            some.forEach((key, count) -> {
                write(
                        key.in()
                                        || !key.name().isEmpty()
                                                && Account.of(key.name(), database)
                                                        .isPresent()
                                ? key
                                : new Key(key.hour(), "", key.address(), false, key.way()),
                        count);
                written.add(key);
            });
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("Who logged in cannot be written down now, and is later: {}", away.getMessage());
            some.keySet().removeAll(written);
            synchronized (collected) {
                some.forEach((key, count) -> collected.merge(key, count, Count::and));
            }
        }
    }

    private void write(Key key, Count count) {
        if (added(key, count)) {
            return;
        }
        Key bounded = !key.in() && isFull(key.hour()) ? new Key(key.hour(), "", "", false, key.way()) : key;
        try {
            if (bounded.equals(key) || !added(bounded, count)) {
                apart.executeWithoutResult(begun -> insert(bounded, count));
            }
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            added(bounded, count);
        }
    }

    private boolean isFull(Instant hour) {
        return database.sql("select count(*) from login_hour where hour_at = ? and outcome = 'refused'")
                        .param(utc(hour))
                        .query(Integer.class)
                        .single()
                >= ROWS_OF_AN_HOUR;
    }

    private boolean added(Key key, Count count) {
        return Boolean.TRUE.equals(apart.execute(
                begun -> database.sql("update login_hour set times = times + ?, last_at = greatest(last_at, ?), why = ?"
                                        + " where hour_at = ? and name = ? and address = ? and outcome = ? and way = ?")
                                .params(
                                        count.times(),
                                        utc(count.last()),
                                        count.why(),
                                        utc(key.hour()),
                                        key.name(),
                                        key.address(),
                                        outcome(key.in()),
                                        key.way())
                                .update()
                        > 0));
    }

    private void insert(Key key, Count count) {
        database.sql("insert into login_hour (hour_at, name, address, outcome, way, first_at, last_at, times, why)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        utc(key.hour()),
                        key.name(),
                        key.address(),
                        outcome(key.in()),
                        key.way(),
                        utc(count.first()),
                        utc(count.last()),
                        count.times(),
                        count.why())
                .update();
    }

    /** The newest first. */
    public List<Line> newest(Wanted wanted, int from, int most) {
        writeDown();
        List<Object> values = new ArrayList<>();
        String where = where(wanted, values);
        values.add(from);
        values.add(most);
        return database.sql(
                        "select * from login_hour" + where
                                + " order by last_at desc, hour_at desc, name, address, outcome, way offset ? rows fetch first ? rows only")
                .params(values)
                .query((row, i) -> new Line(
                        row.getString("name"),
                        row.getString("address"),
                        row.getString("outcome").equals("in"),
                        row.getString("way"),
                        row.getObject("first_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_at", OffsetDateTime.class).toInstant(),
                        row.getLong("times"),
                        row.getString("why")))
                .list();
    }

    public int count(Wanted wanted) {
        writeDown();
        List<Object> values = new ArrayList<>();
        String where = where(wanted, values);
        return database.sql("select count(*) from login_hour" + where)
                .params(values)
                .query(Integer.class)
                .single();
    }

    /** Forgets what is older. @return how many rows */
    public int removeBefore(Instant time) {
        return database.sql("delete from login_hour where last_at < ?")
                .param(utc(time))
                .update();
    }

    private static String where(Wanted wanted, List<Object> values) {
        List<String> and = new ArrayList<>();
        if (!wanted.name().isEmpty()) {
            and.add("lower(name) = lower(?)");
            values.add(wanted.name());
        }
        if (wanted.in() != null) {
            and.add("outcome = ?");
            values.add(outcome(wanted.in()));
        }
        if (wanted.from() != null) {
            and.add("last_at >= ?");
            values.add(utc(wanted.from()));
        }
        if (wanted.until() != null) {
            and.add("first_at < ?");
            values.add(utc(wanted.until()));
        }
        return and.isEmpty() ? "" : " where " + String.join(" and ", and);
    }

    private static String outcome(boolean in) {
        return in ? "in" : "refused";
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void destroy() {
        writeDown();
    }

    /** Writes down now and then what was collected. */
    @Configuration(proxyBeanMethods = false)
    static class Setup {

        private static final Duration PAUSE = Duration.ofSeconds(5);

        @Bean
        PeriodicTask loginJournalWriting(LoginJournal journal) {
            return new PeriodicTask("login-journal", PAUSE, journal::writeDown);
        }
    }
}
