package org.crisisplan.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.crisisplan.contact.Language;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.notify.Delivery.State;
import org.crisisplan.notify.Delivery.Way;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** All mails, waiting and gone. */
@Repository
class DeliveryRepository {

    private static final int ERROR = 1000;
    /** More would not be read in one mail; the others follow in the next. */
    private static final int MOST_TOGETHER = 20;

    private final JdbcClient database;

    DeliveryRepository(JdbcClient database) {
        this.database = database;
    }

    void add(Delivery delivery) {
        add(delivery, delivery.created());
    }

    /** @param notBefore when the first attempt is due, by the nodes' clock */
    void add(Delivery delivery, Instant notBefore) {
        database.sql("""
                insert into delivery (id, way, link, sent_with, number, kind, user_id, recipient, language, subject, body, calendar, message_id,
                    state, attempts, task_id, instead_of, created, next_attempt, sent_at, last_error)
                values (:id, :way, :link, :sentWith, :number, :kind, :user, :recipient, :language, :subject, :body, :calendar, :messageId,
                    :state, :attempts, :taskId, :insteadOf, :created, :nextAttempt, :sentAt, :lastError)""")
                .param("id", delivery.id())
                .param("way", delivery.way().word())
                .param("link", delivery.link())
                .param("sentWith", delivery.sentWith())
                .param("number", delivery.number())
                .param("kind", delivery.kind().word())
                .param("user", delivery.user())
                .param("recipient", delivery.recipient())
                .param("language", delivery.language().code())
                .param("subject", delivery.subject())
                .param("body", delivery.body())
                .param("calendar", delivery.calendar())
                .param("messageId", delivery.messageId())
                .param("state", delivery.state().word())
                .param("attempts", delivery.attempts())
                .param("taskId", delivery.taskId())
                .param("insteadOf", delivery.insteadOf())
                .param("created", utc(delivery.created()))
                .param("nextAttempt", delivery.state() == State.WAITING ? utc(notBefore) : null)
                .param("sentAt", delivery.sentAt() == null ? null : utc(delivery.sentAt()))
                .param("lastError", delivery.lastError())
                .update();
    }

    Optional<Delivery> find(String id) {
        return database.sql("select * from delivery where id = ?")
                .param(id)
                .query(DeliveryRepository::delivery)
                .optional();
    }

    /**
     * Gives the mail that has been due longest to one node. Others leave it alone until the lease ends, which the database's clock
     * says: it does not matter how the nodes' clocks differ. What a drill says goes last. What else waits for the same reader goes with it, under the most urgent.
     *
     * @param now by the nodes' clock, which attempts are due by
     */
    @Transactional
    public Optional<Delivery> take(String node, Instant now, Duration lease) {
        return take(Way.MAIL, "%", node, now, lease);
    }

    /** The same of the messages to one chat room. */
    @Transactional
    public Optional<Delivery> takeForRoom(String room, String node, Instant now, Duration lease) {
        return take(Way.CHAT, room, node, now, lease);
    }

    /** @param fresh nobody has tried to send it yet, so that what it says is still open */
    private record Due(Delivery delivery, boolean fresh) {}

    private Optional<Delivery> take(Way way, String recipient, String node, Instant now, Duration lease) {
        // what another node is taking at this moment is passed over, not waited for
        Optional<Due> found = database.sql("""
                        select * from delivery
                        where state = 'waiting' and sent_with is null and next_attempt <= :now and way = :way and recipient like :recipient
                        and (taken_until is null or taken_until < current_timestamp)
                        order by case when number like 'DR-%' then 1 else 0 end, next_attempt, created, id fetch first 1 rows only for update skip locked""")
                .param("now", utc(now))
                .param("way", way.word())
                .param("recipient", recipient)
                .query((row, number) -> new Due(
                        delivery(row, number), row.getInt("attempts") == 0 && row.getObject("taken_until") == null))
                .optional();
        Optional<Delivery> taken = found.map(
                due -> due.fresh() && due.delivery().calendar() == null ? gather(due.delivery()) : due.delivery());
        taken.ifPresent(delivery -> database.sql("""
                        update delivery set taken_by = :node, next_attempt = :now,
                        taken_until = current_timestamp + cast(:seconds as integer) * interval '1' second
                        where id = :id""")
                .param("node", node)
                .param("now", utc(now))
                .param("seconds", lease.toSeconds())
                .param("id", delivery.id())
                .update());
        return taken;
    }

