package org.crisisplan.mailing;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.crisisplan.engine.PeriodicWorkers;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.mailing.MailingRepository.Open;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells people, with threads of its own, each over a connection that is kept: a mail server that hangs holds these and nothing else.
 * Open mailings take turns, so that a few people do not wait behind a hundred thousand. Several nodes share the work.
 */
@Component
class MailingDispatcher implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(MailingDispatcher.class);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);
    private static final Duration WHILE_FILLED = Duration.ofMillis(20);

    private final MailingRepository mailings;
    private final AttemptRepository attempts;
    private final FillMailing fill;
    private final MailingSources sources;
    private final PostedMessages posted;
    private final EndMailing ending;
    private final SafeMode safeMode;
    private final MailingSettings settings;
    private final GroupCommit commits;
    private final Clock clock;
    private final @Nullable JavaMailSenderImpl server;
    private final PeriodicWorkers workers;
    private volatile boolean stopping;
    private final Servers servers;
    private long nextCheck = System.nanoTime();

    MailingDispatcher(
            MailingRepository mailings,
            AttemptRepository attempts,
            FillMailing fill,
            MailingSources sources,
            PostedMessages posted,
            EndMailing ending,
            SafeMode safeMode,
            MailingSettings settings,
            TransactionOperations transaction,
            Clock clock,
            ObjectProvider<JavaMailSender> server) {
        this.mailings = mailings;
        this.attempts = attempts;
        this.fill = fill;
        this.sources = sources;
        this.posted = posted;
        this.ending = ending;
        this.safeMode = safeMode;
        this.settings = settings;
        this.commits = new GroupCommit(transaction);
        this.clock = clock;
        this.server = server.getIfAvailable() instanceof JavaMailSenderImpl smtp ? smtp : null;
        this.servers = new Servers(this.server != null, posted.isPossible(), settings, clock);
        this.workers = new PeriodicWorkers("mailing", settings.sendWithin(), this::look);
    }

    @Override
    public void start() {
        if (!settings.backgroundEnabled()) {
            return;
        }
        if (server == null) {
            LOG.warn("No mail server is configured: what people outside are to be told by mail is kept."
                    + " Set spring.mail.host, and at the next start it goes out.");
        }
        stopping = false;
        workers.start();
    }

    /** Nobody need wait for the next look. */
    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void opened(MailingOpened something) {
        if (workers.isRunning() && !safeMode.isOn()) {
            beginWork(workers);
        }
    }

    private void look(PeriodicWorkers free) {
        if (safeMode.isOn()) {
            return;
        }
        if (System.nanoTime() >= nextCheck) {
            nextCheck = System.nanoTime() + BETWEEN_CHECKS.toNanos();
            free.work("the end", ending::check);
        }
        beginWork(free);
    }

    private void beginWork(PeriodicWorkers free) {
        for (int thread = 1; thread <= settings.threads(); thread++) {
            free.work(thread, this::sendInTurns);
        }
    }

    private void sendInTurns() {
        send(() -> !stopping && !safeMode.isOn());
    }

    /** Sends what is due now, in the thread that asks. */
    void sendDue() {
        send(() -> true);
        ending.check();
    }

    private void send(BooleanSupplier mayGoOn) {
        List<Open> open = mailings.open();
        if (open.isEmpty()) {
            return;
        }
        try (MailConnection connection = server == null ? null : new MailConnection(server, settings, clock)) {
            var postman = new Postman(
                    attempts, mailings, sources, posted, servers, connection, settings, commits, clock, mayGoOn);
            boolean more = true;
            while (more && mayGoOn.getAsBoolean()) {
                more = inTurns(open, postman);
                open = mailings.open();
            }
        }
        open.forEach(ending::endIfDone);
    }

    /** Some of each line. */
    private boolean inTurns(List<Open> open, Postman postman) {
        Map<String, List<Open>> lines =
                open.stream().collect(Collectors.groupingBy(Open::line, LinkedHashMap::new, Collectors.toList()));
        boolean more = false;
        for (List<Open> line : lines.values()) {
            more |= firstDue(line, postman);
        }
        return more;
    }

    /** Of what is told about one thing, the earliest of which something is due; nothing is begun before all of what is earlier is known. */
    private boolean firstDue(List<Open> line, Postman postman) {
        List<Long> earlier = new ArrayList<>();
        for (Open next : line) {
            if (!next.filled() && fill.nextPage(next.mailing())) {
                return true;
            }
            if (postman.tellSome(next.mailing(), earlier)) {
                return true;
            }
            if (!next.filled()) {
                // somebody else asks for the rest of them; soon there is work for all
                LockSupport.parkNanos(WHILE_FILLED.toNanos());
                return true;
            }
            earlier.add(next.mailing().id());
        }
        return false;
    }

    @Override
    public void stop() {
        stopping = true;
        workers.stop();
    }

    @Override
    public boolean isRunning() {
        return workers.isRunning();
    }
}
