package org.crisisplan.notify;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.notify.Outbox.MailWritten;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Sends what waits in the outbox, with threads of its own: a mail server that hangs holds these and nothing else, no timer, no
 * request and no connection to the database. Several nodes share the work.
 */
@Component
class MailDispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MailDispatcher.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration WITHOUT_DATABASE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);

    private final DeliverMail deliverMail;
    private final UndeliveredMails undelivered;
    private final MailBacklog backlog;
    private final MailDigest digest;
    private final SafeMode safeMode;
    private final SendMail sendMail;
    private final NotifySettings settings;
    private final Semaphore mailWritten = new Semaphore(0);
    private final Semaphore free;
    private boolean reachable = true;
    private long nextCheck = System.nanoTime();
    private volatile @Nullable ExecutorService threads;

    MailDispatcher(
            DeliverMail deliverMail,
            UndeliveredMails undelivered,
            MailBacklog backlog,
            MailDigest digest,
            SafeMode safeMode,
            SendMail sendMail,
            NotifySettings settings) {
        this.deliverMail = deliverMail;
        this.undelivered = undelivered;
        this.backlog = backlog;
        this.digest = digest;
        this.safeMode = safeMode;
        this.sendMail = sendMail;
        this.settings = settings;
        this.free = new Semaphore(settings.mailThreads());
    }

    /** The sender need not find out by looking. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void written(MailWritten mail) {
        if (mailWritten.availablePermits() == 0) {
            mailWritten.release();
        }
    }

    /** Sends what is due now, one mail after the other, in the thread that asks. */
    void sendDue() {
        for (Optional<Delivery> mail = deliverMail.take(); mail.isPresent(); mail = deliverMail.take()) {
            deliverMail.attempt(mail.get());
        }
        undelivered.tell();
    }

    @Override
    public synchronized void start() {
        if (!settings.backgroundEnabled() || threads != null) {
            return;
        }
        if (!sendMail.isPossible()) {
            LOG.warn("No mail server is configured: mails are kept and can be read at /outbox. "
                    + "Set spring.mail.host, and at the next start they go out.");
            return;
        }
        ExecutorService started = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "mail-dispatcher");
            thread.setDaemon(true);
            return thread;
        });
        threads = started;
        started.execute(() -> dispatch(started));
    }

    private void dispatch(ExecutorService workers) {
        while (!workers.isShutdown()) {
            try {
                if (!safeMode.isOn()) {
                    takeAsManyAsCanBeSent(workers);
                    lookAfterTheRest();
                }
                reachable();
                pause(BETWEEN_LOOKS);
            } catch (InterruptedException stopping) {
                return;
            } catch (RuntimeException fault) {
                unreachable(fault);
                sleep(WITHOUT_DATABASE);
            }
        }
    }

    private void lookAfterTheRest() {
        if (System.nanoTime() < nextCheck) {
            return;
        }
        undelivered.tell();
        backlog.check();
        if (!safeMode.isCollecting()) {
            digest.send();
        }
        nextCheck = System.nanoTime() + BETWEEN_CHECKS.toNanos();
    }

    private void takeAsManyAsCanBeSent(ExecutorService workers) throws InterruptedException {
        while (free.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            boolean handedOn = false;
            try {
                Optional<Delivery> mail = deliverMail.take();
                if (mail.isEmpty()) {
                    return;
                }
                workers.execute(() -> attempt(mail.get()));
                handedOn = true;
            } finally {
                if (!handedOn) {
                    free.release();
                }
            }
        }
    }

    private void attempt(Delivery mail) {
        try {
            deliverMail.attempt(mail);
        } catch (RuntimeException fault) {
            LOG.error("Mail '{}' to {} is tried again later", mail.subject(), mail.recipient(), fault);
        } finally {
            free.release();
        }
    }

    /** Until a mail is written, or for so long: other nodes' mails and those that are to be tried again tell nobody here. */
    private void pause(Duration atMost) throws InterruptedException {
        if (mailWritten.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            mailWritten.drainPermits();
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void reachable() {
        if (!reachable) {
            LOG.info("Mails are sent again.");
        }
        reachable = true;
    }

    private void unreachable(RuntimeException fault) {
        if (reachable) {
            LOG.error("Mails cannot be taken from the database; they go out when it answers again.", fault);
        }
        reachable = false;
    }

    /** What is being sent is sent and kept; nothing else is begun. */
    @Override
    public synchronized void stop() {
        ExecutorService running = threads;
        if (running == null) {
            return;
        }
        running.shutdown();
        mailWritten.release();
        try {
            if (!running.awaitTermination(settings.sendWithin().toSeconds(), TimeUnit.SECONDS)) {
                running.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            running.shutdownNow();
            Thread.currentThread().interrupt();
        }
        threads = null;
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }
}
