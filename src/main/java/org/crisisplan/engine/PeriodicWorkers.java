package org.crisisplan.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that send what waits: once a second somebody looks where work is due, and each place has a thread of its own, so that one that
 * hangs holds nothing else. Where work is still going on none is begun. What fails is done again at a later look. When they are to stop,
 * what was begun may end in the time that is given to it.
 */
public final class PeriodicWorkers {

    private static final Logger LOG = LoggerFactory.getLogger(PeriodicWorkers.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final String name;
    private final Duration stopsWithin;
    private final Consumer<PeriodicWorkers> look;
    private final Set<Object> busy = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ExecutorService threads;
    private @Nullable PeriodicTask looking;

    /**
     * @param name of the threads
     * @param stopsWithin how long one piece of work may take
     * @param look asks what is due and calls {@link #work} for each of it
     */
    public PeriodicWorkers(String name, Duration stopsWithin, Consumer<PeriodicWorkers> look) {
        this.name = name;
        this.stopsWithin = stopsWithin;
        this.look = look;
    }

    /** Does nothing if they work already. */
    public synchronized void start() {
        if (threads != null) {
            return;
        }
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        looking = new PeriodicTask(name + "-dispatcher", BETWEEN_LOOKS, () -> look.accept(this));
        looking.start();
    }

    /** Has the work at this place done, unless it is being done. */
    public void work(Object place, Runnable work) {
        ExecutorService running = threads;
        if (running == null || !busy.add(place)) {
            return;
        }
        try {
            running.execute(() -> attempt(place, work));
        } catch (RejectedExecutionException stopping) {
            busy.remove(place);
        }
    }

    private void attempt(Object place, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException fault) {
            LOG.error("What waits for {} ({}) is tried again later", place, name, fault);
        } finally {
            busy.remove(place);
        }
    }

    /** What is being done may end; nothing else is begun. */
    public synchronized void stop() {
        if (looking != null) {
            looking.stop();
            looking = null;
        }
        ExecutorService running = threads;
        if (running == null) {
            return;
        }
        threads = null;
        running.shutdown();
        try {
            if (!running.awaitTermination(stopsWithin.toSeconds(), TimeUnit.SECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    public boolean isRunning() {
        return threads != null;
    }
}
