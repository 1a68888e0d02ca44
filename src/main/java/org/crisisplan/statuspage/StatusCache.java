package org.crisisplan.statuspage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.crisisplan.engine.PeriodicTask;
import org.crisisplan.site.MaintenanceWindow;
import org.crisisplan.site.Site;
import org.crisisplan.site.SiteComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the public page answers with. Visitors only ever read this memory, however many they are and whatever the database does; a
 * thread of its own keeps it up to date, also with what other nodes publish.
 */
@Component
public class StatusCache implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StatusCache.class);
    private static final int SECONDS_BETWEEN_LOOKS = 5;

    private final StatusPostRepository posts;
    private final Clock clock;
    private final TransactionTemplate reading;
    private final Site site;
    private volatile StatusSnapshot snapshot = StatusSnapshot.NOTHING;
    private Described described = new Described(List.of(), List.of(), Instant.EPOCH, "");
    private boolean reachable = true;
    private final PeriodicTask looking =
            new PeriodicTask("status-page", Duration.ofSeconds(SECONDS_BETWEEN_LOOKS), this::refresh);

    StatusCache(StatusPostRepository posts, Site site, Clock clock, PlatformTransactionManager transactions) {
        this.site = site;
        this.posts = posts;
        this.clock = clock;
        this.reading = new TransactionTemplate(transactions);
        // after a publication its own transaction is over, but its connection is not yet back in the pool
        reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        reading.setReadOnly(true);
    }

    /** @param fault why it is not what the tables say now */
    private record Described(
            List<SiteComponent> components, List<MaintenanceWindow> windows, Instant since, String fault) {}

    public StatusSnapshot snapshot() {
        return snapshot;
    }

    /** Looks again; when the database does not answer, what was last seen stays, with the time it was seen. */
    public synchronized void refresh() {
        described = describe();
        try {
            snapshot = Objects.requireNonNull(reading.execute(status -> look()));
            if (!reachable) {
                LOG.info("The public page is up to date again.");
            }
            reachable = true;
        } catch (DataAccessException | TransactionException unreachable) {
            if (reachable) {
                LOG.warn(
                        "The database does not answer; the public page goes on with its state of {} and says so.",
                        snapshot.asOf(),
                        unreachable);
            }
            reachable = false;
        }
    }

    /** What was published is shown, whatever becomes of the tables that describe the site. */
    private Described describe() {
        try {
            Described now = Objects.requireNonNull(reading.execute(
                    status -> new Described(site.components(), site.windows(), site.describedSince(), "")));
            if (!described.fault().isEmpty()) {
                LOG.info("The tables of components and maintenance windows can be read again.");
            }
            return now;
        } catch (RuntimeException fault) {
            if (described.fault().isEmpty()) {
                LOG.warn(
                        "The tables of components and maintenance windows cannot be read; the public page goes on with what they said.",
                        fault);
            }
            return new Described(described.components(), described.windows(), described.since(), String.valueOf(fault));
        }
    }

    private StatusSnapshot look() {
        List<StatusPost> known = snapshot.posts();
        return new StatusSnapshot(
                clock.instant(),
                posts.count() == known.size() ? known : posts.all(),
                described.components(),
                described.windows(),
                described.since());
    }

    @Override
    public synchronized void start() {
        refresh();
        looking.start();
    }

    @Override
    public void stop() {
        looking.stop();
    }

    @Override
    public boolean isRunning() {
        return looking.isRunning();
    }

    /** Before the web server: the first visitor finds a page. */
    @Override
    public int getPhase() {
        return 0;
    }
}
