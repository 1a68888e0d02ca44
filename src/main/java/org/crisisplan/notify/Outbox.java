package org.crisisplan.notify;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.Language;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.notify.Delivery.State;
import org.crisisplan.notify.Delivery.Way;
import org.crisisplan.notify.chat.ChatRooms;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes the mails of a step, in the transaction of that step: if the step does not happen, neither do its mails. */
@Component
class Outbox {

    private static final int LONGEST_QUOTATION = 4000;

    private static final int LONGEST_SUBJECT = 300;

    /** A mail waits to be sent, as soon as the transaction is over. */
    record MailWritten() {}

    private final DeliveryRepository deliveries;
    private final MailTexts texts;
    private final ApplicationEventPublisher written;
    private final NotifySettings settings;
    private final Links links;
    private final SafeMode safeMode;
    private final ChatRooms rooms;
    private final ChatTable table;
    private final Clock clock;

    Outbox(
            DeliveryRepository deliveries,
            MailTexts texts,
            ApplicationEventPublisher written,
            NotifySettings settings,
            Links links,
            SafeMode safeMode,
            ChatRooms rooms,
            ChatTable table,
            Clock clock) {
        this.deliveries = deliveries;
        this.texts = texts;
        this.written = written;
        this.settings = settings;
        this.links = links;
        this.safeMode = safeMode;
        this.rooms = rooms;
        this.table = table;
        this.clock = clock;
    }

    /**
     * One mail for each person, in that person's language, even if the person answers for several departments; and what the plan wants
     * to be said in the departments' chat rooms.
     */
    void tell(Collection<Contact> people, MailKind kind, AboutCrisis crisis, Map<String, Object> facts) {
        tell(people, kind, crisis, facts, null);
        tellRooms(people, kind, crisis, facts);
    }

    /** What is for one reader alone, such as a link that acts in their name. */
    void tellAlone(Contact person, MailKind kind, AboutCrisis crisis, Map<String, Object> facts) {
        tell(person, kind, crisis, facts, null);
    }

    /** The same about no single crisis. */
    void tellAlone(Contact person, MailKind kind, String number, Map<String, Object> facts) {
        write(person, kind, number, facts, null, null, null);
    }

    /** The chat rooms of these people's departments. */
    void tellRooms(Collection<Contact> people, MailKind kind, AboutCrisis crisis, Map<String, Object> facts) {
        if (!rooms.isAny()) {
            return;
        }
        Map<String, Object> words = new HashMap<>(crisis.facts());
        words.putAll(facts);
        words.put("person", "");
        words.put("home", links.to("/"));
        for (ChatTable.Room room : table.rooms(people, kind, crisis.level())) {
            var text = texts.writeForRoom(kind, room.language(), words);
            add(
                    Way.CHAT,
                    "#" + room.name(),
                    room.name(),
                    room.language(),
                    kind,
                    crisis.number(),
                    text,
                    words,
                    null,
                    null,
                    null);
        }
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
        words.putAll(facts);
        Object task = facts.get(TaskFacts.TASK_ID);
        write(person, kind, crisis.number(), words, calendar, task == null ? null : task.toString(), null);
    }

    /** Tells somebody else of a mail that could not be delivered, in its place. */
    void tellInstead(Contact person, Delivery undelivered, String whom) {
        Map<String, Object> words = new HashMap<>();
        words.put("number", undelivered.number());
        words.put("whom", whom);
        words.put("address", undelivered.recipient());
        words.put("answer", Objects.requireNonNullElse(undelivered.lastError(), ""));
        words.put("subject", undelivered.subject());
        words.put("mail", PlainText.quoted(SecretLinks.hidden(undelivered.body()), LONGEST_QUOTATION));
        write(person, MailKind.UNDELIVERED, undelivered.number(), words, null, undelivered.taskId(), undelivered.id());
    }

    /** One mail instead of several. */
    void tellDigest(Contact person, String number, Map<String, Object> facts) {
        write(person, MailKind.DIGEST, number, facts, null, null, null);
    }

    private void write(
            Contact person,
            MailKind kind,
            String number,
            Map<String, Object> facts,
            @Nullable String calendar,
            @Nullable String taskId,
            @Nullable String insteadOf) {
        Map<String, Object> words = new HashMap<>(facts);
        words.put("person", person.person());
        words.put("home", links.to("/"));
        var text = texts.write(kind, person.language(), words);
        add(
                Way.MAIL,
                person.user(),
                person.mail(),
                person.language(),
                kind,
                number,
                text,
                words,
                calendar,
                taskId,
                insteadOf);
    }

    private void add(
            Way way,
            String user,
            String recipient,
            Language language,
            MailKind kind,
            String number,
            MailTexts.MailText text,
            Map<String, Object> words,
            @Nullable String calendar,
            @Nullable String taskId,
            @Nullable String insteadOf) {
        String id = UUID.randomUUID().toString();
        Instant now = clock.instant();
        Object link = words.get("link");
        boolean drill = Crisis.isDrill(number);
        Delivery delivery = new Delivery(
                id,
                way,
                number,
                kind,
                user,
                recipient,
                language,
                drill ? PlainText.line(Crisis.DRILL_MARK + " " + text.subject(), LONGEST_SUBJECT) : text.subject(),
                drill ? texts.drill(language) + "\n\n" + text.body() : text.body(),
                link == null ? null : link.toString(),
                calendar,
                "<%s@%s>".formatted(id, settings.domain()),
                kind != MailKind.DIGEST && safeMode.isCollecting() ? State.HELD : State.WAITING,
                0,
                taskId,
                null,
                insteadOf,
                now,
                null,
                null);
        deliveries.add(delivery, kind.gathers() ? now.plus(settings.gatherWithin()) : now);
        written.publishEvent(new MailWritten());
    }
}