    /**
     * Joins what waits for the same reader, due or not, to one message. Once that message has been tried nothing is added: another
     * attempt under the same id must say the same.
     *
     * @return the most urgent, in whose message the others are told
     */
    private Delivery gather(Delivery due) {
        List<Delivery> all = new ArrayList<>(database.sql("""
                        select * from delivery
                        where state = 'waiting' and sent_with is null and way = :way and recipient = :recipient and language = :language
                        and attempts = 0 and taken_until is null and calendar is null and id <> :id
                        and (case when number like 'DR-%' then 1 else 0 end) = :drill
                        order by created, id fetch first :most rows only for update skip locked""")
                .param("way", due.way().word())
                .param("recipient", due.recipient())
                .param("language", due.language().code())
                .param("id", due.id())
                // what is real never stands below the words of a drill
                .param("drill", Crisis.isDrill(due.number()) ? 1 : 0)
                .param("most", MOST_TOGETHER - 1)
                .query(DeliveryRepository::delivery)
                .list());
        if (all.isEmpty()) {
            return due;
        }
        all.add(due);
        all.sort(Delivery.BY_URGENCY);
        Delivery first = all.remove(0);
        database.sql(
                        "update delivery set sent_with = :first, next_attempt = null where id in (:others) or sent_with in (:others)")
                .param("first", first.id())
                .param("others", all.stream().map(Delivery::id).toList())
                .update();
        return first;
    }

    /** What is told in the message of that one, the most urgent first. */
    List<Delivery> toldWith(String id) {
        return database
                .sql("select * from delivery where sent_with = ?")
                .param(id)
                .query(DeliveryRepository::delivery)
                .list()
                .stream()
                .sorted(Delivery.BY_URGENCY)
                .toList();
    }

    /** Rooms that a message is due for. */
    List<String> roomsWithDueMessages(Instant now) {
        return database.sql("""
                        select distinct recipient from delivery
                        where way = 'chat' and state = 'waiting' and sent_with is null and next_attempt <= :now
                        and (taken_until is null or taken_until < current_timestamp)""").param("now", utc(now)).query(String.class).list();
    }

    /** The subjects of those that were told together, by the one in whose message they went. */
    Map<String, List<Delivery>> together(Collection<Delivery> shown) {
        List<String> firsts = shown.stream()
                .map(delivery -> delivery.sentWith() == null ? delivery.id() : delivery.sentWith())
                .distinct()
                .toList();
        Map<String, List<Delivery>> together = new HashMap<>();
        if (firsts.isEmpty()) {
            return together;
        }
        database
                .sql("select * from delivery where sent_with in (:firsts) or id in (:firsts)")
                .param("firsts", firsts)
                .query(DeliveryRepository::delivery)
                .list()
                .stream()
                .sorted(Delivery.BY_URGENCY)
                .forEach(delivery -> together.computeIfAbsent(
                                delivery.sentWith() == null ? delivery.id() : delivery.sentWith(),
                                none -> new ArrayList<>())
                        .add(delivery));
        return together;
    }

    /** How many mails wait for each person. */
    Map<String, Integer> waitingByPerson() {
        Map<String, Integer> waiting = new TreeMap<>();
        database.sql("select user_id, count(*) as mails from delivery where state = 'waiting' group by user_id")
                .query((row, number) -> Map.entry(row.getString("user_id"), row.getInt("mails")))
                .list()
                .forEach(person -> waiting.put(person.getKey(), person.getValue()));
        return waiting;
    }

    List<String> newestSubjects(String user, int most) {
        return database.sql(
                        "select subject from delivery where state = 'waiting' and user_id = ? order by created desc, id fetch first ? rows only")
                .params(user, most)
                .query(String.class)
                .list();
    }

    void hold() {
        database.sql(
                        "update delivery set state = 'held', sent_with = null, next_attempt = null, taken_by = null, taken_until = null where state = 'waiting'")
                .update();
    }

    List<String> usersWithHeldMails() {
        return database.sql(
                        "select distinct user_id from delivery where state = 'held' and way = 'mail' order by user_id")
                .query(String.class)
                .list();
    }

    /** For the running transaction; what another node has in hand is passed over. */
    List<Delivery> takeHeld(String user) {
        return database.sql(
                        "select * from delivery where state = 'held' and user_id = ? order by created, id for update skip locked")
                .param(user)
                .query(DeliveryRepository::delivery)
                .list();
    }

    void digested(String id) {
        database.sql("update delivery set state = 'digested' where id = ?")
                .param(id)
                .update();
    }

    /** Held no longer: it goes out by itself. */
    void letGo(String id) {
        database.sql("update delivery set state = 'waiting', next_attempt = created where id = ?")
                .param(id)
                .update();
    }

    /** What was held for chat rooms goes out, all for one room in one message. */
    void letRoomsGo() {
        database.sql(
                        "update delivery set state = 'waiting', next_attempt = created where state = 'held' and way = 'chat'")
                .update();
    }

    /** Not sent, and no attempt either: it is looked at again later. */
    void postpone(String id, Instant nextAttempt) {
        database.sql("update delivery set next_attempt = ?, taken_by = null, taken_until = null where id = ?")
                .params(utc(nextAttempt), id)
                .update();
    }

    /** Mails that failed and that nobody has been told of. */
    List<Delivery> untold(int most) {
        return database.sql("select * from delivery where untold = true order by created, id fetch first ? rows only")
                .param(most)
                .query(DeliveryRepository::delivery)
                .list();
    }

