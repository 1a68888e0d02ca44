package org.crisisplan.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.crisisplan.web.DatabaseOutage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** What a node writes at its start. A fault of the database that passes neither ends the start nor leaves the work undone. */
@Component
public class StartWork implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(StartWork.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 12;
    private static final int LATER = 100;

    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "start-work");
        thread.setDaemon(true);
        return thread;
    });

    /** Work that the node cannot serve without: it is tried again for a minute, and the start waits. */
    public void before(String name, Runnable work) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.run();
                return;
            } catch (RuntimeException fault) {
                if (!DatabaseOutage.causes(fault) || attempt == AT_ONCE) {
                    throw fault;
                }
                tellOf(name, fault);
                try {
                    Thread.sleep(PAUSE.toMillis());
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                    throw fault;
                }
            }
        }
    }

    /** Work that the node can serve without: if it fails now, it is tried again while the node works. */
    public void beside(String name, Runnable work) {
        attempt(name, work, LATER);
    }

    private void attempt(String name, Runnable work, int more) {
        try {
            work.run();
        } catch (RuntimeException fault) {
            if (more == 0) {
                LOG.error("At the start, {} failed for good; the next start tries again", name, fault);
                return;
            }
            if (more == LATER) {
                tellOf(name, fault);
            }
            later.schedule(() -> attempt(name, work, more - 1), PAUSE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void tellOf(String name, RuntimeException fault) {
        LOG.warn("At the start, {} failed and is tried again in {} s: {}", name, PAUSE.toSeconds(), fault.toString());
    }

    @Override
    public void destroy() {
        later.shutdownNow();
    }
}
