package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.form.SubmissionRefused;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.mailing.SentMailings;
import org.crisisplan.media.answer.AnswerBank;
import org.crisisplan.media.contact.MediaContact;
import org.crisisplan.media.contact.MediaContactRepository;
import org.crisisplan.media.inquiry.Inquiry;
import org.crisisplan.media.inquiry.InquiryLog;
import org.crisisplan.media.rumour.Rumour;
import org.crisisplan.media.rumour.RumourRegister;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Speaking with the media (R48): press statements, inquiries until their deadline, answers that were approved, and rumours. */
class MediaDrill extends Drill {

    private static final String REPORTER = "reporter@daily.example";

    @Autowired
    InquiryLog log;

    @Autowired
    AnswerBank bank;

    @Autowired
    RumourRegister rumours;

    @Autowired
    MediaContactRepository contacts;

    @Autowired
    Mailings mailings;

    @Autowired
    SentMailings sent;

    @Autowired
    CrisisRecord record;

    @AfterEach
    void nobodyIsListening() {
        sql.sql("delete from media_contact").update();
    }

    @Test
    void aQuestionThatNoTextAnswersIsApprovedFirstAndAnsweredWordForWord() {
        reported("Accounts leaked", Kind.TECHNICAL, facts("leakedUsers", 20_000L));
        Instant deadline = now().plus(Duration.ofMinutes(90));
        Inquiry inquiry = asked("密码是否泄露？", deadline);

        Task task = theTask("User_AnswerInquiry");
        assertThat(task.getDueDate().toInstant()).isEqualTo(deadline);
        assertThat(groupsOf(task)).containsExactlyInAnyOrder("publicRelations", "customerService");
        assertThatThrownBy(() -> answerAs("service", task, "inquiryDecision", "send", "answerText", "Nothing leaked."))
                .isInstanceOf(SubmissionRefused.class);

        answerAs("service", task, "inquiryDecision", "draft");
        Task draft = theTask("User_DraftAnswer");
        assertThat(draft.getDueDate().toInstant()).isEqualTo(deadline);
        assertThat(shown(draft, "statementTitleZh")).isEqualTo("密码是否泄露？");
        assertThat(String.valueOf(shown(draft, "factSheet"))).contains("20000");
        assertThatThrownBy(() -> answerAs("pr", draft, answer("300000 users' passwords leaked.", "30万用户的密码泄露。")))
                .hasMessageContaining("Compare:");
        answerAs("pr", draft, answer("Passwords are stored so that nobody can read them.", "密码以不可读取的方式保存。"));

        assertThat(bank.validFor(crisis())).isEmpty();
        answerAs("legal", approvalBy("legal"), "verdict", "reject", "verdictComment", "Say what users should do.");
        answerAs("pr", theTask("User_DraftAnswer"), answer("Please change your password.", "请修改密码。"));
        answerAs("legal", approvalBy("legal"), "verdict", "approve");
        assertThat(bank.validFor(crisis())).as("technology has not agreed").isEmpty();
        answerAs("tech", approvalBy("technology"), "verdict", "approve");

        AnswerBank.Entry entry = bank.validFor(crisis()).get(0);
        assertThat(Objects.requireNonNull(entry.text()).text().textZh()).isEqualTo("请修改密码。");
        answerAs(
                "service",
                theTask("User_AnswerInquiry"),
                "inquiryDecision",
                "send",
                "answerText",
                entry.answer().statement());
        sent.deliver();
        sent.deliver();

        List<MimeMessage> mails = this.mails.messagesTo(REPORTER);
        assertThat(mails).hasSize(1);
        assertThat(content(mails.get(0)))
                .contains("请修改密码。", number, "密码是否泄露？", "发言人：值班管理者")
                .doesNotContain("Please change");
        Inquiry closed = log.find(inquiry.id()).orElseThrow();
        assertThat(closed.state()).isEqualTo(Inquiry.State.ANSWERED);
        assertThat(closed.settledBy()).isEqualTo("service");
        Act act = record.last(number, ActKind.INQUIRY_ANSWERED, "").orElseThrow();
        assertThat(act.after()).containsEntry("told", "sent").containsKey("textHash");
        assertThat(act.step()).isNotNull();
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @Test
    void whoIsNotAnsweredInTimeIsNotForgotten() {
        reported("Accounts leaked", Kind.TECHNICAL, facts("leakedUsers", 20_000L));
        asked("What leaked?", now().plus(Duration.ofHours(1)));
        String task = theTask("User_AnswerInquiry").getId();

        passes("PT1H5M");

        assertThat(sql.sql(
                                "select count(*) from delivery where task_id = ? and kind in ('deadline-near', 'deadline-missed')")
                        .param(task)
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void whenTheCrisisIsOverWhatNobodyAnsweredStaysAndIsSettledWithWhatThereIs() {
        reported("Login is slow", Kind.TECHNICAL, facts());
        Inquiry inquiry = asked("Is the login down?", null);
        assertThat(theTask("User_AnswerInquiry").getDueDate().toInstant()).isEqualTo(now().plus(Duration.ofHours(2)));
        answers("User_VerifyReport", "isCrisis", "no", "falseAlarmReason", "A test of the network.");
        assertThat(crisis().phase()).isEqualTo(Phase.FALSE_ALARM);

        assertThat(log.of(number)).extracting(Inquiry::state).containsExactly(Inquiry.State.OPEN);
        assertThatThrownBy(() -> asked("And now?", null)).hasMessageContaining("over");
        Task task = theTask("User_AnswerInquiry");
        assertThatThrownBy(() -> answerAs("pr", task, "inquiryDecision", "draft"))
                .hasMessageContaining("The crisis is over");
        answerAs("pr", task, "inquiryDecision", "decline", "declineReason", "It was no crisis.");

        assertThat(log.find(inquiry.id()).orElseThrow().reason()).isEqualTo("It was no crisis.");
        assertThat(record.last(number, ActKind.INQUIRY_DECLINED, "")).isPresent();
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @Test
    void whoAskedIsErasedEverywhereWhenSomebodyAsksForIt() {
        reported("Login is slow", Kind.TECHNICAL, facts());
        Inquiry inquiry = asked("Is the login down?", null);
        String process = theTask("User_AnswerInquiry").getProcessInstanceId();
        int seq =
                record.last(number, ActKind.INQUIRY_RECEIVED, "").orElseThrow().seq();

        as("admin");
        plan.eraseWords(number, seq, "The reporter asks for it.");
        identities.clearAuthentication();

        Inquiry erased = log.find(inquiry.id()).orElseThrow();
        assertThat(erased.from() + erased.address() + erased.question()).isEmpty();
        assertThat(erased.state()).isEqualTo(Inquiry.State.OPEN);
        assertThat(runtime.getVariables(process).values()).doesNotContain(REPORTER, "Is the login down?");
        assertThat(sql.sql("select count(*) from ACT_HI_VARINST where PROC_INST_ID_ = ? and TEXT_ in (?, ?)")
                        .params(process, REPORTER, "Is the login down?")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @Test
    void thePressStatementReachesEachContactOnceInTheirLanguage() {
        contact("chinese@paper.example", "zh", true);
        contact("unknown@paper.example", "both", true);
        contact("retired@paper.example", "both", false);
        reported("Accounts leaked", Kind.TECHNICAL, facts("leakedUsers", 20_000L));
        while (mailings.of(number).stream()
                .noneMatch(mailing -> mailing.source().equals("media"))) {
            answer(openTasks().get(0));
        }
        sent.deliver();
        sent.deliver();

        assertThat(mails.messagesTo("chinese@paper.example")).hasSize(1);
        assertThat(content(mails.messagesTo("chinese@paper.example").get(0)))
                .contains("新闻声明", "可立即发布", "发言人：值班管理者", number)
                .doesNotContain("Press statement");
        assertThat(content(mails.messagesTo("unknown@paper.example").get(0)))
                .contains("新闻声明", "Press statement", "No embargo", "Spokesperson: Manager on duty");
        assertThat(mails.messagesTo("retired@paper.example")).isEmpty();
        assertThat(sql.sql(
                                "select count(*) from publication p join statement s on s.id = p.statement_id where s.crisis = ? and p.channel = 'media' and p.state = 'published'")
                        .param(number)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aFalseRumourIsDeniedApartFromWhatWeApologiseFor() {
        reported("Article criticised", Kind.CONTENT, facts("discussions", 20_000L));
        as("content");
        Rumour rumour = rumours.note(number, "他们出售用户数据", "https://forum.example/t/1", 5_000L, null, "content");
        assertThatThrownBy(() -> rumours.judge(number, rumour.ordinal(), "untrue", " ", null, "content"))
                .hasMessageContaining("source");
        rumours.judge(number, rumour.ordinal(), "untrue", "Audit of all exports.", 9_000L, "content");
        String entry = rumours.ask(number, rumour.ordinal(), "贵公司是否出售用户数据？", "content");
        assertThat(rumours.ask(number, rumour.ordinal(), null, "content")).isEqualTo(entry);
        identities.clearAuthentication();

        assertThat(facts.known(number)).containsEntry("rumourVerdict", "untrue");
        Task draft = theTask("User_DraftAnswer");
        assertThatThrownBy(() -> answerAs("pr", draft, answer("It is not true, and we apologise.", "该说法不属实，我们对此致歉。")))
                .hasMessageContaining("denies");
        answerAs("pr", draft, answer("It is not true: no data were sold.", "该说法不属实，我们从未出售用户数据。"));
        approveAll();
        assertThat(bank.validFor(crisis()))
                .extracting(found -> found.answer().id())
                .containsExactly(entry);
        assertThat(record.last(number, ActKind.RUMOUR_JUDGED, "").orElseThrow().before())
                .isEqualTo(Map.of("verdict", "open"));
    }

    @Test
    void aChangedAnswerIsApprovedAnewAndTheOldOneCanStillBeRead() {
        as("pr");
        String id = bank.ask(new AnswerBank.Asked(null, "Where can I read more?", "answer", "everyone", "any"), "pr");
        identities.clearAuthentication();
        number = "answers";
        try {
            answerAs("pr", theTask("User_DraftAnswer"), answer("On the status page.", "请查看状态页。"));
            assertThat(groupsOf(theTask("User_ApproveAnswer"))).containsExactly("legal");
            approveAll();
            as("pr");
            bank.revise(id);
            assertThatThrownBy(() -> bank.revise(id)).hasMessageContaining("already");
            identities.clearAuthentication();
            answerAs("pr", theTask("User_DraftAnswer"), answer("On our status page.", "请查看我们的状态页。"));

            assertThat(text(id)).as("until it is approved").isEqualTo("On the status page.");
            approveAll();
            assertThat(text(id)).isEqualTo("On our status page.");
            assertThat(bank.versions(id))
                    .extracting(version -> version.text().text().textEn())
                    .containsExactly("On our status page.", "On the status page.");

            sql.sql("update statement set text_en = 'Nowhere.' where id = ?")
                    .param(bank.find(id).orElseThrow().answer().statement())
                    .update();
            assertThat(bank.find(id).orElseThrow().text())
                    .as("a text that was changed by hand is not passed on")
                    .isNull();
        } finally {
            sql.sql("delete from answer_version where answer = ?").param(id).update();
            sql.sql("delete from answer where id = ?").param(id).update();
        }
    }

    private Inquiry asked(String question, @Nullable Instant answerBy) {
        as("service");
        try {
            Inquiry inquiry = log.register(
                    number,
                    new InquiryLog.Asked(question, "A reporter", "The Daily", "mail", REPORTER, "zh", answerBy));
            runDueJobs();
            return inquiry;
        } finally {
            identities.clearAuthentication();
        }
    }

    private void contact(String mail, String language, boolean active) {
        contacts.save(
                new MediaContact(mail.replaceAll("[^a-z]", "-"), "Paper", "A reporter", mail, "", language, "", active),
                "pr");
    }

    private static Object[] answer(String english, String chinese) {
        return new Object[] {
            "draftDecision", "submit",
            "statementTitleEn", "Did passwords leak?",
            "statementTitleZh", "密码是否泄露？",
            "statementTextEn", english,
            "statementTextZh", chinese
        };
    }

    private Task approvalBy(String group) {
        return theTask("User_ApproveAnswer", group);
    }

    private void approveAll() {
        for (Task task : open("User_ApproveAnswer")) {
            Set<String> groups = groupsOf(task);
            answerAs(Answers.personOf(groups.iterator().next()), task, "verdict", "approve");
        }
    }

    private String text(String id) {
        return Objects.requireNonNull(bank.find(id).orElseThrow().text()).text().textEn();
    }

    private static String content(MimeMessage mail) {
        try {
            return mail.getSubject() + "\n" + mail.getContent() + "\n" + Arrays.toString(mail.getFrom());
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
