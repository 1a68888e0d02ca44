package org.crisisplan.signals.source;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crisisplan.web.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Asks every polled source in its turn, each on one node of several. Whoever takes its row first holds it by a short lease, which it
 * renews while it asks: when a node dies, another asks soon after. The database's clock says when a lease ends.
 */
@Component
public class PollSchedule implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(PollSchedule.class);
    private static final int AT_ONCE = 8;
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(4);

    private final Map<String, PolledSource> polled = new LinkedHashMap<>();
    private final SourceRepository sources;
    private final JdbcClient sql;
    private final Clock clock;
    private final String node = UUID.randomUUID().toString();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Map<PolledSource, Long> askedSince = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewing = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "signals-poll-lease");
        thread.setDaemon(true);
        return thread;
    });
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, runnable -> {
        Thread thread = new Thread(runnable, "signals-poll");
        thread.setDaemon(true);
        return thread;
    });

    PollSchedule(
            ObjectProvider<PolledSource> single,
            ObjectProvider<PolledSources> several,
            SourceRepository sources,
            JdbcClient sql,
            Clock clock) {
        this.sources = sources;
        this.sql = sql;
        this.clock = clock;
        List<PolledSource> all = new ArrayList<>(single.orderedStream().toList());
        several.orderedStream().forEach(group -> all.addAll(group.all()));
        for (PolledSource source : all) {
            if (polled.putIfAbsent(source.name(), source) != null) {
                throw new IllegalStateException("Two sources of signals are called '" + source.name() + "'");
            }
        }
        renewing.scheduleWithFixedDelay(
                this::renew, BETWEEN_RENEWALS.toSeconds(), BETWEEN_RENEWALS.toSeconds(), TimeUnit.SECONDS);
    }

    /** How long each may be silent, if that is limited. */
    Map<String, Duration> silentAfter() {
        Map<String, Duration> limits = new LinkedHashMap<>();
        polled.values().forEach(source -> {
            Duration limit = source.silentAfter();
            if (limit != null) {
                limits.put(source.name(), limit);
            }
        });
        return limits;
    }

    /** Asks every source whose turn has come and that no other node is asking; returns at once. */
    public List<Future<?>> askWhoseTurnItIs() {
        List<Future<?>> asked = new ArrayList<>();
        for (PolledSource source : polled.values()) {
            if (running.add(source.name())) {
                boolean mine = false;
                try {
                    mine = take(source);
                } finally {
                    if (!mine) {
                        running.remove(source.name());
                    }
                }
                if (mine) {
                    asked.add(threads.submit(() -> ask(source)));
                }
            }
        }
        return asked;
    }

    private boolean take(PolledSource source) {
        sources.ensure(source.name());
        return sql.sql("""
                                update signal_source set polled_by = ?,
                                polled_until = current_timestamp + cast(? as integer) * interval '1' second
                                where name = ? and (next_poll is null or next_poll <= ?)
                                and (polled_until is null or polled_until <= current_timestamp)""")
                        .params(node, LEASE.toSeconds(), source.name(), utc(clock.instant()))
                        .update()
                > 0;
    }

    private void renew() {
        askedSince.forEach((source, since) -> {
            // who asks for longer than it may has let it go
            if (System.nanoTime() - since < source.longest().toNanos()) {
                try {
                    sql.sql("""
                                    update signal_source
                                    set polled_until = current_timestamp + cast(? as integer) * interval '1' second
                                    where name = ? and polled_by = ? and polled_until is not null""").params(LEASE.toSeconds(), source.name(), node).update();
                } catch (RuntimeException noDatabase) {
                    LOG.debug("The lease of '{}' could not be renewed", source.name(), noDatabase);
                }
            }
        });
    }

    private void ask(PolledSource source) {
        Instant began = clock.instant();
        askedSince.put(source, System.nanoTime());
        LogContext.Scope about = LogContext.about(LogContext.SOURCE, source.name());
        try {
            if (source.poll()) {
                sources.heard(source.name());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Exception fault) {
            tell(source, fault);
        } finally {
            askedSince.remove(source);
            running.remove(source.name());
            release(source, began.plus(source.every()));
            about.end();
        }
    }

    private void tell(PolledSource source, Exception fault) {
        LOG.debug("Asking '{}' failed", source.name(), fault);
        try {
            sources.failed(
                    source.name(), fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage());
        } catch (RuntimeException noDatabase) {
            LOG.warn("That asking '{}' failed could not be kept: {}", source.name(), noDatabase.getMessage());
        }
    }

    private void release(PolledSource source, Instant next) {
        try {
            sql.sql("update signal_source set next_poll = ?, polled_until = null where name = ? and polled_by = ?")
                    .params(utc(next), source.name(), node)
                    .update();
        } catch (RuntimeException noDatabase) {
            LOG.warn(
                    "'{}' is asked again only after {} s: {}",
                    source.name(),
                    LEASE.toSeconds(),
                    noDatabase.getMessage());
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void destroy() throws InterruptedException {
        renewing.shutdownNow();
        threads.shutdownNow();
        threads.awaitTermination(5, TimeUnit.SECONDS);
    }
}
