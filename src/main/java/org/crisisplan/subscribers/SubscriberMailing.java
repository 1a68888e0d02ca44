package org.crisisplan.subscribers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.MailingSource;
import org.crisisplan.mailing.PersonalMessage;
import org.crisisplan.mailing.Recipient;
import org.crisisplan.mailing.RecipientState;
import org.crisisplan.web.LruCache;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Subscribers as the audience of a mailing: people by mail first, then programs by webhook. Whoever leaves meanwhile is not told any more. */
@Component
class SubscriberMailing implements MailingSource {

    private static final int MAILINGS_AT_ONCE = 20;

    private final NoticeRepository notices;
    private final SubscriberRepository people;
    private final WebhookRepository webhooks;
    private final SubscriberMails mails;
    private final WebhookEvents events;
    private final FailingWebhooks failing;
    private final LruCache<String, Optional<Notice>> known = new LruCache<>(MAILINGS_AT_ONCE);

    SubscriberMailing(
            NoticeRepository notices,
            SubscriberRepository people,
            WebhookRepository webhooks,
            SubscriberMails mails,
            WebhookEvents events,
            FailingWebhooks failing) {
        this.notices = notices;
        this.people = people;
        this.webhooks = webhooks;
        this.mails = mails;
        this.events = events;
        this.failing = failing;
    }

    @Override
    public String name() {
        return SubscribersChannel.NAME;
    }

    @Override
    public List<Recipient> next(Mailing mailing, @Nullable String after, int limit) {
        Notice notice = notices.find(mailing.key()).orElseThrow();
        List<Recipient> found = new ArrayList<>();
        if (!Webhook.isOne(after)) {
            people.toTell(notice, after, limit).forEach(id -> found.add(new Recipient(id)));
        }
        if (found.size() < limit) {
            programs(notice, Webhook.isOne(after) ? after : null)
                    .limit(limit - found.size())
                    .forEach(id -> found.add(new Recipient(id)));
        }
        return found;
    }

    private Stream<String> programs(Notice notice, @Nullable String after) {
        return webhooks.all().stream()
                .filter(webhook -> webhook.isOn() && notice.concerns(webhook.choice()))
                .map(Webhook::id)
                .filter(id -> after == null || id.compareTo(after) > 0)
                .sorted();
    }

    @Override
    public Optional<PersonalMessage> message(Mailing mailing, String recipient) {
        // it never changes, and is asked for each of a hundred thousand
        Optional<Notice> notice = known.of(mailing.key(), notices::find);
        if (notice.isEmpty()) {
            return Optional.empty();
        }
        return Webhook.isOne(recipient)
                ? webhooks.find(recipient)
                        .filter(Webhook::isOn)
                        .map(webhook -> events.message(mailing, notice.get(), webhook))
                : people.find(recipient)
                        .filter(Subscriber::isTold)
                        .map(person -> mails.message(mailing, notice.get(), person));
    }

    @Override
    public void notReached(Mailing mailing, String recipient, RecipientState state, @Nullable String status) {
        if (Webhook.isOne(recipient)) {
            failing.failed(mailing, recipient);
        }
    }
}
