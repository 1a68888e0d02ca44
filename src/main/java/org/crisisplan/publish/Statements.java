package org.crisisplan.publish;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.Variables;
import org.crisisplan.department.Group;
import org.crisisplan.engine.InPlan;
import org.crisisplan.publish.Publication.State;

/**
 * What the diagrams ask about the statement they are about; the answers come from the records, not from variables. Public, because
 * expressions call methods of public types only.
 */
@InPlan("statements")
public class Statements {

    private final StatementRepository records;
    private final PublicationRepository publications;
    private final CrisisFacts facts;
    private final Channels channels;
    private final ChannelTable table;
    private final SubmitStatement submission;

    Statements(
            StatementRepository records,
            PublicationRepository publications,
            CrisisFacts facts,
            Channels channels,
            ChannelTable table,
            SubmitStatement submission) {
        this.table = table;
        this.submission = submission;
        this.publications = publications;
        this.facts = facts;
        this.records = records;
        this.channels = channels;
    }

    /**
     * The names of all channels that the statement in force goes to, in the order of the plan's table, which is asked once. A diagram that
     * does not wait for the answers of others speaks on our own page only.
     */
    public List<String> channels(DelegateExecution execution) {
        Statement inForce = records.latest(execution.getProcessInstanceId()).orElse(null);
        if (inForce == null) {
            return channels.ownNames();
        }
        List<String> planned = publications.planned(inForce.id());
        if (!planned.isEmpty()) {
            return planned;
        }
        List<ChannelTable.Row> rows = table.of(inForce, execution.getProcessDefinitionId());
        if (!waits(execution)) {
            rows = rows.stream()
                    .filter(row -> channels.named(row.channel())
                            .filter(channel -> !channel.isOurOwn())
                            .isEmpty())
                    .toList();
        }
        publications.plan(inForce.id(), inForce.hash(), rows);
        return publications.planned(inForce.id());
    }

    private static boolean waits(DelegateExecution execution) {
        return execution.getBpmnModelInstance().getModelElementsByType(Message.class).stream()
                .anyMatch(message -> SendPosts.ANSWERED.equals(message.getName()));
    }

    /** Whether this channel needs nothing more: it stands there, or is not to. */
    public boolean onChannel(DelegateExecution execution) {
        return publication(execution)
                .filter(row -> row.state() == State.PUBLISHED || row.state() == State.LEFT_OUT)
                .isPresent();
    }

    /** Whether the sender has this channel's post in hand and will say how it ended. */
    public boolean answerPending(DelegateExecution execution) {
        return publication(execution)
                .filter(row -> row.state() == State.DUE || row.state() == State.SENDING)
                .isPresent();
    }

    /** The department that the plan's table names for when this channel does not publish by itself. */
    public String department(DelegateExecution execution) {
        return publication(execution).map(row -> row.where().department()).orElse(Group.PUBLIC_RELATIONS.id());
    }

    /** What a person must know who takes over: what the channel said, and whether the post may stand there. */
    public String channelProblem(DelegateExecution execution) {
        return publication(execution)
                .map(row -> (row.state() == State.DOUBT ? "In doubt, it may stand there 存疑，可能已发布: " : "")
                        + (row.problem() == null ? "" : row.problem()))
                .orElse("");
    }

    private Optional<Publication> publication(DelegateExecution execution) {
        String name = String.valueOf(execution.getVariable("channel"));
        return records.latest(execution.getProcessInstanceId())
                .flatMap(statement -> publications.find(
                        statement.id(),
                        channels.named(name).map(PublicChannel::name).orElse(name)));
    }

    /** Whether the text in force says all that a statement must; one that does not needs an author. */
    public boolean complete(DelegateExecution execution) {
        return records.latest(execution.getProcessInstanceId())
                // once somebody has worked on it, nothing goes on by itself
                .filter(statement -> !statement.submitted())
                .map(statement -> submission.isComplete(execution, statement))
                .orElse(false);
    }

    /**
     * The kind of statement that an update is: {@code progress}, or {@code no-change} when nobody has said anything new of the crisis
     * since the public last heard from us. What only a clock says is nothing new.
     */
    public String update(DelegateExecution execution) {
        boolean changed = publications
                .lastOf(execution.getProcessBusinessKey())
                .map(last -> facts.isAnythingNew(
                        execution.getProcessBusinessKey(), execution.getProcessDefinitionId(), last))
                .orElse(true);
        return changed ? StatementKind.PROGRESS.word() : StatementKind.NO_CHANGE.word();
    }

    /** The kind of statement that was asked for: {@code progress}, unless somebody asked for another. */
    public String requested(DelegateExecution execution) {
        return execution.getVariable(Variables.REQUESTED_KIND) instanceof String kind
                ? StatementKind.of(kind).word()
                : StatementKind.PROGRESS.word();
    }

    /** The groups that must approve the version in force, as they were recorded when it was submitted. */
    public List<String> approvers(DelegateExecution execution) {
        return records.latest(execution.getProcessInstanceId())
                .map(Statement::approvers)
                .orElse(List.of());
    }

    /** Have all groups that must approve it said yes to the version in force? */
    public boolean approved(DelegateExecution execution) {
        return records.latest(execution.getProcessInstanceId())
                .filter(statement -> statement.submitted() && !statement.withdrawn())
                .filter(statement -> !statement.approvers().isEmpty())
                .map(statement -> ApprovedStatement.missing(statement, records.approvalsOf(statement)))
                .filter(List::isEmpty)
                .isPresent();
    }

    /** Has anybody's last word on the version in force been a no? One is enough to send it back to its draft. */
    public boolean rejected(DelegateExecution execution) {
        return records.latest(execution.getProcessInstanceId())
                .map(statement -> ApprovedStatement.lastWords(records.approvalsOf(statement)).values().stream()
                        .anyMatch(word -> word.verdict() == Approval.Verdict.REJECT))
                .orElse(false);
    }
}
