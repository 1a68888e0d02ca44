package org.crisisplan.subscribers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.mailing.RecipientRow;
import org.crisisplan.mailing.RecipientState;
import org.crisisplan.web.Notices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Switches off what takes nothing any more, and tells administrators, on top of their pages, until they have looked at it. */
@Component
class FailingWebhooks {

    private static final Logger LOG = LoggerFactory.getLogger(FailingWebhooks.class);
    private static final String SUBJECT = "subscriber-webhooks";
    private static final int LOOKED_AT = 50;

    private final WebhookRepository webhooks;
    private final NoticeRepository told;
    private final Mailings mailings;
    private final SubscriberSettings settings;
    private final Notices notices;

    FailingWebhooks(
            WebhookRepository webhooks,
            NoticeRepository told,
            Mailings mailings,
            SubscriberSettings settings,
            Notices notices) {
        this.webhooks = webhooks;
        this.told = told;
        this.mailings = mailings;
        this.settings = settings;
        this.notices = notices;
    }

    /** How a message to a program ended, or stands. */
    record Call(Mailing mailing, RecipientRow row) {}

    /** The newest first. */
    List<Call> calls(String webhook) {
        List<Call> calls = new ArrayList<>();
        for (Notice notice : told.latest(LOOKED_AT)) {
            Optional<Mailing> mailing = mailings.find(SubscribersChannel.NAME, notice.key());
            mailing.flatMap(found -> mailings.recipient(found.id(), webhook))
                    .ifPresent(row -> calls.add(new Call(mailing.get(), row)));
        }
        return calls;
    }

    /** A message was given up, after all its attempts. */
    void failed(Mailing mailing, String webhook) {
        long inARow = calls(webhook).stream()
                .takeWhile(call ->
                        call.mailing().id() == mailing.id() || call.row().state() != RecipientState.SENT)
                .filter(call ->
                        call.mailing().id() == mailing.id() || call.row().state() == RecipientState.FAILED)
                .count();
        if (inARow >= settings.webhookFailures() && webhooks.become(webhook, Webhook.State.FAILED)) {
            LOG.warn("A webhook of subscribers took nothing of {} messages and is switched off", inARow);
            look();
        }
    }

    /** Says what was switched off, on every node and after a restart too. */
    void look() {
        List<String> off = webhooks.all().stream()
                .filter(webhook -> webhook.state() == Webhook.State.FAILED)
                .map(Webhook::host)
                .toList();
        if (off.isEmpty()) {
            notices.settled(SUBJECT);
        } else {
            notices.say(new Notices.Notice(SUBJECT, "", off));
        }
    }
}
