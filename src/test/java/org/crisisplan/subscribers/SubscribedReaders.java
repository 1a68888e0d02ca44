package org.crisisplan.subscribers;

import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Readers who have pressed the button already, for drills: a bean of the shared test application. */
@Component
public class SubscribedReaders {

    private final SubscriberRepository subscribers;
    private final JdbcClient sql;

    SubscribedReaders(SubscriberRepository subscribers, JdbcClient sql) {
        this.subscribers = subscribers;
        this.sql = sql;
    }

    /** Somebody who wants to hear of everything, in English. */
    @Transactional
    public void add(String address) {
        subscribers.addRequest(new MailAddress(address), new Choice(false, new TreeSet<>()));
        sql.sql("select id from subscriber_request where confirmed_at is null").query(String.class).list().stream()
                .map(id -> subscribers.request(id).orElseThrow())
                .filter(request -> request.address().text().equals(address))
                .forEach(request -> subscribers.confirm(request).orElseThrow());
    }
}
