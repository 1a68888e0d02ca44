package org.crisisplan.notify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.OnCall;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.department.Group;
import org.crisisplan.publish.StatementKind;
import org.crisisplan.publish.StatementPublished;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A statement is out: whoever is concerned reads the words that the public reads, customer service first and at once, since it is asked
 * next. Who that is says the plan's table {@code statementReaders}; an update without news is told to few.
 */
@Component
class TellOfStatement {

    private static final Logger LOG = LoggerFactory.getLogger(TellOfStatement.class);
    private static final String TABLE = "statementReaders";

    /** In the table: whoever is in the emergency team. */
    private static final String TEAM = "team";

    private final CrisisOfStep crisisOfStep;
    private final LatestDecisions decisions;
    private final OnCall onCall;
    private final TeamRepository team;
    private final Outbox outbox;
    private final Links links;

    TellOfStatement(
            CrisisOfStep crisisOfStep,
            LatestDecisions decisions,
            OnCall onCall,
            TeamRepository team,
            Outbox outbox,
            Links links) {
        this.crisisOfStep = crisisOfStep;
        this.decisions = decisions;
        this.onCall = onCall;
        this.team = team;
        this.outbox = outbox;
        this.links = links;
    }

    /** With the publication: what the public cannot read nobody is told of. */
    @EventListener
    void published(StatementPublished statement) {
        try {
            tell(statement);
        } catch (RuntimeException fault) {
            // words that stand on a channel are not taken back because nobody inside could be told
            LOG.error(
                    "A {} statement of {} is out, and nobody inside was told of it. Tell customer service.",
                    statement.kind().word(),
                    statement.crisis(),
                    fault);
        }
    }

    private void tell(StatementPublished statement) {
        AboutCrisis crisis = crisisOfStep.of(statement.crisis());
        Map<String, Object> facts = new HashMap<>();
        facts.put("titleEn", PlainText.line(statement.titleEn(), 200));
        facts.put("titleZh", PlainText.line(statement.titleZh(), 200));
        facts.put("wordsEn", statement.textEn());
        facts.put("wordsZh", statement.textZh());
        facts.put("promised", statement.promised());
        facts.put("link", links.to("/status/" + statement.crisis()));
        Set<String> readers = readers(statement);
        List<Contact> answering = readers.remove(Group.CUSTOMER_SERVICE.id())
                ? onCall.of(Set.of(Group.CUSTOMER_SERVICE.id()))
                : List.of();
        outbox.tell(answering, MailKind.USE_THESE_WORDS, crisis, facts);
        Set<String> told = new HashSet<>();
        answering.forEach(contact -> told.add(contact.user()));
        List<Contact> others = new ArrayList<>(onCall.of(readers));
        if (readers.contains(TEAM)) {
            others.addAll(team.of(statement.crisis()));
        }
        others.removeIf(contact -> told.contains(contact.user()));
        outbox.tell(others, MailKind.STATEMENT_OUT, crisis, facts);
    }

    private Set<String> readers(StatementPublished statement) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("statementKind", statement.kind().word());
        facts.put("level", statement.level());
        try {
            Set<String> readers = new HashSet<>();
            decisions.ask(TABLE, facts).forEach(row -> readers.add(Objects.toString(row.get("reader"))));
            return readers;
        } catch (RuntimeException missing) {
            LOG.warn(
                    "The table '{}' of the plan cannot be asked; those are told whom the plan as it comes names.",
                    TABLE,
                    missing);
            return statement.kind() == StatementKind.NO_CHANGE
                    ? new HashSet<>(Set.of(Group.CUSTOMER_SERVICE.id()))
                    : new HashSet<>(Set.of(Group.CUSTOMER_SERVICE.id(), Group.MANAGEMENT.id(), TEAM));
        }
    }
}
