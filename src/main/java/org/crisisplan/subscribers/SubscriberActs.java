package org.crisisplan.subscribers;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.crisisplan.engine.AdministratorActed;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What administrators did with subscribers: who, when and what, never an address. */
@Component
class SubscriberActs {

    private final JdbcClient sql;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    SubscriberActs(JdbcClient sql, Clock clock, ApplicationEventPublisher events) {
        this.sql = sql;
        this.clock = clock;
        this.events = events;
    }

    /** @param act as the end of a message key @param about a webhook's host; empty for a person */
    record Act(Instant at, String who, String act, String about) {}

    void add(String who, String act, String about) {
        sql.sql("insert into subscriber_act (id, happened_at, who, act, about) values (?, ?, ?, ?, ?)")
                .params(
                        UUID.randomUUID().toString(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        who,
                        act,
                        about.substring(0, Math.min(about.length(), 255)))
                .update();
        events.publishEvent(new AdministratorActed(who, "subscribers", act, null, about, "", ""));
    }

    /** The newest first. */
    List<Act> latest(int most) {
        return sql.sql("select * from subscriber_act order by happened_at desc, id limit ?")
                .param(most)
                .query((row, number) -> new Act(
                        row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        row.getString("act"),
                        row.getString("about")))
                .list();
    }
}
