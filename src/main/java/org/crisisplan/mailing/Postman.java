package org.crisisplan.mailing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.mailing.Outcome.Later;
import org.crisisplan.mailing.Outcome.Refused;
import org.crisisplan.mailing.Outcome.Taken;
import org.crisisplan.mailing.Outcome.Unknown;
import org.crisisplan.mailing.Servers.Server;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One thread's way from recipient to recipient. How one attempt ended is committed together with the beginning of the next, so that each
 * person costs one commit, and a crash leaves one person in doubt.
 */
class Postman {

    private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
    private static final int AT_ONCE = 100;
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(500);

    private final AttemptRepository attempts;
    private final MailingRepository mailings;
    private final MailingSources sources;
    private final PostedMessages posted;
    private final Servers servers;
    private final @Nullable MailConnection connection;
    private final MailingSettings settings;
    private final GroupCommit commits;
    private final Clock clock;
    private final BooleanSupplier mayGoOn;
    private final String name = UUID.randomUUID().toString();
    private final Map<Long, String> secrets = new HashMap<>();

    Postman(
            AttemptRepository attempts,
            MailingRepository mailings,
            MailingSources sources,
            PostedMessages posted,
            Servers servers,
            @Nullable MailConnection connection,
            MailingSettings settings,
            GroupCommit commits,
            Clock clock,
            BooleanSupplier mayGoOn) {
        this.attempts = attempts;
        this.mailings = mailings;
        this.sources = sources;
        this.posted = posted;
        this.servers = servers;
        this.connection = connection;
        this.settings = settings;
        this.commits = commits;
        this.clock = clock;
        this.mayGoOn = mayGoOn;
    }

    /** An attempt that was made and is not kept yet. @param recognised whether its receiver knows it again */
    private record Attempt(String ref, int number, boolean recognised, Outcome outcome) {}

    /**
     * Tells some who are due.
     *
     * @param earlier what goes on of the same source about the same crisis, and was opened before
     * @return whether there may be more at the moment
     */
    boolean tellSome(Mailing mailing, List<Long> earlier) {
        if (Crisis.isDrill(mailing.crisis())) {
            return false;
        }
        List<AttemptRepository.Due> due = attempts.take(mailing.id(), earlier, name, AT_ONCE, lease().multipliedBy(2));
        if (due.isEmpty()) {
            return false;
        }
        Round round = new Round(mailing, sources.of(mailing));
        try {
            for (AttemptRepository.Due one : due) {
                if (!mayGoOn.getAsBoolean()) {
                    break;
                }
                round.tell(one.ref(), one.attempts() + 1);
            }
        } finally {
            round.end();
        }
        return due.size() == AT_ONCE;
    }

    private Duration lease() {
        return settings.sendWithin().multipliedBy(2).plusSeconds(1);
    }

    /** Some recipients of one mailing, one after the other. */
    private final class Round {

        private final Mailing mailing;
        private final MailingSource source;
        private final Map<Server, List<String>> notTold = new EnumMap<>(Server.class);
        private @Nullable Attempt unkept;

        Round(Mailing mailing, MailingSource source) {
            this.mailing = mailing;
            this.source = source;
        }

        void tell(String ref, int number) {
            Optional<PersonalMessage> message;
            try {
                message = source.message(mailing, ref);
            } catch (RuntimeException fault) {
                LOG.error(
                        "What a recipient of mailing {} is to be told cannot be made; it is tried again later",
                        mailing.id(),
                        fault);
                keepLast();
                kept(() ->
                        later(ref, number, new Later(null, "The product itself failed to write it. 系统生成消息时出错。", null)));
                return;
            }
            if (message.isEmpty()) {
                keepLast();
                kept(() -> attempts.settle(mailing.id(), ref, name, RecipientState.WITHDRAWN, null, null));
            } else if (message.get() instanceof PersonalMessage.Impossible impossible) {
                keepLast();
                kept(() -> settle(new Attempt(ref, number, false, new Refused(null, impossible.why()))));
            } else {
                handOver(ref, number, message.get());
            }
        }

        private void handOver(String ref, int number, PersonalMessage message) {
            @Nullable Server by = servers.of(message);
            try {
                if (by != null) {
                    servers.check(by);
                }
                if (message instanceof PersonalMessage.Mail) {
                    mails().connect();
                }
                boolean recognised = !(message instanceof PersonalMessage.Mail);
                if (begin(ref, recognised)) {
                    unkept = new Attempt(ref, number, recognised, attempt(ref, message));
                }
            } catch (NobodyThere away) {
                if (by != null) {
                    servers.isAway(by, away.why());
                    notTold.computeIfAbsent(by, none -> new ArrayList<>()).add(ref);
                }
            }
        }

