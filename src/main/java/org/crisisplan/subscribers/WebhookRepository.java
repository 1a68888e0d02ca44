package org.crisisplan.subscribers;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.crisisplan.subscribers.Webhook.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The programs that are told. */
@Repository
class WebhookRepository {

    private static final String ADDRESS = "webhook address";
    private static final String SECRET = "webhook secret";

    private final JdbcClient sql;
    private final SubscriberKey key;
    private final Clock clock;

    WebhookRepository(JdbcClient sql, SubscriberKey key, Clock clock) {
        this.sql = sql;
        this.key = key;
        this.clock = clock;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    String add(URI address, String secret, Choice choice, String by) {
        String id = Webhook.id(UUID.randomUUID().toString());
        sql.sql("""
                        insert into subscriber_webhook (id, host, address, secret, all_components, components, registered_by,
                            registered_at, state, state_since)
                        values (?, ?, ?, ?, ?, ?, ?, ?, 'on', ?)""")
                .params(
                        id,
                        address.getHost(),
                        key.encrypt(ADDRESS, address.toString()),
                        key.encrypt(SECRET, secret),
                        choice.all(),
                        choice.joined(),
                        by,
                        now(),
                        now())
                .update();
        return id;
    }

    /** The oldest first. */
    List<Webhook> all() {
        return sql.sql("select * from subscriber_webhook order by registered_at, id")
                .query(this::toWebhook)
                .list();
    }

    Optional<Webhook> find(String id) {
        return sql.sql("select * from subscriber_webhook where id = ?")
                .param(id)
                .query(this::toWebhook)
                .optional();
    }

    /** @return whether it was not so before */
    boolean become(String id, State state) {
        return sql.sql("update subscriber_webhook set state = ?, state_since = ? where id = ? and state <> ?")
                        .params(state.word(), now(), id, state.word())
                        .update()
                > 0;
    }

    void remove(String id) {
        sql.sql("delete from subscriber_webhook where id = ?").param(id).update();
    }

    private Webhook toWebhook(ResultSet row, int number) throws SQLException {
        return new Webhook(
                row.getString("id"),
                row.getString("host"),
                URI.create(key.decrypt(ADDRESS, row.getString("address"))),
                key.decrypt(SECRET, row.getString("secret")),
                new Choice(
                        true,
                        row.getBoolean("all_components") ? new TreeSet<>() : Choice.split(row.getString("components"))),
                row.getString("registered_by"),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("state_since", OffsetDateTime.class).toInstant());
    }
}
