package org.crisisplan.mailing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.crisisplan.mailing.Mailing.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * An audience of the tests: a mailing with the key {@code any-12} goes to twelve people. A node of its own opens one when the property
 * {@code crisis-plan.test.mailing} names its key.
 */
@Component
public class PeopleOfATest implements MailingSource {

    static final String NAME = "people-of-a-test";
    static final List<Text> TEXTS = List.of(
            new Text("en", "We are sorry", "Dear {{name}},\nyour data were read by others."),
            new Text("zh", "致歉", "{{name}}：\n您的数据被他人读取。"));

    final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Mailings mailings;
    private final String toOpen;
    private volatile BiFunction<Mailing, String, PersonalMessage> writes = PeopleOfATest::mail;

    PeopleOfATest(Mailings mailings, @Value("${crisis-plan.test.mailing:}") String toOpen) {
        this.mailings = mailings;
        this.toOpen = toOpen;
    }

    @EventListener(ApplicationReadyEvent.class)
    void open() {
        if (!toOpen.isEmpty()) {
            open(toOpen);
        }
    }

    Mailing open(String key) {
        return mailings.open(NAME, key, null, null, TEXTS);
    }

    void write(BiFunction<Mailing, String, PersonalMessage> how) {
        writes = how;
    }

    void reset() {
        gone.clear();
        writes = PeopleOfATest::mail;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Recipient> next(Mailing mailing, @Nullable String after, int limit) {
        int people = Integer.parseInt(mailing.key().substring(mailing.key().lastIndexOf('-') + 1));
        int from = after == null ? 1 : Integer.parseInt(after.substring(2)) + 1;
        return IntStream.rangeClosed(from, Math.min(people, from + limit - 1))
                .mapToObj(number -> new Recipient("p-%06d".formatted(number)))
                .toList();
    }

    @Override
    public Optional<PersonalMessage> message(Mailing mailing, String recipient) {
        return gone.contains(recipient) ? Optional.empty() : Optional.of(writes.apply(mailing, recipient));
    }

    static PersonalMessage mail(Mailing mailing, String recipient) {
        Text text = mailing.text("en");
        return new PersonalMessage.Mail(
                recipient + "@example.org",
                null,
                text.subject(),
                text.body().replace("{{name}}", recipient),
                null,
                "en",
                Map.of());
    }
}
