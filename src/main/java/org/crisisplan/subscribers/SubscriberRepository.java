package org.crisisplan.subscribers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Subscribers and sign-ups. No address is stored in words. */
@Repository
class SubscriberRepository {

    private static final String ADDRESS = "subscriber address";
    private static final String CONFIRMED = "confirmed";

    private final JdbcClient sql;
    private final SubscriberKey key;
    private final Clock clock;

    SubscriberRepository(JdbcClient sql, SubscriberKey key, Clock clock) {
        this.sql = sql;
        this.key = key;
        this.clock = clock;
    }

    /** By which a reader is found again. */
    private String hash(MailAddress address) {
        return key.hashInHex("find " + ADDRESS, address.reader());
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    // sign-ups

    /** How many mails about signing up the address was to get since then. */
    int requestsOf(MailAddress address, Instant since) {
        return sql.sql("select count(*) from subscriber_request where address_hash = ? and asked_at > ?")
                .params(hash(address), utc(since))
                .query(Integer.class)
                .single();
    }

    void addRequest(MailAddress address, Choice choice) {
        boolean known = byAddress(address).filter(Subscriber::isTold).isPresent();
        sql.sql("""
                        insert into subscriber_request (id, address_hash, address, language, components, known, asked_at, mail, attempts,
                            next_attempt)
                        values (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?)""")
                .params(
                        UUID.randomUUID().toString(),
                        hash(address),
                        key.encrypt(ADDRESS, address.text()),
                        choice.language(),
                        choice.joined(),
                        known,
                        now(),
                        now())
                .update();
    }

    Optional<Request> request(String id) {
        return sql.sql("select * from subscriber_request where id = ?")
                .param(id)
                .query(this::toRequest)
                .optional();
    }

    private Request toRequest(ResultSet row, int number) throws SQLException {
        return new Request(
                row.getString("id"),
                new MailAddress(key.decrypt(ADDRESS, row.getString("address"))),
                Choice.of(row.getString("language"), row.getString("components")),
                row.getBoolean("known"),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                instant(row, "confirmed_at"),
                row.getInt("attempts"));
    }

    /**
     * The reader said yes: from now on they are told. Of two at the same moment one fails with a duplicate key and is to be tried again.
     *
     * @return nothing if this very sign-up was confirmed before
     */
    Optional<Subscriber> confirm(Request request) {
        int first = sql.sql("update subscriber_request set confirmed_at = ? where id = ? and confirmed_at is null")
                .params(now(), request.id())
                .update();
        if (first == 0) {
            return Optional.empty();
        }
        Choice choice = request.choice();
        String address = key.encrypt(ADDRESS, request.address().text());
        Optional<String> known = byAddress(request.address()).map(Subscriber::id);
        String id = known.orElseGet(() -> UUID.randomUUID().toString());
        if (known.isPresent()) {
            sql.sql("update subscriber set address = ?, state = 'confirmed', confirmed_at = ? where id = ?")
                    .params(address, now(), id)
                    .update();
        } else {
            sql.sql("""
                            insert into subscriber (id, address_hash, address, language, all_components, state, confirmed_at)
                            values (?, ?, ?, ?, ?, 'confirmed', ?)""")
                    .params(id, hash(request.address()), address, choice.language(), choice.all(), now())
                    .update();
        }
        change(id, choice);
        return find(id);
    }

    /** The mails about signing up that are due. */
    List<String> dueMails(int most) {
        return sql.sql(
                        "select id from subscriber_request where mail = 'waiting' and next_attempt <= ? order by next_attempt limit ?")
                .params(now(), most)
                .query(String.class)
                .list();
    }

    /** Whether this node may try it now; nobody else does until then. */
    boolean takeMail(String request, Instant until) {
        return sql.sql("""
                        update subscriber_request set attempts = attempts + 1, next_attempt = ?
                        where id = ? and mail = 'waiting' and next_attempt <= ?""").params(utc(until), request, now()).update() == 1;
    }

    void mailEnded(String request, boolean sent) {
        sql.sql("update subscriber_request set mail = ? where id = ?")
                .params(sent ? "sent" : "failed", request)
                .update();
    }

    void mailLater(String request, Instant next) {
        sql.sql("update subscriber_request set next_attempt = ? where id = ?")
                .params(utc(next), request)
                .update();
    }

    /** @return how many */
    int removeRequests(Instant askedBefore) {
        return sql.sql("delete from subscriber_request where asked_at < ?")
                .param(utc(askedBefore))
                .update();
    }

    // subscribers

    Optional<Subscriber> find(String id) {
        return sql.sql("select * from subscriber where id = ?")
                .param(id)
                .query(this::toSubscriber)
                .optional();
    }

    Optional<Subscriber> byAddress(MailAddress address) {
        return sql.sql("select * from subscriber where address_hash = ?")
                .param(hash(address))
                .query(this::toSubscriber)
                .optional();
    }

    /** Those who are told, in the order of their ids. */
    List<Subscriber> page(@Nullable String after, int most) {
        return sql.sql("select * from subscriber where state = 'confirmed' and id > ? order by id limit ?")
                .params(after == null ? "" : after, most)
                .query(this::toSubscriber)
                .list();
    }

    private Subscriber toSubscriber(ResultSet row, int number) throws SQLException {
        String id = row.getString("id");
        String address = row.getString("address");
        return new Subscriber(
                id,
                address == null || !row.getString("state").equals(CONFIRMED)
                        ? null
                        : new MailAddress(key.decrypt(ADDRESS, address)),
                new Choice(
                        row.getString("language").equals("zh"),
                        row.getBoolean("all_components") ? new TreeSet<>() : components(id)),
                row.getObject("confirmed_at", OffsetDateTime.class).toInstant(),
                instant(row, "first_opt_out_at"));
    }

    private SortedSet<String> components(String id) {
        return new TreeSet<>(sql.sql("select component from subscriber_component where subscriber = ?")
                .param(id)
                .query(String.class)
                .list());
    }

    /** The next who are told of the notice: those for all components, and those for one that is named. */
    List<String> toTell(Notice notice, @Nullable String after, int most) {
        String begin = "select id from subscriber s where state = 'confirmed' and id > :after";
        String end = " order by id limit :most";
        if (notice.everybody()) {
            return sql.sql(begin + end)
                    .param("after", after == null ? "" : after)
                    .param("most", most)
                    .query(String.class)
                    .list();
        }
        return sql.sql(begin
                        + " and (all_components or exists (select 1 from subscriber_component c where c.subscriber = s.id"
                        + " and c.component in (:components)))" + end)
                .param("after", after == null ? "" : after)
                .param("most", most)
                .param("components", notice.components())
                .query(String.class)
                .list();
    }

    boolean isAnybodyTold() {
        return !sql.sql("select id from subscriber where state = 'confirmed' limit 1")
                .query(String.class)
                .list()
                .isEmpty();
    }

    void change(String id, Choice choice) {
        sql.sql("update subscriber set language = ?, all_components = ? where id = ?")
                .params(choice.language(), choice.all(), id)
                .update();
        sql.sql("delete from subscriber_component where subscriber = ?")
                .param(id)
                .update();
        choice.components()
                .forEach(component -> sql.sql("insert into subscriber_component (subscriber, component) values (?, ?)")
                        .params(id, component)
                        .update());
    }

    /** Nothing more is sent, and the address is forgotten; that there was one, and when it first left, is kept. */
    void optOut(String id) {
        sql.sql("""
                        update subscriber set state = 'opted-out', address = null, first_opt_out_at = coalesce(first_opt_out_at, ?)
                        where id = ? and state = 'confirmed'""").params(now(), id).update();
    }

    /** Nothing is left, not even that there was somebody. */
    void erase(String id) {
        sql.sql(
                        "delete from subscriber_request where address_hash = (select address_hash from subscriber where id = ?)")
                .param(id)
                .update();
        sql.sql("delete from subscriber where id = ?").param(id).update();
    }

    /**
     * How many there are.
     *
     * @param waiting signed up and not confirmed
     */
    record Counts(long confirmed, long inChinese, long ofAll, long optedOut, long waiting, long unsent) {}

    Counts counts() {
        return new Counts(
                count("subscriber where state = 'confirmed'"),
                count("subscriber where state = 'confirmed' and language = 'zh'"),
                count("subscriber where state = 'confirmed' and all_components"),
                count("subscriber where state = 'opted-out'"),
                count("subscriber_request where confirmed_at is null and not known"),
                count("subscriber_request where mail = 'waiting'"));
    }

    private long count(String what) {
        return sql.sql("select count(*) from " + what).query(Long.class).single();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
