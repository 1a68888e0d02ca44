package org.crisisplan.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.notify.Delivery.State;
import org.crisisplan.notify.chat.ChatRooms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What one person is told at one time comes as one mail, once, whatever happens meanwhile. */
@PlanTest
class OneMailTest {

    private static final AboutCrisis CRISIS = new AboutCrisis("CR-2026-9600", "Customer data for sale", 1, false);
    private static final String MANAGER = "manager@crisis-plan.example";

    @Autowired
    MailServer mails;

    @Autowired
    DeliveryRepository deliveries;

    @Autowired
    DeliverMail deliverMail;

    @Autowired
    ContactRepository contacts;

    @Autowired
    MailTexts texts;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    NotifySettings settings;

    @Autowired
    Links links;

    @Autowired
    SafeMode safeMode;

    @Autowired
    ChatRooms rooms;

    @Autowired
    ChatTable table;

    @Autowired
    Clock clock;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    WebApplicationContext application;

    private Outbox outbox;

    @BeforeEach
    void gathersForTwentySeconds() {
        clean();
        ClockUtil.setCurrentTime(ClockUtil.getCurrentTime());
        mails.start();
        outbox = new Outbox(
                deliveries,
                texts,
                events,
                new NotifySettings(
                        settings.baseUrl(),
                        settings.from(),
                        settings.retryAfter(),
                        settings.giveUpAfter(),
                        Duration.ofSeconds(20),
                        settings.mailsPerMinute(),
                        settings.sendWithin(),
                        settings.mailThreads(),
                        false),
                links,
                safeMode,
                rooms,
                table,
                clock);
    }

    @AfterEach
    void clean() {
        ClockUtil.reset();
        mails.stop();
        new TestProcess(engine, database).close();
    }

    @Test
    void tasksOfOneMomentWaitForEachOtherAndComeAsOneMail() throws Exception {
        task("management", "Confirm the loss", "/tasks/1");
        passes(10);
        task("management", "Acknowledge", "/tasks/2");
        mails.deliver();
        assertThat(mails.messages()).as("it gathers").isEmpty();

        passes(10);
        mails.deliver();

        assertThat(mails.subjectsTo(MANAGER)).containsExactly("[CR-2026-9600] New task: Confirm the loss (and 1 more)");
        assertThat((String) mails.messagesTo(MANAGER).get(0).getContent())
                .contains("2 things for you")
                .containsSubsequence(
                        "1. [CR-2026-9600] New task: Confirm the loss",
                        links.to("/tasks/1"),
                        "2. [CR-2026-9600] New task: Acknowledge",
                        links.to("/tasks/2"));
        assertThat(deliveries.count(State.SENT)).as("each was told").isEqualTo(2);
    }

    @Test
    void anAlertWaitsForNothingAndTakesWithItWhatWaits() throws Exception {
        task("management", "Acknowledge", "/tasks/2");
        alert();
        mails.deliver();

        assertThat(mails.subjectsTo(MANAGER))
                .containsExactly("[CR-2026-9600] ALERT to management, level 1: Customer data for sale (and 1 more)");
        assertThat((String) mails.messagesTo(MANAGER).get(0).getContent()).contains("New task: Acknowledge");
        assertThat(deliveries.count(State.WAITING)).isZero();
    }

    @Test
    void twoPeopleGetAMailEachAndNothingOfTheOther() throws Exception {
        task("management", "Only for management", "/tasks/1");
        task("finance", "Only for finance", "/tasks/2");
        passes(20);
        mails.deliver();

        assertThat(mails.messages()).hasSize(2);
        assertThat((String) mails.messagesTo(MANAGER).get(0).getContent()).doesNotContain("Only for finance");
    }

