package org.crisisplan.publish;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.InPlan;
import org.crisisplan.engine.SafeMode;
import org.springframework.context.ApplicationEventPublisher;

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
    private final SafeMode safeMode;
    private final ApplicationEventPublisher events;

    PublishToChannel(
            StatementRepository records,
            PublicationRepository publications,
            Channels channels,
            Crises crises,
            CrisisRecord record,
            SafeMode safeMode,
            ApplicationEventPublisher events) {
        this.events = events;
        this.safeMode = safeMode;
        this.crises = crises;
        this.record = record;
        this.records = records;
        this.publications = publications;
        this.channels = channels;
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
            record.append(
                    inForce.crisis(),
                    entry(
                            inForce,
                            ActKind.PUBLICATION_REFUSED,
                            channelName,
                            Map.of("why", String.valueOf(refused.getMessage()))));
            throw refused;
        }
        boolean first = !publications.isPublic(statement);
        publications.published(statement, channel.name());
        crises.mark(inForce.crisis(), Milestones.FIRST_WORD);
        record.append(
                inForce.crisis(),
                entry(inForce, ActKind.STATEMENT_PUBLISHED, channelName, Map.of("textHash", inForce.hash()))
                        .logged("statement published on %s (%s, version %d)"
                                .formatted(channelName, inForce.kind().word(), inForce.version())));
        if (first) {
            events.publishEvent(event(inForce));
        }
    }

    private StatementPublished event(Statement statement) {
        StatementText text = statement.text();
        return new StatementPublished(
                statement.crisis(),
                statement.kind(),
                statement.level(),
                text.titleEn(),
                text.titleZh(),
                text.textEn(),
                text.textZh(),
                statement.kind() == StatementKind.ALL_CLEAR
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
