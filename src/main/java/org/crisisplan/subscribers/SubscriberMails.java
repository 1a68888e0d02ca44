package org.crisisplan.subscribers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.PersonalMessage;
import org.crisisplan.publish.PublishSettings;
import org.crisisplan.site.SiteComponent;
import org.crisisplan.statuspage.Moments;
import org.crisisplan.statuspage.StatusCache;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Writes the mails to subscribers, in plain text, with the ways to change and to leave in each. */
@Component
class SubscriberMails {

    private static final String RULE = "-- ";

    private final MessageSource words;
    private final SubscriberLinks links;
    private final PublishSettings publisher;
    private final SubscriberSettings settings;
    private final StatusCache site;
    private final Moments moments;

    SubscriberMails(
            MessageSource words,
            SubscriberLinks links,
            PublishSettings publisher,
            SubscriberSettings settings,
            StatusCache site,
            Moments moments) {
        this.words = words;
        this.links = links;
        this.publisher = publisher;
        this.settings = settings;
        this.site = site;
        this.moments = moments;
    }

    /** A mail about signing up. */
    record Letter(String subject, String text) {}

    /** The approved words, and nothing beside them but where they come from and how to leave. */
    PersonalMessage message(Mailing mailing, Notice notice, Subscriber person) {
        MailAddress address = person.address();
        if (address == null) {
            throw new IllegalArgumentException("Whoever has opted out is sent nothing");
        }
        Mailing.Text said = said(mailing, person.choice().language());
        Locale language = said.language().equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
        String manage = links.manage(person.id(), said.language());
        String unsubscribe = links.unsubscribe(person.id(), said.language());
        var text = new StringJoiner("\n\n");
        text.add(said.subject()).add(said.body());
        if (!notice.components().isEmpty()) {
            text.add(word("mail.about", language, names(notice.components(), language)));
        }
        text.add(
                notice.crisis() == null
                        ? word("mail.status", language, links.status(said.language()))
                        : word("mail.page", language, links.crisis(notice.crisis(), said.language())));
        text.add(RULE + "\n" + word("mail.why", language, service(language), manage, unsubscribe));
        return new PersonalMessage.Mail(
                address.text(),
                settings.from(),
                subject(said.subject(), language),
                text.toString(),
                null,
                said.language(),
                leaving(person.id()));
    }

    /** Mail programs show a button for it (RFC 2369, RFC 8058). */
    private Map<String, String> leaving(String subscriber) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("List-Unsubscribe", "<" + links.oneClick(subscriber) + ">");
        headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        headers.put("List-Id", "<status." + settings.domain() + ">");
        headers.put("Precedence", "bulk");
        return headers;
    }

    private static Mailing.Text said(Mailing mailing, String wanted) {
        return mailing.texts().stream()
                .filter(text -> text.language().equals(wanted))
                .findFirst()
                .orElseGet(() -> mailing.texts().get(0));
    }

    private String subject(String title, Locale language) {
        return publisher.organisation().isEmpty()
                ? title
                : word("mail.subject", language, publisher.organisation(), title);
    }

    /** Asks whether it was the reader who signed up. */
    Letter confirmation(Request request) {
        Locale language = request.choice().locale();
        var text = new StringJoiner("\n\n");
        text.add(word("confirm.mail.what", language, service(language)))
                .add(word("confirm.mail.choice", language, wanted(request.choice(), language)))
                .add(word(
                        "confirm.mail.link",
                        language,
                        moments.inWords(request.askedAt().plus(settings.confirmWithin()), language),
                        links.confirm(request)))
                .add(word("confirm.mail.not", language));
        return new Letter(word("confirm.mail.subject", language, service(language)), text.toString());
    }

    /** Says that there is nothing to do, to the reader alone. */
    Letter known(Request request, Subscriber person) {
        Locale language = request.choice().locale();
        var text = new StringJoiner("\n\n");
        text.add(word("known.mail.what", language, service(language)))
                .add(word("confirm.mail.choice", language, wanted(person.choice(), language)))
                .add(word(
                        "known.mail.manage",
                        language,
                        links.manage(person.id(), request.choice().language())))
                .add(word("known.mail.not", language));
        return new Letter(word("known.mail.subject", language, service(language)), text.toString());
    }

    /** What was chosen, in one line. */
    String wanted(Choice choice, Locale language) {
        return choice.all() ? word("components.all", language) : names(choice.components(), language);
    }

    private String names(Set<String> components, Locale language) {
        boolean chinese = language.equals(Locale.CHINESE);
        List<SiteComponent> known = site.snapshot().components();
        List<String> names = components.stream()
                .map(key -> known.stream()
                        .filter(component -> component.key().equals(key))
                        .findFirst()
                        .map(component -> component.name(chinese))
                        // no longer in the table
                        .orElse(key))
                .toList();
        return String.join(word("components.and", language), names);
    }

    private String service(Locale language) {
        return publisher.organisation().isEmpty() ? word("service", language) : publisher.organisation();
    }

    private String word(String key, Locale language, Object... values) {
        return words.getMessage("subscribers." + key, values, language);
    }
}
