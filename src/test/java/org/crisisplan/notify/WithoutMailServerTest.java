package org.crisisplan.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.crisisplan.PlanTest;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.notify.Delivery.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * A node that has no mail server, and the start after one was configured. The shared application has one, so the few parts that
 * look at it are made here without.
 */
@PlanTest
@ExtendWith(OutputCaptureExtension.class)
class WithoutMailServerTest {

    private static final AboutCrisis CRISIS = new AboutCrisis("CR-2026-9600", "Leak", 1, false);

    @Autowired
    MailServer mails;

    @Autowired
    DeliveryRepository deliveries;

    @Autowired
    ContactRepository contacts;

    @Autowired
    DeliverMail deliverMail;

    @Autowired
    UndeliveredMails undelivered;

    @Autowired
    MailBacklog backlog;

    @Autowired
    MailDigest digest;

    @Autowired
    SafeMode safeMode;

    @Autowired
    Outbox outbox;

    @Autowired
    SendMail sendMail;

    @Autowired
    NotifySettings settings;

    @Autowired
    Clock clock;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient database;

    @BeforeEach
    @AfterEach
    void clean() {
        mails.stop();
        new TestProcess(engine, database).close();
    }

    @Test
    void mailsAreKeptAndTheLogSaysSoOnce(CapturedOutput log) {
        MailDispatcher without = dispatcher(new SendMail((JavaMailSender) null, settings, clock));
        without.start();
        tellManagement();
        tellManagement();

        assertThat(without.isRunning()).isFalse();
        assertThat(deliveries.page(State.WAITING, 0, 10)).hasSize(2).allMatch(mail -> mail.attempts() == 0);
        assertThat(log.getOut()).containsOnlyOnce("No mail server is configured");
    }

    @Test
    void theyGoOutByThemselvesAfterTheFirstStartWithAMailServer() {
        tellManagement();
        mails.start();

        MailDispatcher with = dispatcher(sendMail);
        with.start();
        await().until(() -> deliveries.count(State.SENT) == 1);
        tellManagement();
        await().until(() -> deliveries.count(State.SENT) == 2);
        with.stop();

        assertThat(mails.messagesTo("manager@crisis-plan.example")).hasSize(2);
    }

    @Test
    void whatANodeThatDiedHadInHandIsSentByAnother() {
        mails.start();
        tellManagement();
        assertThat(deliverMail.take()).isPresent();
        assertThat(deliverMail.take()).as("it is in hand").isEmpty();

        database.sql("update delivery set taken_until = current_timestamp - interval '1' second")
                .update();
        mails.deliver();
        mails.deliver();

        assertThat(mails.messagesTo("manager@crisis-plan.example")).hasSize(1);
    }

    private MailDispatcher dispatcher(SendMail withServerOrWithout) {
        return new MailDispatcher(
                deliverMail,
                undelivered,
                backlog,
                digest,
                safeMode,
                withServerOrWithout,
                new NotifySettings(
                        settings.baseUrl(),
                        settings.from(),
                        settings.retryAfter(),
                        settings.giveUpAfter(),
                        settings.gatherWithin(),
                        settings.mailsPerMinute(),
                        settings.sendWithin(),
                        2,
                        true));
    }

    private void tellManagement() {
        outbox.tell(contacts.of(List.of("management")), MailKind.MANAGEMENT_ALERT, CRISIS, Map.of());
    }
}