        private MailConnection mails() {
            if (connection == null) {
                throw new IllegalStateException("There is no mail server");
            }
            return connection;
        }

        private Outcome attempt(String ref, PersonalMessage message) throws NobodyThere {
            Token token = Token.of(mailing.id(), ref, secret());
            if (message instanceof PersonalMessage.Notice notice) {
                return posted.send(notice, mailing, token);
            }
            if (message instanceof PersonalMessage.Hook hook) {
                return posted.send(hook, token);
            }
            Outcome outcome = mail((PersonalMessage.Mail) message, token);
            servers.isThere(Server.MAIL);
            return outcome;
        }

        /** Servers close connections when they like: that is no fault before it happens with a new one. */
        private Outcome mail(PersonalMessage.Mail mail, Token token) throws NobodyThere {
            try {
                return mails().send(mail, token);
            } catch (NobodyThere closed) {
                mails().close();
                mails().connect();
                return mails().send(mail, token);
            }
        }

        private String secret() {
            return secrets.computeIfAbsent(mailing.id(), mailings::secretOf);
        }

        /** Commits that this one is being told, and how it went with the one before. */
        private boolean begin(String ref, boolean recognised) {
            boolean[] mine = new boolean[1];
            kept(() -> {
                keep();
                mine[0] = attempts.begin(mailing.id(), ref, name, recognised, lease());
            });
            unkept = null;
            return mine[0];
        }

        void keepLast() {
            if (unkept != null) {
                kept(this::keep);
                unkept = null;
            }
        }

        /** What is left is kept, and what was not begun is let go. */
        void end() {
            keepLast();
            notTold.forEach((server, refs) -> kept(() -> attempts.postpone(
                            mailing.id(),
                            refs,
                            name,
                            servers.awayUntil(server),
                            giveUpBefore(server),
                            servers.why(server))
                    .forEach(ref -> source.notReached(mailing, ref, RecipientState.FAILED, null))));
            attempts.letGo(mailing.id(), name);
            attempts.obstacle(
                    mailing.id(),
                    notTold.keySet().stream().findFirst().map(servers::why).orElse(null));
        }

        /** Until somebody configures a server nobody fails for want of one. */
        private Instant giveUpBefore(Server server) {
            return servers.isConfigured(server) ? clock.instant().minus(settings.giveUpAfter()) : Instant.EPOCH;
        }

        private void keep() {
            Attempt ended = unkept;
            if (ended != null) {
                settle(ended);
            }
        }

        private void settle(Attempt ended) {
            Outcome outcome = ended.outcome();
            if (outcome instanceof Taken) {
                attempts.settle(mailing.id(), ended.ref(), name, RecipientState.SENT, null, null);
            } else if (outcome instanceof Later later) {
                later(ended.ref(), ended.number(), later);
            } else if (outcome instanceof Unknown unknown) {
                unknown(ended, unknown);
            } else if (outcome instanceof Refused refused) {
                if (attempts.settle(
                        mailing.id(), ended.ref(), name, RecipientState.FAILED, refused.status(), refused.why())) {
                    source.notReached(mailing, ended.ref(), RecipientState.FAILED, refused.status());
                }
            }
        }

        private void unknown(Attempt ended, Unknown unknown) {
            if (ended.recognised()) {
                later(ended.ref(), ended.number(), new Later(null, unknown.why(), null));
            } else {
                attempts.settle(mailing.id(), ended.ref(), name, RecipientState.IN_DOUBT, null, unknown.why());
            }
        }

        private void later(String ref, int number, Later later) {
            Instant now = clock.instant();
            Instant next = now.plus(settings.pauseAfter(number));
            Instant notBefore = later.notBefore();
            boolean failed = attempts.tryAgain(
                    mailing.id(),
                    ref,
                    name,
                    notBefore != null && notBefore.isAfter(next) ? notBefore : next,
                    now.minus(settings.giveUpAfter()),
                    later.status(),
                    later.why());
            if (failed) {
                source.notReached(mailing, ref, RecipientState.FAILED, later.status());
            }
        }

        /**
         * Somebody who was told must not be in doubt because the database was away for a moment: that is tried as long as nobody else may
         * take them.
         */
        private void kept(Runnable work) {
            long giveUp = System.nanoTime() + settings.sendWithin().toNanos();
            while (true) {
                try {
                    commits.run(work);
                    return;
                } catch (DataAccessException | TransactionException away) {
                    if (System.nanoTime() > giveUp || !pause()) {
                        throw away;
                    }
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_WRITES.toMillis());
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
