package org.crisisplan.engine;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Small work that a node does again and again by itself, on a thread of its own, with the same pause after each time. The machine's
 * clock counts, not the engine's, which a rehearsal moves. A fault ends nothing: the work is done again after the pause. As a bean it
 * begins and ends with the application.
 */
public final class PeriodicTask implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

    private final String name;
    private final Duration first;
    private final Duration pause;
    private final Runnable work;
    private @Nullable ScheduledExecutorService thread;

    /** Work that is done for the first time when the pause is over. @param name of the thread */
    public PeriodicTask(String name, Duration pause, Runnable work) {
        this(name, pause, pause, work);
    }

    /** @param first how long after the start it is done for the first time */
    public PeriodicTask(String name, Duration first, Duration pause, Runnable work) {
        this.name = name;
        this.first = first;
        this.pause = pause;
        this.work = work;
    }

    /** Does nothing if it runs already. */
    @Override
    public synchronized void start() {
        if (thread != null) {
            return;
        }
        thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread daemon = new Thread(runnable, name);
            daemon.setDaemon(true);
            return daemon;
        });
        thread.scheduleWithFixedDelay(this::attempt, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt() {
        try {
            work.run();
        } catch (RuntimeException | Error fault) {
            LOG.warn("'{}' failed and is done again in {} s", name, pause.toSeconds(), fault);
        }
    }

    /** Interrupts it if it is at work. */
    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
