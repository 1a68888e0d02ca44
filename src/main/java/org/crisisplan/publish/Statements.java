package org.crisisplan.publish;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.engine.InPlan;

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
    private final SubmitStatement submission;

    Statements(
            StatementRepository records,
            PublicationRepository publications,
            CrisisFacts facts,
            Channels channels,
            SubmitStatement submission) {
        this.submission = submission;
        this.publications = publications;
        this.facts = facts;
        this.records = records;
        this.channels = channels;
    }

    /** The names of all channels that a statement goes to. */
    public List<String> channels(DelegateExecution execution) {
        return channels.names();
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
