package org.crisisplan.mailing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crisisplan.mailing.RecipientState.FAILED;
import static org.crisisplan.mailing.RecipientState.IN_DOUBT;
import static org.crisisplan.mailing.RecipientState.QUEUED;
import static org.crisisplan.mailing.RecipientState.SENT;
import static org.crisisplan.mailing.RecipientState.WITHDRAWN;

import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.PlanTest;
import org.crisisplan.notify.MailServer;
import org.crisisplan.notify.ScriptedMailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One text to many people, each of them once, whatever the mail server does. */
@PlanTest
class MailingTest {

    @Autowired
    PeopleOfATest people;

    @Autowired
    Mailings mailings;

    @Autowired
    MailingDispatcher dispatcher;

    @Autowired
    MailServer mails;

    @Autowired
    TaskService tasks;

    private final String unique = java.util.UUID.randomUUID().toString();

    @BeforeEach
    void startServer() {
        people.reset();
        mails.start();
    }

    @AfterEach
    void stopServer() {
        mails.stop();
        ClockUtil.reset();
    }

    private Mailing open(int number) {
        return people.open(unique + "-" + number);
    }

    private RecipientRow row(Mailing mailing, int person) {
        return mailings.recipient(mailing.id(), "p-%06d".formatted(person)).orElseThrow();
    }

    private static void pass(long minutes) {
        ClockUtil.setCurrentTime(new Date(ClockUtil.getCurrentTime().getTime() + minutes * 60_000));
    }

    @Test
    void everybodyIsToldOnceInTheirOwnWords() throws Exception {
        people.gone.add("p-000003");
        Mailing mailing = open(1203);
        assertThat(open(1203).id()).as("the same key once more").isEqualTo(mailing.id());

        dispatcher.sendDue();
        dispatcher.sendDue();

        assertThat(mailings.progress(mailing.id()))
                .isEqualTo(new MailingProgress(
                        0,
                        0,
                        1202,
                        0,
                        0,
                        0,
                        1,
                        true,
                        mailings.progress(mailing.id()).endedAt(),
                        null));
        assertThat(mailings.progress(mailing.id()).endedAt()).isNotNull();
        assertThat(row(mailing, 3).state()).isEqualTo(WITHDRAWN);
        Set<String> ids = new HashSet<>();
        for (MimeMessage mail : mails.messages()) {
            ids.add(mail.getMessageID());
        }
        assertThat(ids).hasSize(1202).hasSameSizeAs(mails.messages());
        MimeMessage one = mails.messagesTo("p-000007@example.org").get(0);
        assertThat(one.getContent().toString()).contains("Dear p-000007,");
        assertThat(one.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void whoeverIsRefusedIsNamedAndAloneSentAgain() throws Exception {
        Mailing mailing;
        try (ScriptedMailServer strict = new ScriptedMailServer(Map.of(
                "RCPT TO:<p-000001", "550 5.1.1 <p-000001@example.org>: no such user",
                "RCPT TO:<p-000002", "451 4.7.1 try again"))) {
            mails.replaceBy(strict);
            mailing = open(3);
            dispatcher.sendDue();
        }
        assertThat(row(mailing, 1))
                .satisfies(row -> assertThat(row.state()).isEqualTo(FAILED))
                .satisfies(row -> assertThat(row.status()).isEqualTo("5.1.1"))
                .satisfies(row ->
                        assertThat(row.problem()).contains("no such user").doesNotContain("example.org"));
        assertThat(row(mailing, 2).state()).isEqualTo(QUEUED);
        assertThat(row(mailing, 3).state()).isEqualTo(SENT);

        mails.start();
        pass(2);
        dispatcher.sendDue();
        assertThat(row(mailing, 2).state()).isEqualTo(SENT);
        Task task = tasks.createTaskQuery()
                .processInstanceBusinessKey("mailing-" + mailing.id())
                .singleResult();
        assertThat(task.getTaskDefinitionKey()).isEqualTo("User_ReachPeople");
        assertThat(tasks.getIdentityLinksForTask(task.getId()))
                .extracting(link -> link.getGroupId())
                .contains("customerService");

        assertThat(mailings.sendAgain(mailing.id())).isEqualTo(1);
        dispatcher.sendDue();
        assertThat(mails.messages()).hasSize(2);
        assertThat(mails.messagesTo("p-000001@example.org")).hasSize(1);
    }

    @Test
    void noAnswerAfterTheTextIsNeverSentAgainByItself() throws Exception {
        Mailing mailing;
        try (ScriptedMailServer mute = new ScriptedMailServer(Map.of(".", ScriptedMailServer.HANG_UP))) {
            mails.replaceBy(mute);
            mailing = open(1);
            dispatcher.sendDue();
        }
        assertThat(row(mailing, 1).state()).isEqualTo(IN_DOUBT);

        mails.start();
        pass(24 * 60);
        dispatcher.sendDue();
        assertThat(mailings.sendAgain(mailing.id())).isZero();
        assertThat(mails.messages()).isEmpty();

        assertThat(mailings.decideDoubts(mailing.id(), "p-000001", true)).isEqualTo(1);
        dispatcher.sendDue();
        assertThat(row(mailing, 1).state()).isEqualTo(SENT);
        assertThat(mails.messages()).hasSize(1);
    }

    @Test
    void whileTheServerIsAwayNobodyFails() {
        mails.stop();
        Mailing mailing = open(30);
        dispatcher.sendDue();

        assertThat(mailings.progress(mailing.id()))
                .satisfies(progress -> assertThat(progress.queued()).isEqualTo(30))
                .satisfies(progress -> assertThat(progress.obstacle()).contains("cannot be reached"));

        mails.start();
        pass(6);
        dispatcher.sendDue();
        assertThat(mailings.progress(mailing.id()).sent()).isEqualTo(30);
        assertThat(mails.messages()).hasSize(30);
    }

    @Test
    void whoeverIsAddedIsToldOnlyWhenSomebodySaysSo() {
        Mailing mailing = open(4);
        dispatcher.sendDue();
        assertThat(mails.messages()).hasSize(4);

        mailings.tellAdded(mailing.id());
        dispatcher.sendDue();

        assertThat(mails.messages()).hasSize(4);
        assertThat(mailings.progress(mailing.id()).sent()).isEqualTo(4);
    }

    @Test
    void nobodyReadsACorrectionBeforeWhatItCorrects() throws Exception {
        Mailing first;
        Mailing correction;
        try (ScriptedMailServer slow = new ScriptedMailServer(Map.of("RCPT TO:<p-000001", "451 4.7.1 try again"))) {
            mails.replaceBy(slow);
            first = mailings.open(PeopleOfATest.NAME, unique + "a-2", "CR-2026-0001", null, PeopleOfATest.TEXTS);
            correction = mailings.open(PeopleOfATest.NAME, unique + "b-2", "CR-2026-0001", null, PeopleOfATest.TEXTS);
            dispatcher.sendDue();
        }
        assertThat(row(first, 1).state()).isEqualTo(QUEUED);
        assertThat(row(correction, 1).state()).isEqualTo(QUEUED);
        assertThat(List.of(row(correction, 2).state())).containsExactly(SENT);

        mails.start();
        pass(2);
        dispatcher.sendDue();
        assertThat(mails.messagesTo("p-000001@example.org"))
                .extracting(MimeMessage::getMessageID)
                .first()
                .asString()
                .contains("mailing." + first.id() + ".");
        assertThat(row(correction, 1).state()).isEqualTo(SENT);
    }
}