    @Test
    void aNodeThatDiesWithItInHandLosesNothingAndTheMailKeepsItsIdAndItsWords() throws Exception {
        task("management", "Confirm the loss", "/tasks/1");
        task("management", "Acknowledge", "/tasks/2");
        passes(20);
        Delivery inHand = deliverMail.take().orElseThrow();
        // what is told meanwhile is told by another mail: this one may have arrived
        alert();
        database.sql("update delivery set taken_until = current_timestamp - interval '1' second where id = ?")
                .param(inHand.id())
                .update();
        mails.deliver();

        assertThat(mails.subjectsTo(MANAGER))
                .containsExactlyInAnyOrder(
                        "[CR-2026-9600] ALERT to management, level 1: Customer data for sale",
                        "[CR-2026-9600] New task: Confirm the loss (and 1 more)");
        assertThat(mails.messagesTo(MANAGER))
                .anySatisfy(mail -> assertThat(mail.getMessageID()).isEqualTo(inHand.messageId()));
        mails.deliver();
        assertThat(mails.messages()).hasSize(2);
    }

    @Test
    void whatCannotBeSentIsTriedAgainAsTheSameMail() throws Exception {
        mails.stop();
        task("management", "Confirm the loss", "/tasks/1");
        task("management", "Acknowledge", "/tasks/2");
        passes(20);
        mails.deliver();
        assertThat(deliveries.page(State.WAITING, 0, 10)).hasSize(2).allSatisfy(mail -> {
            assertThat(mail.attempts()).isEqualTo(1);
            assertThat(mail.lastError()).contains("Connection refused");
        });

        task("management", "Later", "/tasks/3");
        mails.start();
        passes(120);
        mails.deliver();
        assertThat(mails.subjectsTo(MANAGER))
                .containsExactlyInAnyOrder(
                        "[CR-2026-9600] New task: Confirm the loss (and 1 more)", "[CR-2026-9600] New task: Later");
    }

    @Test
    void whatFailsForGoodFailsAsAWholeAndIsSentAgainAsAWhole() throws Exception {
        task("management", "Confirm the loss", "/tasks/1");
        task("management", "Acknowledge", "/tasks/2");
        passes(20);
        try (var server = new ScriptedMailServer(Map.of("RCPT TO:<manager", "550 no such user"))) {
            mails.replaceBy(server);
            mails.deliver();
        }
        List<Delivery> failed = deliveries.page(State.FAILED, 0, 10);
        assertThat(failed).hasSize(2);

        Delivery told = failed.stream()
                .filter(mail -> mail.sentWith() != null)
                .findFirst()
                .orElseThrow();
        assertThat(deliveries.sendAgain(told.id(), clock.instant())).isTrue();
        mails.start();
        mails.deliver();
        assertThat(mails.subjectsTo(MANAGER))
                .filteredOn(subject -> subject.contains("CR-2026-9600"))
                .containsExactly("[CR-2026-9600] New task: Confirm the loss (and 1 more)");
        assertThat(deliveries.count(State.FAILED)).isZero();
    }

    @Test
    void theOutboxShowsWhatEachMailTold() throws Exception {
        task("management", "Confirm the loss", "/tasks/1");
        task("management", "Acknowledge", "/tasks/2");
        passes(20);
        mails.deliver();

        String page = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build()
                .perform(get("/outbox").with(user("pr")).header("Accept-Language", "en"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page)
                .contains(
                        "<dt>Told in one message with</dt><dd>[CR-2026-9600] New task: Confirm the loss</dd>",
                        "<dt>The same message tells</dt>");
    }

    private void task(String department, String name, String link) {
        Map<String, Object> facts = new HashMap<>(Map.of("task", name, "link", links.to(link)));
        outbox.tell(contacts.of(List.of(department)), MailKind.NEW_TASK, CRISIS, facts);
        // told one after the other
        ClockUtil.setCurrentTime(Date.from(clock.instant().plusMillis(1)));
    }

    private void alert() {
        outbox.tell(
                contacts.of(List.of("management")),
                MailKind.MANAGEMENT_ALERT,
                CRISIS,
                Map.of("link", links.to("/tasks/9")));
    }

    private void passes(int seconds) {
        ClockUtil.setCurrentTime(Date.from(clock.instant().plusSeconds(seconds)));
    }
}
