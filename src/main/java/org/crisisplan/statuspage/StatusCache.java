package org.crisisplan.statuspage;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.crisisplan.engine.PeriodicTask;
import org.crisisplan.site.Site;
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

    public StatusSnapshot snapshot() {
        return snapshot;
    }

    /** Looks again; when the database does not answer, what was last seen stays, with the time it was seen. */
    public synchronized void refresh() {
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

    private StatusSnapshot look() {
        List<StatusPost> known = snapshot.posts();
        return new StatusSnapshot(
                clock.instant(),
                posts.count() == known.size() ? known : posts.all(),
                site.components(),
                site.windows(),
                site.describedSince());
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
