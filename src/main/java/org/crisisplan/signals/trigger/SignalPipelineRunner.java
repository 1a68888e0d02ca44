package org.crisisplan.signals.trigger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.crisisplan.signals.intake.SignalWriter;
import org.crisisplan.signals.source.ClusterLock;
import org.crisisplan.signals.source.PollSchedule;
import org.crisisplan.signals.source.SilenceWatch;
import org.crisisplan.signals.window.Counting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Keeps it all going on this node: looks at subjects as soon as their figures change, and at what was left over every second. */
@Component
@Order
class SignalPipelineRunner
        implements ApplicationRunner, SignalWriter.WrittenListener, Evaluation.Afterwards, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SignalPipelineRunner.class);
    private static final int ACTING = 3;
    private static final int RESTING = 4;
    private static final Duration LONGEST_REST = Duration.ofMillis(250);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);
    private static final Duration LEFT_OVER = Duration.ofSeconds(2);

    /** So long signals gather before their subjects are looked at again: what comes a thousand times is looked at ten times. */
    private static final Duration GATHER = Duration.ofMillis(100);

    /** What has to wait is not looked at for so long. */
    private static final long REST = Duration.ofSeconds(1).toNanos();

    private final PipelineSettings settings;
    private final Counting counting;
    private final Evaluation evaluation;
    private final PollSchedule polls;
    private final SilenceWatch silence;
    private final RequestManualTriage triage;
    private final ClusterLock lock;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> resting = new ConcurrentHashMap<>();
    private final Semaphore wakeUps = new Semaphore(0);
    private final ExecutorService looking = Executors.newSingleThreadExecutor(daemon("signals-looking"));
    private final ExecutorService acting = Executors.newFixedThreadPool(ACTING, daemon("signals-acting"));
    private final ScheduledExecutorService clockwork = Executors.newScheduledThreadPool(3, daemon("signals-clockwork"));
    private volatile boolean running;

    SignalPipelineRunner(
            PipelineSettings settings,
            Counting counting,
            Evaluation evaluation,
            PollSchedule polls,
            SilenceWatch silence,
            RequestManualTriage triage,
            ClusterLock lock) {
        this.settings = settings;
        this.counting = counting;
        this.evaluation = evaluation;
        this.polls = polls;
        this.silence = silence;
        this.triage = triage;
        this.lock = lock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (settings.backgroundEnabled()) {
            running = true;
            looking.execute(this::lookOnAndOn);
            every(1, () -> lookAgain(evaluation.leftOver(LEFT_OVER)));
            every(2, () -> lookAgain(evaluation.cannotBeJudged()));
            // what a node wrote that was stopped before it counted
            every(1, this::written);
            every(1, polls::askWhoseTurnItIs);
            every(10, silence::listen);
            every(10, () -> lock.run("manual-triage", Duration.ofSeconds(8), Duration.ofMinutes(2), triage::run));
        }
    }

    @Override
    public void written() {
        if (running) {
            wakeUps.release();
        }
    }

    private void lookAgain(Collection<String> subjects) {
        if (running && !subjects.isEmpty()) {
            changed.addAll(subjects);
            wakeUps.release();
        }
    }

    @Override
    public void acted(String subject, boolean done) {
        if (done) {
            // more may have come in meanwhile
            lookAgain(Set.of(subject));
        } else {
            resting.put(subject, System.nanoTime());
        }
    }

    private void lookOnAndOn() {
        while (running) {
            try {
                wakeUps.acquire();
                wakeUps.drainPermits();
                lookOn();
                Thread.sleep(GATHER.toMillis());
            } catch (InterruptedException stopping) {
                return;
            }
        }
    }

    private void lookOn() throws InterruptedException {
        try {
            do {
                long began = System.nanoTime();
                changed.addAll(counting.countAll());
                lookAtSome();
                rest(System.nanoTime() - began);
            } while (running && !changed.isEmpty());
        } catch (RuntimeException | Error fault) {
            // the outbox and the queue are still there; what is left over is looked at again every second
            LOG.warn("Subjects could not be looked at: {}", fault.toString());
            Thread.sleep(AFTER_A_FAULT.toMillis());
        }
    }

    /**
     * In a flood looking without a pause would take the database from those who write. What changes meanwhile is looked at once, so
     * resting costs a triggering signal a moment and saves most of the looks.
     */
    private static void rest(long nanosLooked) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.min(RESTING * nanosLooked, LONGEST_REST.toNanos()));
    }

    private void lookAtSome() {
        List<String> some = new ArrayList<>();
        for (Iterator<String> next = changed.iterator(); next.hasNext() && some.size() < Evaluation.AT_ONCE; ) {
            String subject = next.next();
            next.remove();
            if (!rests(subject)) {
                some.add(subject);
            }
        }
        evaluation.lookAt(some, acting, this);
    }

    private boolean rests(String subject) {
        Long since = resting.get(subject);
        if (since == null) {
            return false;
        }
        boolean rests = System.nanoTime() - since < REST;
        if (!rests) {
            resting.remove(subject);
        }
        return rests;
    }

    private void every(int seconds, Runnable step) {
        clockwork.scheduleWithFixedDelay(
                () -> {
                    try {
                        step.run();
                    } catch (RuntimeException | Error fault) {
                        LOG.warn("A step of watching failed and is tried again in {} s: {}", seconds, fault.toString());
                    }
                },
                seconds,
                seconds,
                TimeUnit.SECONDS);
    }

    private static ThreadFactory daemon(String name) {
        return runnable -> {
            Thread thread = new Thread(runnable, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void destroy() throws InterruptedException {
        running = false;
        clockwork.shutdownNow();
        looking.shutdownNow();
        acting.shutdown();
        acting.awaitTermination(10, TimeUnit.SECONDS);
    }
}
