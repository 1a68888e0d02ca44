package org.crisisplan.subscribers;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.Post;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.StatementKind;
import org.crisisplan.site.Site;
import org.crisisplan.subscribers.NoticeRepository.Told;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Subscribers as a channel (R46): each is told the approved words once, in their language. Those are told whose components the crisis
 * hits by the table {@code affectedComponents}; all of them while it names none. What sets facts right or ends the crisis also reaches
 * whoever was told of it before.
 */
@Component
class SubscribersChannel implements PublicChannel {

    static final String NAME = "subscribers";

    private static final Logger LOG = LoggerFactory.getLogger(SubscribersChannel.class);
    private static final Set<StatementKind> FOR_ALL_WHO_WERE_TOLD = Set.of(
            StatementKind.CLARIFICATION, StatementKind.WITHDRAWAL, StatementKind.ALL_CLEAR, StatementKind.POST_MORTEM);

    private final NoticeRepository notices;
    private final Mailings mailings;
    private final Site site;
    private final SubscriberRepository people;
    private final WebhookRepository webhooks;

    SubscribersChannel(
            NoticeRepository notices,
            Mailings mailings,
            Site site,
            SubscriberRepository people,
            WebhookRepository webhooks) {
        this.people = people;
        this.webhooks = webhooks;
        this.notices = notices;
        this.mailings = mailings;
        this.site = site;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isOurOwn() {
        return true;
    }

    @Override
    public boolean hasAudience() {
        return people.isAnybodyTold() || webhooks.all().stream().anyMatch(Webhook::isOn);
    }

    @Override
    public Answer publish(Post post) {
        ApprovedStatement statement = post.statement();
        notices.add(notice(post));
        Mailing mailing = mailings.open(NAME, post.key(), statement.crisis(), statement.id(), texts(post));
        return new Answer.Receipt(String.valueOf(mailing.id()), null, post.titlesAndTexts());
    }

    private Notice notice(Post post) {
        ApprovedStatement statement = post.statement();
        Told before = notices.ofCrisis(statement.crisis());
        SortedSet<String> components = affectedBy(statement);
        boolean follows = FOR_ALL_WHO_WERE_TOLD.contains(statement.kind());
        if (follows || components.isEmpty()) {
            components.addAll(before.components());
        }
        boolean everybody = components.isEmpty() || follows && before.everybody();
        return new Notice(post.key(), statement.crisis(), everybody, components);
    }

    /** Words that people wait for are not held back because a table has a fault: then everybody hears them. */
    private SortedSet<String> affectedBy(ApprovedStatement statement) {
        try {
            return new TreeSet<>(site.affectedBy(statement.crisis()).keySet());
        } catch (RuntimeException fault) {
            LOG.error(
                    "All subscribers are told of {}, whatever they chose, because the table affectedComponents fails. Put the table right.",
                    statement.crisis(),
                    fault);
            return new TreeSet<>();
        }
    }

    private static List<Mailing.Text> texts(Post post) {
        return post.language().codes().stream()
                .map(code -> new Mailing.Text(code, post.title(code), post.text(code)))
                .toList();
    }
}
