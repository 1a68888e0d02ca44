package org.crisisplan.publish;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;

/**
 * "Publish the statement" in {@code publish-statement}: hands the approved version in force to one channel, once. Running it again
 * publishes nothing more; running it without the approvals fails and publishes nothing (R45).
 */
@InPlan("publishToChannel")
class PublishToChannel implements JavaDelegate {

    private final StatementRepository records;
    private final PublicationRepository publications;
    private final Channels channels;
    private final Crises crises;
    private final CrisisRecord record;

    PublishToChannel(
            StatementRepository records,
            PublicationRepository publications,
            Channels channels,
            Crises crises,
            CrisisRecord record) {
        this.crises = crises;
        this.record = record;
        this.records = records;
        this.publications = publications;
        this.channels = channels;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            publish(execution.getProcessInstanceId(), String.valueOf(execution.getVariable("channel")));
        } catch (ChannelRefused refused) {
            throw new BpmnError(ChannelRefused.CODE, refused.getMessage(), refused);
        }
    }

    /** The lock on the statement makes a second publisher wait, and then see that it was done. */
    void publish(String processInstance, String channelName) {
        Statement inForce = records.latestForUpdate(processInstance)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "There is no statement in this process to publish; ${prepareDraft} and ${keepDraft} make one."));
        ApprovedStatement statement = ApprovedStatement.of(inForce, records.approvalsOf(inForce));
        PublicChannel channel = channels.named(channelName)
                .orElseThrow(() -> new ChannelRefused("There is no channel '" + channelName + "'; enabled are "
                        + String.join(", ", channels.names()) + "."));
        if (publications.published(statement, channel)) {
            return;
        }
        try {
            channel.publish(statement);
        } catch (ChannelRefused refused) {
            publications.refused(statement, channel.name(), String.valueOf(refused.getMessage()));
            record(
                    inForce,
                    ActKind.PUBLICATION_REFUSED,
                    channelName,
                    Map.of("why", String.valueOf(refused.getMessage())));
            throw refused;
        }
        publications.published(statement, channel.name());
        crises.mark(inForce.crisis(), Milestones.FIRST_WORD);
        record(inForce, ActKind.STATEMENT_PUBLISHED, channelName, Map.of("textHash", inForce.hash()));
    }

    private void record(Statement statement, ActKind kind, String channel, Map<String, Object> after) {
        Map<String, Object> all = new HashMap<>(after);
        all.put("kind", statement.kind().word());
        all.put("version", statement.version());
        record.append(statement.crisis(), Entry.of(kind, channel).after(all));
    }
}
