package org.crisisplan.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.notify.Delivery.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A node that has no mail server, and the start after one was configured. The shared application has one, so the few parts that
 * look at it are made here without.
 */
@PlanTest
@ExtendWith(OutputCaptureExtension.class)
class WithoutMailServerTest {

    private static final AboutCrisis CRISIS = new AboutCrisis("CR-2026-9600", "Leak", 1, false, null);

    @Autowired
    CrisisRecord record;

    @Autowired
    MailServer mails;

    @Autowired
    DeliveryRepository deliveries;

    @Autowired
    ContactRepository contacts;

    @Autowired
    DeliveryJobs jobs;

    @Autowired
    MailTexts texts;

    @Autowired
    SendMail sendMail;

    @Autowired
    NotifySettings settings;

    @Autowired
    Clock clock;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    ManagementService management;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient database;

    SendMail noServer;

    @BeforeEach
    void begin() {
        noServer = new SendMail((JavaMailSender) null, settings, clock);
        clean();
    }

    @AfterEach
    void clean() {
        mails.stop();
        new TestProcess(engine, database).close();
    }

    @Test
    void mailsAreKeptAndTheLogSaysSoOnce(CapturedOutput log) {
        start(noServer);
        tellManagement();
        tellManagement();

        assertThat(deliveries.page(State.WAITING, 0, 10)).hasSize(2);
        assertThat(management.createJobQuery().list()).noneMatch(MailServer::isDelivery);
        assertThat(log.getOut()).containsOnlyOnce("No mail server is configured");
    }

    @Test
    void theyGoOutAfterTheFirstStartWithAMailServer() {
        tellManagement();
        mails.start();

        start(sendMail);
        start(sendMail);
        mails.deliver();

        assertThat(mails.messagesTo("manager@crisis-plan.example")).hasSize(1);
        assertThat(deliveries.count(State.SENT)).isEqualTo(1);
    }

    @Test
    void aMailWhoseJobWasLostGetsAnother() {
        mails.start();
        new Outbox(deliveries, jobs, texts, sendMail, settings, clock)
                .tell(contacts.of(List.of("legal")), MailKind.MANAGEMENT_ALERT, CRISIS, Map.of());
        management.deleteJob(deliveries.page(null, 0, 1).get(0).jobId());

        start(sendMail);
        mails.deliver();

        assertThat(mails.messagesTo("legal@crisis-plan.example")).hasSize(1);
    }

    @Test
    void aJobThatFindsNoServerLeavesTheMailForTheNextStart() {
        tellManagement();
        start(sendMail);
        Delivery queued = deliveries.page(null, 0, 1).get(0);
        assertThat(queued.jobId()).isNotNull();

        Attempt attempt = new DeliverMail(deliveries, noServer, settings, record, clock).attempt(queued.id());

        assertThat(attempt).isEqualTo(new Attempt.Over());
        assertThat(deliveries.find(queued.id()).orElseThrow())
                .extracting(Delivery::state, Delivery::jobId, Delivery::attempts)
                .containsExactly(State.WAITING, null, 0);
    }

    @Test
    void aMailThatWasSentIsNotSentAgain() {
        mails.start();
        tellManagement();
        start(sendMail);
        mails.deliver();

        Attempt again = new DeliverMail(deliveries, sendMail, settings, record, clock)
                .attempt(deliveries.page(null, 0, 1).get(0).id());

        assertThat(again).isEqualTo(new Attempt.Over());
        assertThat(mails.messages()).hasSize(1);
    }

    private void tellManagement() {
        new Outbox(deliveries, jobs, texts, noServer, settings, clock)
                .tell(contacts.of(List.of("management")), MailKind.MANAGEMENT_ALERT, CRISIS, Map.of());
    }

    private void start(SendMail withServerOrWithout) {
        new QueueWaitingMails(deliveries, jobs, withServerOrWithout, transactions)
                .run(new DefaultApplicationArguments());
    }
}
