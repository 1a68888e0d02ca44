package org.crisisplan.publish;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.engine.InPlan;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Publication.State;

/**
 * At the end of "Publish by hand": keeps what a person did for a channel that did not publish by itself. It stands there, and the note
 * says where; it is tried again; or it does not go there.
 */
@InPlan("recordByHand")
class RecordByHand implements ExecutionListener {

    private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

    private final StatementRepository records;
    private final PublicationRepository publications;
    private final Channels channels;
    private final ChannelDesk desk;

    RecordByHand(StatementRepository records, PublicationRepository publications, Channels channels, ChannelDesk desk) {
        this.records = records;
        this.publications = publications;
        this.channels = channels;
        this.desk = desk;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        String name = String.valueOf(execution.getVariable("channel"));
        String channel = channels.named(name).map(PublicChannel::name).orElse(name);
        String note = String.valueOf(execution.getVariable("handNote"));
        Statement statement = records.latestForUpdate(execution.getProcessInstanceId())
                .orElseThrow(
                        () -> new IllegalStateException("There is no statement in this process to publish by hand."));
        publications.begin(statement.id(), statement.hash(), ChannelTable.Row.of(channel));
        if (Crisis.isDrill(statement.crisis())) {
            desk.holdsBack(statement, channel);
            return;
        }
        switch (String.valueOf(execution.getVariable("handDecision"))) {
            case "stands" -> desk.stands(statement, channel, new Receipt("", address(note), note));
            case "again" -> publications.ended(statement.id(), channel, State.PLANNED, note);
            case "none" -> desk.leftOut(statement, channel, note);
            default -> throw new NotAccepted("Choose how it is with the channel. 请选择该渠道的处理结果。");
        }
    }

    private static String address(String note) {
        Matcher address = ADDRESS.matcher(note);
        return address.find() ? address.group().replaceAll("[.,;，。；）)]+$", "") : note;
    }
}
