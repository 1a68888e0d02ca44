package org.crisisplan.publish;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.publish.Answer.GiveUp;
import org.crisisplan.publish.Answer.InDoubt;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Answer.TryAgain;
import org.crisisplan.publish.Post.Conversation;
import org.crisisplan.publish.PublicationRepository.Taken;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Says on the channels of others what waits for them. That somebody begins is written down before the channel is asked, and how it
 * ended afterwards; whoever finds the one without the other knows that the post may stand there. It is sent again then only if the
 * channel itself recognises it; otherwise a person decides. Every one ends: on the channel, or as a person's task.
 */
@Component
class SendPosts {

    /** What the diagram waits for after "Publish on the channel". */
    static final String ANSWERED = CrisisResponse.CHANNEL_ANSWERED;

    private static final Logger LOG = LoggerFactory.getLogger(SendPosts.class);
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

    private final StatementRepository records;
    private final PublicationRepository publications;
    private final Channels channels;
    private final ChannelDesk desk;
    private final ChannelSettings settings;
    private final RuntimeService runtime;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SendPosts(
            StatementRepository records,
            PublicationRepository publications,
            Channels channels,
            ChannelDesk desk,
            ChannelSettings settings,
            RuntimeService runtime,
            TransactionTemplate transaction,
            Clock clock) {
        this.records = records;
        this.publications = publications;
        this.channels = channels;
        this.desk = desk;
        this.settings = settings;
        this.runtime = runtime;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Says what the channel is to say now. @return whether there was anything */
    boolean sendNext(PublicChannel channel) {
        Optional<Taken> next = transaction.execute(status -> publications.take(channel.name(), lease()));
        if (next == null || next.isEmpty()) {
            return false;
        }
        attempt(channel, next.get());
        return true;
    }

    /** A channel may ask several times in one attempt, and its end must still be written down. */
    private Duration lease() {
        return settings.answerWithin().multipliedBy(6).plusSeconds(10);
    }

    private void attempt(PublicChannel channel, Taken taken) {
        Publication publication = taken.publication();
        Statement statement = records.find(publication.statementId()).orElseThrow();
        if (waiting(statement, channel.name()).isEmpty()) {
            keep(() -> desk.leftOut(
                    statement, channel.name(), "The process that wanted it published was ended. 要求发布的流程已结束。"));
            return;
        }
        if (taken.interrupted() && !isRecognised(channel, publication, clock.instant())) {
            keep(() -> desk.inDoubt(
                    statement,
                    channel.name(),
                    "The product was stopped while it sent the post; look whether it is there. 发送时系统中断，请查看是否已发布。"));
            return;
        }
        if (Crisis.isDrill(statement.crisis())) {
            keep(() -> desk.holdsBack(statement, channel.name()));
            return;
        }
        Answer answer = ask(channel, statement, publication);
        keep(() -> settle(channel, statement, publication, answer));
    }

    private Answer ask(PublicChannel channel, Statement statement, Publication publication) {
        ApprovedStatement approved;
        try {
            approved = ApprovedStatement.of(statement, records.approvalsOf(statement));
        } catch (NotApproved taken) {
            return new GiveUp(String.valueOf(taken.getMessage()));
        }
        Conversation conversation =
                publications.conversation(statement.crisis(), channel.name()).orElse(null);
        try {
            return channel.publish(post(approved, publication, settings.pageOf(statement.crisis()), conversation));
        } catch (RuntimeException fault) {
            LOG.error("The channel {} failed to publish {}", channel.name(), statement.name(), fault);
            return new InDoubt(
                    "The product itself failed while it sent the post; look whether it is there. 发送时系统出错，请查看是否已发布。");
        }
    }

    static Post post(
            ApprovedStatement statement,
            Publication publication,
            @Nullable URI page,
            @Nullable Conversation conversation) {
        return new Post(
                statement,
                publication.where().language(),
                publication.where().longest(),
                page,
                publication.statementId() + "." + publication.channel(),
                publication.firstTriedAt() == null ? Instant.EPOCH : publication.firstTriedAt(),
                publication.attempts(),
                conversation);
    }

    private void settle(PublicChannel channel, Statement statement, Publication publication, Answer answer) {
        if (answer instanceof Receipt receipt) {
            desk.stands(statement, channel.name(), receipt);
        } else if (answer instanceof GiveUp refusal) {
            desk.refused(statement, channel.name(), refusal.reason());
        } else if (answer instanceof TryAgain later) {
            Instant next = next(publication, later.notBefore());
            if (next.isAfter(queued(publication).plus(settings.giveUpAfter()))) {
                desk.refused(
                        statement,
                        channel.name(),
                        "After %d attempts 多次尝试后: %s".formatted(publication.attempts(), later.reason()));
            } else {
                publications.tryAgain(statement.id(), channel.name(), later.reason(), next);
            }
        } else if (answer instanceof InDoubt doubt) {
            Instant next = next(publication, null);
            boolean goesOn = !next.isAfter(queued(publication).plus(settings.giveUpAfter()));
            if (goesOn && isRecognised(channel, publication, next)) {
                publications.tryAgain(statement.id(), channel.name(), doubt.reason(), next);
            } else {
                desk.inDoubt(statement, channel.name(), doubt.reason());
            }
        }
    }

    private Instant next(Publication publication, @Nullable Instant notBefore) {
        List<Duration> pauses = settings.retryAfter();
        Instant next =
                clock.instant().plus(pauses.get(Math.min(Math.max(publication.attempts(), 1), pauses.size()) - 1));
        return notBefore != null && notBefore.isAfter(next) ? notBefore : next;
    }

    private Instant queued(Publication publication) {
        return publication.queuedAt() == null ? clock.instant() : publication.queuedAt();
    }

    /** Whether the channel still knows then what it was sent at the first attempt. */
    private static boolean isRecognised(PublicChannel channel, Publication publication, Instant then) {
        Instant first = publication.firstTriedAt();
        return first != null && then.isBefore(first.plus(channel.recognisesFor()));
    }

    /**
     * What went out must not stay in doubt because the database was away for a moment: that is tried as long as no other node may take
     * the post.
     */
    private void keep(Runnable outcome) {
        long giveUp =
                System.nanoTime() + settings.answerWithin().multipliedBy(2).toNanos();
        while (true) {
            try {
                transaction.executeWithoutResult(status -> outcome.run());
                break;
            } catch (RuntimeException away) {
                if (System.nanoTime() > giveUp) {
                    throw away;
                }
                pause();
            }
        }
        tell();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_WRITES.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The application is stopping", stopping);
        }
    }

    /** Tells the processes how what they wait for has ended; what fails is told at the next look. */
    void tell() {
        publications.toTell().forEach(publication -> {
            try {
                transaction.executeWithoutResult(status -> tell(publication));
            } catch (RuntimeException later) {
                LOG.warn("The process of a post on {} is told later how it ended", publication.channel(), later);
            }
        });
    }

    private void tell(Publication publication) {
        publications.told(publication.statementId(), publication.channel());
        records.find(publication.statementId())
                .flatMap(statement -> waiting(statement, publication.channel()))
                .ifPresent(execution -> runtime.messageEventReceived(ANSWERED, execution));
    }

    /** The place in the statement's process that waits for this channel. */
    private Optional<String> waiting(Statement statement, String channel) {
        return runtime
                .createExecutionQuery()
                .processInstanceId(statement.processInstance())
                .messageEventSubscriptionName(ANSWERED)
                .list()
                .stream()
                .map(Execution::getId)
                .filter(id -> channels.named(String.valueOf(runtime.getVariable(id, "channel")))
                        .map(PublicChannel::name)
                        .filter(channel::equals)
                        .isPresent())
                .findFirst();
    }
}
