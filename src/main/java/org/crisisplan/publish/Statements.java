package org.crisisplan.publish;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.engine.InPlan;

/**
 * What the diagrams ask about the statement they are about; the answers come from the records, not from variables. Public, because
 * expressions call methods of public types only.
 */
@InPlan("statements")
public class Statements {

    private final StatementRepository records;
    private final Channels channels;

    Statements(StatementRepository records, Channels channels) {
        this.records = records;
        this.channels = channels;
    }

    /** The names of all channels that a statement goes to. */
    public List<String> channels(DelegateExecution execution) {
        return channels.names();
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
