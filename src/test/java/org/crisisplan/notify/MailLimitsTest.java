package org.crisisplan.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.notify.Delivery.State;
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

    private static final AboutCrisis CRISIS = new AboutCrisis("CR-2026-9601", "Leak", 1, false, null);

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
        tell("legal", 5);
        tell("management", 1);
        DeliverMail twoAMinute = new DeliverMail(deliveries, sendMail, twoAMinute(), record, clock);
        Instant now = clock.instant();

        List<Attempt> attempts = waiting().stream()
                .map(mail -> transaction.execute(begun -> twoAMinute.attempt(mail)))
                .toList();

        assertThat(mails.messagesTo("legal@crisis-plan.example")).hasSize(2);
        assertThat(mails.messagesTo("manager@crisis-plan.example")).hasSize(1);
        assertThat(attempts)
                .filteredOn(Attempt.TryAgain.class::isInstance)
                .hasSize(3)
                .containsOnly(new Attempt.TryAgain(now.plus(Duration.ofMinutes(1))));
        assertThat(deliveries.page(State.WAITING, 0, 10))
                .hasSize(3)
                .allMatch(mail -> mail.attempts() == 0 && mail.lastError() == null);

        for (int minute = 0; minute < 2; minute++) {
            ClockUtil.setCurrentTime(java.util.Date.from(clock.instant().plusSeconds(60)));
            waiting().forEach(mail -> transaction.execute(begun -> twoAMinute.attempt(mail)));
        }
        assertThat(mails.messagesTo("legal@crisis-plan.example")).hasSize(5);
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
            String mail = waiting().get(0);
            Attempt attempt = new DeliverMail(
                            deliveries, new SendMail(strict, settings, clock), settings, record, clock)
                    .attempt(mail);
            assertThat(attempt).isInstanceOf(Attempt.TryAgain.class);
            assertThat(deliveries.find(mail).orElseThrow().lastError()).contains("STARTTLS");
            assertThat(server.told()).noneMatch(line -> line.startsWith("MAIL"));
        }
        assertThat(sender.getJavaMailProperties()).containsEntry("mail.smtp.ssl.checkserveridentity", "true");
    }

    private List<String> waiting() {
        return deliveries.page(State.WAITING, 0, 100).stream().map(Delivery::id).toList();
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
                2,
                settings.sendWithin());
    }
}
