package org.crisisplan.publish;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.engine.InPlan;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.publish.Answer.GiveUp;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.ChannelTable.Row;
import org.crisisplan.publish.Publication.State;

/**
 * "Publish on the channel" in {@code publish-statement}: hands the approved version in force to one channel, once. Our own page says
 * it at once; what a service of others is to say is given to {@link SendPosts}, and the diagram waits for the answer. Running it again
 * publishes nothing more; running it without the approvals fails and publishes nothing (R45).
 */
@InPlan("publishToChannel")
class PublishToChannel implements JavaDelegate {

    private final StatementRepository records;
    private final PublicationRepository publications;
    private final Channels channels;
    private final ChannelDesk desk;
    private final SafeMode safeMode;

    PublishToChannel(
            StatementRepository records,
            PublicationRepository publications,
            Channels channels,
            ChannelDesk desk,
            SafeMode safeMode) {
        this.records = records;
        this.publications = publications;
        this.channels = channels;
        this.desk = desk;
        this.safeMode = safeMode;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (safeMode.isOn()) {
            // jobs rest then; this is a step that somebody completed in a plan that publishes in the same transaction
            throw new NotAccepted(
                    "Nothing is published in safe mode; an administrator releases it on the page /safe-mode."
                            + " 安全模式下不对外发布，须由管理员在 /safe-mode 页面解除。");
        }
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
        Optional<PublicChannel> known = channels.named(channelName);
        String name = known.map(PublicChannel::name).orElse(channelName);
        publications.begin(inForce.id(), inForce.hash(), Row.of(name));
        Publication publication = publications.find(inForce.id(), name).orElseThrow();
        if (publication.state() == State.PUBLISHED) {
            return;
        }
        if (Crisis.isDrill(inForce.crisis())) {
            desk.holdsBack(inForce, name);
            return;
        }
        PublicChannel channel = known.orElseThrow(() -> refuse(
                inForce,
                name,
                "There is no channel '" + channelName + "'; enabled are " + String.join(", ", channels.names())
                        + ". 未配置该渠道，请人工发布。"));
        if (channel.isOurOwn()) {
            say(statement, inForce, channel, publication);
        } else if (publication.state() == State.PLANNED || publication.state() == State.BEGUN) {
            publications.queue(inForce.id(), name);
        }
    }

    private void say(ApprovedStatement statement, Statement inForce, PublicChannel channel, Publication publication) {
        publications.tried(inForce.id(), channel.name());
        Answer answer = channel.publish(SendPosts.post(statement, publication, null, null));
        if (answer instanceof Receipt receipt) {
            desk.stands(inForce, channel.name(), receipt);
        } else if (answer instanceof GiveUp refusal) {
            throw refuse(inForce, channel.name(), refusal.reason());
        } else {
            // what is in our own database is there or is not; the engine tries it again
            throw new IllegalStateException(channel.name() + " did not publish " + inForce.name() + ": " + answer);
        }
    }

    private ChannelRefused refuse(Statement statement, String channel, String why) {
        desk.refused(statement, channel, why);
        return new ChannelRefused(why);
    }
}