    /** @return whether it is the running transaction that tells of it, and not another node */
    boolean tell(String id) {
        return database.sql("update delivery set untold = false where id = ? and untold = true")
                        .param(id)
                        .update()
                > 0;
    }

    /** What ought to be gone and is not: due before that moment, or tried in vain and written before it. */
    Backlog backlog(Instant before) {
        return database.sql("""
                        select count(*) as mails, min(created) as oldest, max(last_error) as answer from delivery
                        where state = 'waiting' and way = 'mail' and sent_with is null and created < :before and (attempts > 0 or next_attempt < :before)""")
                .param("before", utc(before))
                .query((row, number) -> {
                    OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
                    return new Backlog(
                            row.getInt("mails"), oldest == null ? null : oldest.toInstant(), row.getString("answer"));
                })
                .single();
    }

    /**
     * Mails that are late.
     *
     * @param oldest when the oldest of them was written
     * @param answer what the mail server said last to one of them
     */
    record Backlog(
            int mails, @Nullable Instant oldest, @Nullable String answer) {}

    /** @param page from 0; newest first */
    List<Delivery> page(@Nullable State state, int page, int size) {
        Map<String, Object> values = new HashMap<>();
        String where = where(state, values);
        return database.sql(
                        "select * from delivery" + where + " order by created desc, id desc limit :size offset :offset")
                .params(values)
                .param("size", size)
                .param("offset", (long) page * size)
                .query(DeliveryRepository::delivery)
                .list();
    }

    long count(@Nullable State state) {
        Map<String, Object> values = new HashMap<>();
        String where = where(state, values);
        return database.sql("select count(*) from delivery" + where)
                .params(values)
                .query(Long.class)
                .single();
    }

    void sent(String id, Instant at) {
        database.sql(
                        "update delivery set state = 'sent', sent_at = ?, attempts = attempts + 1, next_attempt = null, taken_by = null, taken_until = null, last_error = null,"
                                // whoever reads the database cannot acknowledge in somebody else's name
                                + " body = " + SecretLinks.hiddenIn("body") + " where id = ? or sent_with = ?")
                .params(utc(at), id, id)
                .update();
    }

    /** When the mails of the time since then went to that address, oldest first. */
    List<Instant> sentTo(String recipient, Instant since) {
        return database.sql(
                        "select sent_at from delivery where recipient = ? and sent_at > ? and sent_with is null order by sent_at")
                .params(recipient, utc(since))
                .query((row, number) ->
                        row.getObject("sent_at", OffsetDateTime.class).toInstant())
                .list();
    }

    void tryAgain(String id, Instant nextAttempt, String error) {
        database.sql(
                        "update delivery set attempts = attempts + 1, last_error = ?, taken_by = null, taken_until = null where id = ? or sent_with = ?")
                .params(PlainText.line(error, ERROR), id, id)
                .update();
        database.sql("update delivery set next_attempt = ? where id = ?")
                .params(utc(nextAttempt), id)
                .update();
    }

    void failed(String id, String error) {
        database.sql("update delivery set state = 'failed', untold = true, attempts = attempts + 1, last_error = ?,"
                        + " next_attempt = null, taken_by = null, taken_until = null where id = ? or sent_with = ?")
                .params(PlainText.line(error, ERROR), id, id)
                .update();
    }

    /** A message that failed is sent once more, with all that was told in it. @return whether it was one that failed */
    boolean sendAgain(String id, Instant now) {
        String first = database.sql("select coalesce(sent_with, id) from delivery where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElse(id);
        int sent = database.sql(
                        "update delivery set state = 'waiting', untold = false, next_attempt = ? where id = ? and state = 'failed'")
                .params(utc(now), first)
                .update();
        database.sql("update delivery set state = 'waiting', untold = false where sent_with = ? and state = 'failed'")
                .param(first)
                .update();
        return sent > 0;
    }

    private static String where(@Nullable State state, Map<String, Object> values) {
        if (state == null) {
            return "";
        }
        values.put("state", state.word());
        return " where state = :state";
    }

    static Delivery delivery(ResultSet row, int number) throws SQLException {
        OffsetDateTime sentAt = row.getObject("sent_at", OffsetDateTime.class);
        return new Delivery(
                row.getString("id"),
                Way.of(row.getString("way")),
                row.getString("number"),
                MailKind.of(row.getString("kind")),
                row.getString("user_id"),
                row.getString("recipient"),
                Language.of(row.getString("language")).orElseThrow(),
                row.getString("subject"),
                row.getString("body"),
                row.getString("link"),
                row.getString("calendar"),
                row.getString("message_id"),
                State.of(row.getString("state")),
                row.getInt("attempts"),
                row.getString("task_id"),
                row.getString("sent_with"),
                row.getString("instead_of"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                sentAt == null ? null : sentAt.toInstant(),
                row.getString("last_error"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
