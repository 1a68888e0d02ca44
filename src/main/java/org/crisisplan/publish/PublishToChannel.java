package org.crisisplan.publish;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.engine.InPlan;

/**
 * "Publish the statement" in {@code publish-statement}: hands the approved version in force to one channel, once. Running it again
 * publishes nothing more; running it without the approvals fails and publishes nothing (R45).
 */
@InPlan("publishToChannel")
class PublishToChannel implements JavaDelegate {

    private final StatementRecords records;
    private final Publications publications;
    private final Channels channels;

    PublishToChannel(StatementRecords records, Publications publications, Channels channels) {
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
            throw refused;
        }
        publications.published(statement, channel.name());
    }
}
