package org.crisisplan.notify;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.crisisplan.notify.Delivery.State;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes the mails of a step, in the transaction of that step: if the step does not happen, neither do its mails. */
@Component
class Outbox {

    private final DeliveryRepository deliveries;
    private final DeliveryJobs jobs;
    private final MailTexts texts;
    private final SendMail sendMail;
    private final NotifySettings settings;
    private final Clock clock;

    Outbox(
            DeliveryRepository deliveries,
            DeliveryJobs jobs,
            MailTexts texts,
            SendMail sendMail,
            NotifySettings settings,
            Clock clock) {
        this.deliveries = deliveries;
        this.jobs = jobs;
        this.texts = texts;
        this.sendMail = sendMail;
        this.settings = settings;
        this.clock = clock;
    }

    /** One mail for each person, in that person's language, even if the person answers for several departments. */
    void tell(Collection<Contact> people, MailKind kind, AboutCrisis crisis, Map<String, Object> facts) {
        tell(people, kind, crisis, facts, null);
    }

    void tell(
            Collection<Contact> people,
            MailKind kind,
            AboutCrisis crisis,
            Map<String, Object> facts,
            @Nullable String calendar) {
        Map<String, Contact> once = new LinkedHashMap<>();
        people.forEach(person -> once.putIfAbsent(person.user(), person));
        once.values().forEach(person -> tell(person, kind, crisis, facts, calendar));
    }

    private void tell(
            Contact person, MailKind kind, AboutCrisis crisis, Map<String, Object> facts, @Nullable String calendar) {
        Map<String, Object> words = new HashMap<>(crisis.facts());
        words.put("person", person.person());
        words.put("home", settings.link("/"));
        words.putAll(facts);
        var text = texts.write(kind, person.language(), words);
        String id = UUID.randomUUID().toString();
        deliveries.add(new Delivery(
                id,
                crisis.number(),
                kind,
                person.user(),
                person.mail(),
                person.language(),
                text.subject(),
                text.body(),
                calendar,
                "<%s@%s>".formatted(id, settings.domain()),
                State.WAITING,
                0,
                sendMail.isPossible() ? jobs.create(id, crisis.processDefinition()) : null,
                clock.instant(),
                null,
                null));
    }
}
