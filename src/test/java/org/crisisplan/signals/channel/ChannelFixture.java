package org.crisisplan.signals.channel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.outbound.TestHttp;
import org.crisisplan.signals.source.SourceRepository;
import org.crisisplan.signals.source.SourceState;
import org.crisisplan.signals.watchlist.WatchList;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** What a single channel needs around it, without the application: it notes what it heard, and time stands still until it is moved. */
public final class ChannelFixture implements Signals {

    public static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private static final Map<String, WatchList.Topic> KEYWORDS = Map.of(
            "网站崩溃", new WatchList.Topic("site", "outage"),
            "site is down", new WatchList.Topic("site", "outage"),
            "数据丢失", new WatchList.Topic("user-data", "data-loss"));
    private static final Map<String, String> ASSETS =
            Map.of("nginx", "web-server", "apache:tomcat", "web-server", "postgresql", "database");

    private final List<Signal> heard = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final Time clock = new Time();
    private final SourceState state;
    private final OutboundHttpClient outgoing = TestHttp.to("localhost");
    private boolean broken;

    public ChannelFixture() {
        var database = new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (Connection connection = database.getConnection()) {
            ScriptUtils.executeSqlScript(connection, new ClassPathResource("db/migration/V6__signals.sql"));
        } catch (SQLException fault) {
            throw new IllegalStateException(fault);
        }
        JdbcClient sql = JdbcClient.create(database);
        state = new SourceState(sql, new SourceRepository(sql, clock));
    }

    /** A recorded payload, from {@code src/test/resources/signals}. */
    public static String recorded(String file) {
        try (InputStream content = ChannelFixture.class.getResourceAsStream("/signals/" + file)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Override
    public Accepted accept(String source, List<Signal> signals) {
        if (broken) {
            throw new QueryTimeoutException("the database is away");
        }
        int before = heard.size();
        for (Signal signal : signals) {
            if (!signal.source().equals(source)) {
                throw new InvalidSignal("source", "must be '" + source + "'");
            }
            if (known.add(source + " " + signal.id())) {
                heard.add(signal);
            }
        }
        int fresh = heard.size() - before;
        return new Accepted(fresh, signals.size() - fresh);
    }

    /** Everything new, in the order it came. */
    public List<Signal> heard() {
        return List.copyOf(heard);
    }

    /** From now on nothing can be kept. */
    public void breakDatabase() {
        broken = true;
    }

    public void mendDatabase() {
        broken = false;
    }

    public SourceState state() {
        return state;
    }

    /** May ask {@code localhost}, and no other name of this machine. */
    public OutboundHttpClient outgoing() {
        return outgoing;
    }

    public Clock clock() {
        return clock;
    }

    public void passes(Duration time) {
        clock.now = clock.now.plus(time);
    }

    /** The first rows of the plan's tables; the brand is {@code Example}. */
    public WatchList watchList() {
        return new WatchList() {
            @Override
            public List<Topic> topics(String text) {
                return KEYWORDS.entrySet().stream()
                        .filter(row -> small(text).contains(row.getKey()))
                        .map(Map.Entry::getValue)
                        .distinct()
                        .sorted(java.util.Comparator.comparing(Topic::subject))
                        .toList();
            }

            @Override
            public List<String> words() {
                return List.of("网站崩溃", "数据丢失");
            }

            @Override
            public List<String> brands(String text) {
                return small(text).contains("example") ? List.of("example") : List.of();
            }

            @Override
            public List<String> assets(String product) {
                return ASSETS.entrySet().stream()
                        .filter(row -> small(product).contains(row.getKey()))
                        .map(Map.Entry::getValue)
                        .distinct()
                        .sorted()
                        .toList();
            }
        };
    }

    private static String small(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static final class Time extends Clock {

        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
