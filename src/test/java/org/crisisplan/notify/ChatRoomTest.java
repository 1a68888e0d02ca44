package org.crisisplan.notify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.notify.Delivery.State;
import org.crisisplan.notify.Delivery.Way;
import org.crisisplan.notify.chat.ChatRooms;
import org.crisisplan.notify.chat.ConfiguredRooms;
import org.crisisplan.web.Notices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.context.WebApplicationContext;

/** Departments with chat rooms are told there too, by the plan's table, and a chat service in trouble troubles nothing else. */
@PlanTest
class ChatRoomTest {

    @RegisterExtension
    static final WireMockExtension web =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final AboutCrisis CRISIS = new AboutCrisis("CR-2026-9700", "Customer data for sale", 1, false);
    private static final String TECHNOLOGY = "/technology";
    private static final String MANAGEMENT = "/management";

    @Autowired
    MailServer mails;

    @Autowired
    DeliveryRepository deliveries;

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
    LatestDecisions decisions;

    @Autowired
    Notices notices;

    @Autowired
    SendMail sendMail;

    @Autowired
    UndeliveredMails undelivered;

    @Autowired
    CrisisRecord record;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Clock clock;

    @Autowired
    TaskService tasks;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient database;

    @Autowired
    WebApplicationContext application;

    private final SafeMode safeMode = mock(SafeMode.class);
    private Outbox outbox;
    private ChatDispatcher chat;

    @BeforeEach
    void twoRooms() {
        clean();
        ClockUtil.setCurrentTime(ClockUtil.getCurrentTime());
        mails.start();
        ChatRooms rooms = new ConfiguredRooms()
                .with("technology", "dingtalk", web.baseUrl() + TECHNOLOGY + "?access_token=geheim", "SEC1")
                .with("management", "slack", web.baseUrl() + MANAGEMENT, null)
                .answeringWithin(Duration.ofSeconds(2), clock);
        outbox = new Outbox(
                deliveries,
                texts,
                events,
                settings,
                links,
                safeMode,
                rooms,
                new ChatTable(decisions, rooms, notices),
                clock);
        DeliverMail deliver =
                new DeliverMail(deliveries, sendMail, rooms, texts, settings, record, contacts, transaction, clock);
        chat = new ChatDispatcher(deliver, deliveries, rooms, undelivered, sendMail, safeMode, background(), clock);
    }

    @AfterEach
    void clean() {
        ClockUtil.reset();
        mails.stop();
        new TestProcess(engine, database).close();
    }

    @Test
    void aDepartmentWithARoomIsToldThereTooAndTheOutboxShowsIt() throws Exception {
        answers(TECHNOLOGY, ok("{\"errcode\":0}"));
        task("technology", "Isolate the fault 隔离故障", "/tasks/7");
        task("legal", "Assess the legal risk 评估法律风险", "/tasks/8");
        chat.sendDue();
        mails.deliver();

        assertThat(received(TECHNOLOGY))
                .singleElement()
                .asString()
                .contains("[CR-2026-9700] 新任务：隔离故障", "级别：一级", links.to("/tasks/7"))
                .doesNotContain("Isolate");
        assertThat(mails.messages()).as("mails as ever").hasSize(2);
        assertThat(outboxPage())
                .contains(">chat room</span>", ">technology</span>")
                .doesNotContain("geheim");
    }

    @Test
    void whatIsForOneReaderAloneIsNotSaidInARoom() throws Exception {
        answers(MANAGEMENT, ok("ok"));
        Contact manager = contacts.of(List.of("management")).get(0);
        outbox.tellAlone(
                manager,
                MailKind.MANAGEMENT_ALERT,
                CRISIS,
                Map.of("link", links.to("/tasks/7"), "acknowledge", links.to("/acknowledge/the-token")));
        outbox.tellRooms(List.of(manager), MailKind.MANAGEMENT_ALERT, CRISIS, Map.of("link", links.to("/tasks/7")));
        chat.sendDue();

        assertThat(received(MANAGEMENT))
                .singleElement()
                .asString()
                .contains("管理层警报", "Customer data for sale")
                .doesNotContain("acknowledge");
    }

    @Test
    void whatWaitsForARoomIsOneMessage() {
        answers(TECHNOLOGY, ok("{\"errcode\":0}"));
        task("technology", "Isolate the fault 隔离故障", "/tasks/7");
        task("technology", "Repair 修复", "/tasks/8");
        chat.sendDue();

        assertThat(received(TECHNOLOGY)).singleElement().asString().contains("（另有 1 项）", "隔离故障", "修复");
        assertThat(rooms(State.SENT)).hasSize(2);
    }

