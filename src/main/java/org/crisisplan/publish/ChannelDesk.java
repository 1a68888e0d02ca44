package org.crisisplan.publish;

import java.util.HashMap;
import java.util.Map;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Publication.State;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Keeps how a publication ended, whoever brought it about: its row, the crisis's record, and whoever is to be told. */
@Component
class ChannelDesk {

    private final StatementRepository records;
    private final PublicationRepository publications;
    private final Crises crises;
    private final CrisisRecord record;
    private final ApplicationEventPublisher events;

    ChannelDesk(
            StatementRepository records,
            PublicationRepository publications,
            Crises crises,
            CrisisRecord record,
            ApplicationEventPublisher events) {
        this.records = records;
        this.publications = publications;
        this.crises = crises;
        this.record = record;
        this.events = events;
    }

    /** It stands there: the receipt is kept, and with the first channel the public knows. */
    void stands(Statement statement, String channel, Receipt receipt) {
        boolean first = !publications.isPublic(statement.id());
        publications.published(statement.id(), channel, receipt);
        crises.mark(statement.crisis(), Milestones.FIRST_WORD);
        Map<String, Object> after = new HashMap<>(Map.of("textHash", statement.hash()));
        if (!receipt.id().isEmpty()) {
            after.put("id", receipt.id());
            after.put("sent", receipt.sent());
        }
        if (receipt.address() != null) {
            after.put("address", receipt.address());
        }
        record.append(
                statement.crisis(),
                entry(statement, ActKind.STATEMENT_PUBLISHED, channel, after)
                        .logged("statement published on %s (%s, version %d)"
                                .formatted(channel, statement.kind().word(), statement.version())));
        if (first) {
            events.publishEvent(event(statement));
        }
    }

    /** A drill goes on as if it stood there, and nothing has left the house (R61). */
    void holdsBack(Statement statement, String channel) {
        boolean first = !publications.isPublic(statement.id());
        publications.heldBack(statement.id(), channel);
        crises.mark(statement.crisis(), Milestones.FIRST_WORD);
        record.append(
                statement.crisis(),
                entry(statement, ActKind.STATEMENT_HELD_BACK, channel, Map.of("textHash", statement.hash()))
                        .logged("drill: statement held back from %s (%s, version %d)"
                                .formatted(channel, statement.kind().word(), statement.version())));
        if (first) {
            events.publishEvent(event(statement));
        }
    }

    /** The channel will not take it; a person takes over. */
    void refused(Statement statement, String channel, String why) {
        ended(statement, channel, State.REFUSED, ActKind.PUBLICATION_REFUSED, why);
    }

    /** Nobody knows whether it stands there; a person finds out. */
    void inDoubt(Statement statement, String channel, String why) {
        ended(statement, channel, State.DOUBT, ActKind.PUBLICATION_IN_DOUBT, why);
    }

    /** It is not to stand there. */
    void leftOut(Statement statement, String channel, String why) {
        ended(statement, channel, State.LEFT_OUT, ActKind.PUBLICATION_LEFT_OUT, why);
    }

    private void ended(Statement statement, String channel, State state, ActKind kind, String why) {
        publications.ended(statement.id(), channel, state, why);
        record.append(statement.crisis(), entry(statement, kind, channel, Map.of("why", why)));
    }

    private StatementPublished event(Statement statement) {
        StatementText text = statement.text().forEverybody();
        return new StatementPublished(
                statement.crisis(),
                statement.kind(),
                statement.level(),
                text.titleEn(),
                text.titleZh(),
                text.textEn(),
                text.textZh(),
                statement.kind().isTheEnd()
                        ? null
                        : records.promisedBy(statement.id()).orElse(null));
    }

    private static Entry entry(Statement statement, ActKind kind, String channel, Map<String, Object> after) {
        Map<String, Object> all = new HashMap<>(after);
        all.put("kind", statement.kind().word());
        all.put("version", statement.version());
        return Entry.of(kind, channel).after(all);
    }
}
