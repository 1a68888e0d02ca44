package org.crisisplan.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.notify.Delivery.State;
import org.crisisplan.notify.chat.ChatRooms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

/** How many mails reach one person in a minute, and that they travel encrypted where the server can. */
@PlanTest
class MailLimitsTest {

    private static final AboutCrisis CRISIS = new AboutCrisis("CR-2026-9601", "Leak", 1, false);

    @Autowired
    CrisisRecord record;

    @Autowired
    MailServer mails;

    @Autowired
    DeliveryRepository deliveries;

    @Autowired
    ContactRepository contacts;

    @Autowired
    Outbox outbox;

    @Autowired
    SendMail sendMail;

    @Autowired
    ChatRooms rooms;

    @Autowired
    MailTexts texts;

    @Autowired
    JavaMailSenderImpl sender;

    @Autowired
    NotifySettings settings;

    @Autowired
    Clock clock;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    TransactionTemplate transaction;

    @BeforeEach
    void standStill() {
        clean();
        ClockUtil.setCurrentTime(ClockUtil.getCurrentTime());
    }

    @AfterEach
    void clean() {
        ClockUtil.reset();
        mails.stop();
        new TestProcess(engine, database).close();
    }

    @Test
    void aFloodOfMailsWaitsAndNoneIsDropped() {
        mails.start();
        DeliverMail twoAMinute =
                new DeliverMail(deliveries, sendMail, rooms, texts, twoAMinute(), record, contacts, transaction, clock);

        for (int i = 0; i < 5; i++) {
            tell("legal", 1);
            sendDue(twoAMinute);
        }
        tell("management", 1);
        sendDue(twoAMinute);

        assertThat(mails.messagesTo("legal@crisis-plan.example")).hasSize(2);
        assertThat(mails.messagesTo("manager@crisis-plan.example")).hasSize(1);
        assertThat(mails.nextAttempt()).contains(clock.instant().plus(Duration.ofMinutes(1)));
        assertThat(deliveries.page(State.WAITING, 0, 10))
                .hasSize(3)
                .allMatch(mail -> mail.attempts() == 0 && mail.lastError() == null);

        ClockUtil.setCurrentTime(java.util.Date.from(clock.instant().plusSeconds(60)));
        sendDue(twoAMinute);
        assertThat(mails.subjectsTo("legal@crisis-plan.example"))
                .as("what waited goes out as one")
                .hasSize(3)
                .last(InstanceOfAssertFactories.STRING)
                .endsWith("（另有 2 项）");
        assertThat(deliveries.count(State.SENT)).isEqualTo(6);
        assertThat(deliveries.count(State.WAITING)).isZero();
    }

    @Test
    void mailsAreEncryptedWhereTheServerOffersIt() throws IOException {
        try (var server = new ScriptedMailServer(Map.of("EHLO", "250-here\r\n250 STARTTLS", "STARTTLS", "454 later"))) {
            mails.replaceBy(server);
            tell("legal", 1);
            mails.deliver();
            assertThat(server.told())
                    .anyMatch(line -> line.startsWith("STARTTLS"))
                    .noneMatch(line -> line.startsWith("MAIL"));
        }
        assertThat(deliveries.count(State.WAITING)).isEqualTo(1);
    }

    @Test
    void whereItIsRequiredNothingGoesOutInTheOpen() throws IOException {
        JavaMailSenderImpl strict = new JavaMailSenderImpl();
        strict.setJavaMailProperties(
                (java.util.Properties) sender.getJavaMailProperties().clone());
        strict.getJavaMailProperties().setProperty("mail.smtp.starttls.required", "true");
        try (var server = new ScriptedMailServer(Map.of("EHLO", "250 here"))) {
            strict.setHost("127.0.0.1");
            strict.setPort(server.port());
            tell("legal", 1);
            sendDue(new DeliverMail(
                    deliveries,
                    new SendMail(strict, settings, clock),
                    rooms,
                    texts,
                    settings,
                    record,
                    contacts,
                    transaction,
                    clock));
            assertThat(deliveries.page(State.WAITING, 0, 10))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.lastError()).contains("STARTTLS"));
            assertThat(server.told()).noneMatch(line -> line.startsWith("MAIL"));
        }
        assertThat(sender.getJavaMailProperties()).containsEntry("mail.smtp.ssl.checkserveridentity", "true");
    }

    private static void sendDue(DeliverMail deliverMail) {
        for (Optional<Delivery> mail = deliverMail.take(); mail.isPresent(); mail = deliverMail.take()) {
            deliverMail.attempt(mail.get());
        }
    }

    private void tell(String department, int times) {
        for (int i = 0; i < times; i++) {
            outbox.tell(contacts.of(List.of(department)), MailKind.MANAGEMENT_ALERT, CRISIS, Map.of());
        }
    }

    private NotifySettings twoAMinute() {
        return new NotifySettings(
                settings.baseUrl(),
                settings.from(),
                settings.retryAfter(),
                settings.giveUpAfter(),
                settings.gatherWithin(),
                2,
                settings.sendWithin(),
                settings.mailThreads(),
                settings.backgroundEnabled());
    }
}