    @Test
    void aRefusalBecomesATaskAndCanBeSentAgain() {
        answers(TECHNOLOGY, ok("{\"errcode\":300001,\"errmsg\":\"token is not exist\"}"));
        task("technology", "Isolate the fault 隔离故障", "/tasks/7");
        chat.sendDue();
        mails.deliver();

        Delivery failed = rooms(State.FAILED).get(0);
        assertThat(failed.lastError()).isEqualTo("errcode 300001: token is not exist");
        assertThat(tasks.createTaskQuery().taskDefinitionKey("User_ReachPerson").list())
                .singleElement()
                .satisfies(task -> assertThat(engine.getRuntimeService().getVariables(task.getExecutionId()))
                        .containsEntry("person", "#technology")
                        .containsEntry("address", "chat 聊天群: technology")
                        .containsEntry("answer", "errcode 300001: token is not exist"));
        assertThat(deliveries.page(null, 0, 50))
                .as("who reads the room has the mail")
                .noneMatch(mail -> mail.kind() == MailKind.UNDELIVERED);

        answers(TECHNOLOGY, ok("{\"errcode\":0}"));
        assertThat(deliveries.sendAgain(failed.id(), clock.instant())).isTrue();
        chat.sendDue();
        assertThat(rooms(State.SENT)).hasSize(1);
    }

    @Test
    void aServiceThatIsAskedTooMuchIsLeftAloneAsLongAsItWants() {
        answers(MANAGEMENT, aResponse().withStatus(429).withHeader("Retry-After", "600"));
        task("management", "Confirm the loss", "/tasks/1");
        chat.sendDue();
        answers(MANAGEMENT, ok("ok"));
        passes(Duration.ofMinutes(9));
        chat.sendDue();
        assertThat(received(MANAGEMENT)).hasSize(1);

        passes(Duration.ofMinutes(2));
        chat.sendDue();
        assertThat(received(MANAGEMENT)).hasSize(2);
        assertThat(rooms(State.SENT))
                .singleElement()
                .extracting(Delivery::attempts)
                .isEqualTo(2);
    }

    @Test
    void aRoomThatHangsHoldsUpNeitherOtherRoomsNorMails() {
        answers(TECHNOLOGY, ok("{\"errcode\":0}").withFixedDelay(20_000));
        answers(MANAGEMENT, ok("ok"));
        for (int i = 0; i < 3; i++) {
            task("technology", "Isolate the fault 隔离故障", "/tasks/7");
        }
        chat.start();
        try {
            await().until(() -> !received(TECHNOLOGY).isEmpty());
            task("management", "Confirm the loss", "/tasks/1");
            long asked = System.nanoTime();
            mails.deliver();
            await().until(() -> received(MANAGEMENT).size() == 1);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
            assertThat(mails.messages()).hasSize(2);
            await().until(() -> rooms(State.WAITING).stream().anyMatch(message -> message.attempts() == 1));
        } finally {
            chat.stop();
        }
    }

    @Test
    void inSafeModeNothingGoesOut() {
        when(safeMode.isOn()).thenReturn(true);
        answers(MANAGEMENT, ok("ok"));
        task("management", "Confirm the loss", "/tasks/1");
        chat.sendDue();
        assertThat(received(MANAGEMENT)).isEmpty();

        when(safeMode.isOn()).thenReturn(false);
        deliveries.hold();
        chat.sendDue();
        assertThat(received(MANAGEMENT)).isEmpty();
        deliveries.letRoomsGo();
        chat.sendDue();
        assertThat(received(MANAGEMENT)).hasSize(1);
    }

    @Test
    void theTableMayNameEveryKindOfMail() throws Exception {
        try (var contracts = ChatRoomTest.class.getResourceAsStream("/plan/table-contracts.yaml")) {
            assertThat(new String(contracts.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("kind: ["
                            + Arrays.stream(MailKind.values())
                                    .map(MailKind::word)
                                    .collect(Collectors.joining(", ")) + "]");
        }
    }

    private void task(String department, String name, String link) {
        Map<String, Object> facts = new HashMap<>(Map.of("task", name, "link", links.to(link)));
        outbox.tell(contacts.of(List.of(department)), MailKind.NEW_TASK, CRISIS, facts);
    }

    private List<Delivery> rooms(State state) {
        return deliveries.page(state, 0, 50).stream()
                .filter(message -> message.way() == Way.CHAT)
                .toList();
    }

    private static void answers(String path, ResponseDefinitionBuilder answer) {
        web.stubFor(post(urlPathEqualTo(path)).willReturn(answer));
    }

    private static List<String> received(String path) {
        return web.findAll(postRequestedFor(urlPathEqualTo(path))).stream()
                .map(request -> request.getBodyAsString())
                .toList();
    }

    private String outboxPage() throws Exception {
        return MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build()
                .perform(get("/outbox").with(user("pr")).header("Accept-Language", "en"))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private void passes(Duration time) {
        ClockUtil.setCurrentTime(Date.from(clock.instant().plus(time)));
    }

    private NotifySettings background() {
        return new NotifySettings(
                settings.baseUrl(),
                settings.from(),
                settings.retryAfter(),
                settings.giveUpAfter(),
                settings.gatherWithin(),
                settings.mailsPerMinute(),
                settings.sendWithin(),
                settings.mailThreads(),
                true);
    }
}
