package org.crisisplan.mailing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.mailing.Mailing.Text;
import org.crisisplan.mailing.MailingRepository.Standing;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the audiences do with mailings, and what people ask of them. */
@Component
public class Mailings {

    private final MailingRepository mailings;
    private final MailingSources sources;
    private final MailingRecord record;
    private final MailingSettings settings;
    private final ApplicationEventPublisher events;

    Mailings(
            MailingRepository mailings,
            MailingSources sources,
            MailingRecord record,
            MailingSettings settings,
            ApplicationEventPublisher events) {
        this.mailings = mailings;
        this.sources = sources;
        this.record = record;
        this.settings = settings;
        this.events = events;
    }

    /** Whether a {@link PersonalMessage.Notice} can be brought to anybody. */
    public boolean takesNotices() {
        return settings.gateway() != null;
    }

    /**
     * Has something told to an audience, in the caller's transaction. The same source and key once more is the same mailing, with the
     * words of the first time.
     *
     * @param source the name of the {@link MailingSource}
     * @param key up to 200 characters, such as the key of a post
     * @param texts one for each language, at least one
     */
    @Transactional
    public Mailing open(
            String source, String key, @Nullable String crisis, @Nullable String statement, List<Text> texts) {
        if (Crisis.isDrill(crisis)) {
            // whoever opens one asks before; this holds if somebody forgets it
            throw new IllegalArgumentException("Nobody outside is told anything of the drill " + crisis + ".");
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("A mailing says something in one language at least");
        }
        Mailing mailing = mailings.find(source, key)
                .orElseGet(() -> mailings.find(mailings.add(source, key, crisis, statement, texts))
                        .orElseThrow());
        events.publishEvent(new MailingOpened());
        return mailing;
    }

    public Optional<Mailing> find(long id) {
        return mailings.find(id);
    }

    public Optional<Mailing> find(String source, String key) {
        return mailings.find(source, key);
    }

    /** In the order in which they were opened. */
    public List<Mailing> of(String crisis) {
        return mailings.of(crisis);
    }

    /** Where people see who was not reached. */
    public String pageOf(Mailing mailing) {
        return sources.of(mailing).page(mailing);
    }

    public MailingProgress progress(long mailing) {
        Map<RecipientState, Long> counts = mailings.counts(mailing);
        Standing standing = mailings.standing(mailing);
        return new MailingProgress(
                counts.getOrDefault(RecipientState.QUEUED, 0L),
                counts.getOrDefault(RecipientState.SENDING, 0L),
                counts.getOrDefault(RecipientState.SENT, 0L),
                counts.getOrDefault(RecipientState.BOUNCED, 0L),
                counts.getOrDefault(RecipientState.FAILED, 0L),
                counts.getOrDefault(RecipientState.IN_DOUBT, 0L),
                counts.getOrDefault(RecipientState.WITHDRAWN, 0L),
                standing.filled(),
                standing.endedAt(),
                standing.endedAt() == null ? standing.obstacle() : null);
    }

    /** In the order of their references. @param state null for everybody @param after null for the first */
    public List<RecipientRow> recipients(
            long mailing, @Nullable RecipientState state, @Nullable String after, int limit) {
        return mailings.recipients(mailing, state, after, limit);
    }

    public Optional<RecipientRow> recipient(long mailing, String ref) {
        return mailings.recipient(mailing, ref);
    }

    /**
     * Whoever the source has now and did not have before is told too; nobody is told again.
     *
     * @throws org.crisisplan.crisis.CrisisOver when its crisis is over
     */
    @Transactional
    public void tellAdded(long mailing) {
        mailings.reopen(mailing, true);
        record.toldAdded(mailings.find(mailing).orElseThrow());
        events.publishEvent(new MailingOpened());
    }

    /**
     * Tries those once more who were not reached: who bounced or failed, and nobody else.
     *
     * @return how many
     * @throws org.crisisplan.crisis.CrisisOver when its crisis is over
     */
    @Transactional
    public int sendAgain(long mailing) {
        int again = mailings.queueNotReached(mailing);
        if (again > 0) {
            mailings.reopen(mailing, false);
            record.sentAgain(mailings.find(mailing).orElseThrow(), again);
            events.publishEvent(new MailingOpened());
        }
        return again;
    }

    /**
     * A person has decided about those of whom nobody knows whether they were told.
     *
     * @param ref one of them; null for all
     * @param sendAgain to tell them once more, at the risk that they hear it twice; otherwise they count as told
     * @return how many
     * @throws org.crisisplan.crisis.CrisisOver when its crisis is over
     */
    @Transactional
    public int decideDoubts(long mailing, @Nullable String ref, boolean sendAgain) {
        int decided = mailings.decideDoubts(mailing, ref, sendAgain);
        if (decided > 0) {
            record.decided(mailings.find(mailing).orElseThrow(), decided, sendAgain);
        }
        if (decided > 0 && sendAgain) {
            mailings.reopen(mailing, false);
            events.publishEvent(new MailingOpened());
        }
        return decided;
    }
}
