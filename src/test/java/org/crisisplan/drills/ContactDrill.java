package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.contact.Absence;
import org.crisisplan.contact.AbsenceRepository;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.RotaRepository;
import org.crisisplan.contact.Shift;
import org.crisisplan.contact.Way;
import org.crisisplan.contact.check.ContactChecks;
import org.crisisplan.contact.check.Reachability;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The contact list is kept true (R62): each is asked, silence is noticed, and whoever is away or off duty is passed over. */
class ContactDrill extends Drill {

    private static final Pattern LINK = Pattern.compile("/contacts/confirm/[\\w-]+");
    private static final String LEGAL = "legal@crisis-plan.example";

    @Autowired
    ContactRepository contacts;

    @Autowired
    AbsenceRepository absences;

    @Autowired
    RotaRepository rota;

    @Autowired
    Reachability reachability;

    @Autowired
    ContactChecks checks;

    @Autowired
    RepositoryService definitions;

    @Autowired
    WebApplicationContext application;

    private MockMvc browser;
    private List<Contact> before = new ArrayList<>();

    @BeforeEach
    void aListThatIsConfirmed() {
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        before = contacts.all();
        contacts.replaceBy(before.stream()
                .map(contact -> contact.confirmed(LocalDate.of(2026, 11, 22)))
                .toList());
        nothingLeft();
    }

    @AfterEach
    void asItWas() {
        for (String key : List.of(ContactChecks.ROUND, ContactChecks.ONE)) {
            runtime.createProcessInstanceQuery().processDefinitionKey(key).rootProcessInstances().list().stream()
                    .map(round -> round.getId())
                    .forEach(round -> runtime.deleteProcessInstance(round, "drill over"));
        }
        contacts.replaceBy(before);
        nothingLeft();
    }

    private void nothingLeft() {
        for (String table : List.of("contact_absence", "contact_shift", "contact_check_link", "contact_check")) {
            sql.sql("delete from " + table).update();
        }
        sql.sql("delete from delivery where kind = 'contact-check'").update();
        sql.sql("update contact_way set fault = null, fault_at = null, arrived_at = null")
                .update();
    }

    // ---- asking

    @Test
    void oneButtonInAMailConfirmsTheEntryAndLookingChangesNothing() throws Exception {
        due("legal");
        round();

        String link = lastLinkTo(LEGAL);
        browser.perform(head(link)).andExpect(status().isOk());
        browser.perform(get(link).locale(Locale.ENGLISH))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("+86 10 5550 0103")));
        assertThat(confirmedOn("legal")).isEqualTo(LocalDate.of(2026, 8, 1));

        browser.perform(post(link).locale(Locale.CHINA))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("谢谢")));

        assertThat(confirmedOn("legal")).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey(ContactChecks.ROUND)
                        .count())
                .isZero();
        assertThat(contacts.waysOf(contact("legal")).get(0).arrivedAt())
                .as("whoever used the link got the mail")
                .isEqualTo(now());
        browser.perform(post(link).locale(Locale.ENGLISH))
                .andExpect(status().isGone())
                .andExpect(content().string(containsString("This has been answered")));
    }

    @Test
    void whatHasChangedIsPutRightOnTheSamePageAndWhatIsNotUsableIsSaid() throws Exception {
        due("legal");
        round();
        String link = lastLinkTo(LEGAL);

        browser.perform(post(link)
                        .locale(Locale.ENGLISH)
                        .param("kind", "mail", "mobile")
                        .param("address", LEGAL, "call me"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Write at least one mail address and one number")))
                .andExpect(content().string(containsString("call me")));
        assertThat(contact("legal").phones()).containsExactly("+86 10 5550 0103");

        browser.perform(post(link)
                        .locale(Locale.ENGLISH)
                        .param("kind", "mail", "mobile", "phone", "chat")
                        .param("address", LEGAL, "+86 139 0000 0103", "+86 10 5550 0103", ""))
                .andExpect(status().isOk());
        assertThat(contact("legal").phones()).containsExactly("+86 139 0000 0103", "+86 10 5550 0103");
        assertThat(contact("legal").deputies()).containsExactly("finance");
        assertThat(checkOf("legal")).isEqualTo("corrected");
    }

    @Test
    void silenceForTwoRoundsIsEscalatedAndALateAnswerEndsTheTask() throws Exception {
        contacts.save(new Contact(
                "legal",
                "legal",
                contact("legal").person(),
                List.of(
                        new Way(Way.Kind.MAIL, LEGAL),
                        new Way(Way.Kind.MAIL, "head.of.legal@home.example"),
                        new Way(Way.Kind.PHONE, "+86 10 5550 0103")),
                List.of("finance"),
                contact("legal").language(),
                LocalDate.of(2026, 8, 1),
                Set.of()));
        round();
        assertThat(asked(LEGAL)).isEqualTo(1);
        assertThat(asked("head.of.legal@home.example")).isZero();

        timePasses("PT71H");
        assertThat(asked(LEGAL)).isEqualTo(1);
        timePasses("PT2H");
        assertThat(asked(LEGAL)).as("the second round goes to every address").isEqualTo(2);
        assertThat(asked("head.of.legal@home.example")).isEqualTo(1);
        assertThat(task()).isEmpty();

        timePasses("PT73H");
        Task task = task().get(0);
        assertThat(groupsOf(task)).containsExactlyInAnyOrder("legal", "management");
        assertThat(shown(task, "contactRounds")).isEqualTo(2);
        assertThat(shown(task, "contactPage").toString()).endsWith("/contacts/legal/legal");

        browser.perform(post(lastLinkTo(LEGAL))).andExpect(status().isOk());
        assertThat(task()).isEmpty();
        assertThat(checkOf("legal")).isEqualTo("confirmed");
    }

    @Test
    void whoeverCallsSaysHowTheEntryStandsNow() {
        due("legal");
        round();
        timePasses("P4D");
        timePasses("P4D");

        as("manager");
        forms.submitTaskForm(
                task().get(0).getId(), Map.of("contactOutcome", "right", "contactHow", "Called the desk."));
        identities.clearAuthentication();

        assertThat(confirmedOn("legal")).isEqualTo(LocalDate.of(2026, 12, 1));
        assertThat(checkOf("legal")).isEqualTo("confirmed");
    }

    @Test
    void anAddressThatIsRefusedIsAFaultAndIsNotWaitedFor() {
        due("legal");
        round(false);
        String mail = sql.sql(
                        "select id from delivery where kind = 'contact-check' and state = 'waiting' and recipient = ?")
                .param(LEGAL)
                .query(String.class)
                .single();
        sql.sql(
                        "update delivery set state = 'failed', last_error = '550 no such user', next_attempt = null, untold = true where id = ?")
                .param(mail)
                .update();

        mails.deliver();
        runContactJobs();

        assertThat(contact("legal").isMailed()).isFalse();
        assertThat(sql.sql("select rounds from contact_check where user_id = 'legal'")
                        .query(Integer.class)
                        .single())
                .as("asked again at once")
                .isEqualTo(2);
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey("legal")
                        .taskDefinitionKey("User_ReachPerson")
                        .count())
                .as("the check has a task of its own")
                .isZero();
        assertThat(reachability.ifLevel1CameNow())
                .extracting(Reachability.Gap::department, Reachability.Gap::why)
                .contains(tuple("legal", Reachability.Why.REFUSED));
    }

    @Test
    void whoIsNotDueIsNotAskedUnlessTheirDepartmentIs() {
        round();
        assertThat(asked(LEGAL)).isZero();

        checks.ask("legal");
        runContactJobs();
        mails.deliver();
        assertThat(asked(LEGAL)).isEqualTo(1);

        round();
        assertThat(asked(LEGAL)).as("nobody is asked twice at a time").isEqualTo(1);
    }

    @Test
    void itStartsEachMorningByItself() {
        round();
        assertThat(Duration.between(now(), morning().getDuedate().toInstant()))
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofDays(1));
    }

    // ---- who is turned to

    @Test
    void atThreeInTheMorningTheFirstOfTheChainWhoIsPresentIsCalled() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T19:00:00Z")));
        Contact manager = contact("manager");
        contacts.save(new Contact(
                "management",
                "manager",
                manager.person(),
                manager.ways(),
                List.of("finance", "legal", "tech"),
                manager.language(),
                manager.confirmedOn(),
                Set.of()));
        away("manager", "finance");

        reported("Accounts offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);

        assertThat(alertsTo("legal"))
                .as("the manager and the first deputy are away")
                .isEqualTo(1);
        assertThat(alertsTo("manager")).isZero();
        assertThat(alertsTo("finance")).isZero();
        assertThat(alertsTo("tech")).isZero();

        passes("PT16M");
        assertThat(alertsTo("legal")).isEqualTo(2);
        as("legal");
        forms.submitTaskForm(
                theTask("User_AcknowledgeAlert").getId(), Map.of("managementInstruction", "Tell users first."));
        identities.clearAuthentication();
        assertThat(open("User_AcknowledgeAlert")).isEmpty();
    }

    @Test
    void whoeverStandsInIsAskedAndMayDoTheTask() {
        away("service", "pr", "tech");
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));

        Task verify = theTask("User_VerifyReport");
        assertThat(tasks.getIdentityLinksForTask(verify.getId()).stream()
                        .map(link -> link.getUserId())
                        .filter(Objects::nonNull))
                .as("deputy of the head of technology; the others have none who is present")
                .containsExactly("content");
        answerAs("content", verify, "technical", true);
        assertThat(crisis().level()).isEqualTo(2);
    }

    @Test
    void whileSomebodyIsOnDutyTheOthersOfTheDepartmentAreNotAsked() {
        Contact legal = contact("legal");
        contacts.save(new Contact(
                "legal",
                "tech",
                "Lawyer on duty 值班律师",
                contact("tech").ways(),
                List.of("legal"),
                legal.language(),
                legal.confirmedOn(),
                Set.of()));
        rota.add(new Shift("s1", "legal", "tech", MONDAY.minusSeconds(60), MONDAY.plusSeconds(4 * 3600)));
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);

        assertThat(newTasks("legal")).isZero();
        assertThat(newTasks("tech")).isPositive();
    }

    @Test
    void theFrontPageSaysWhichSeatsCouldNotBeReached() throws Exception {
        assertThat(reachability.ifLevel1CameNow()).isEmpty();

        away("legal", "finance");
        contacts.confirm("tech", LocalDate.of(2026, 1, 1));

        assertThat(reachability.ifLevel1CameNow())
                .extracting(Reachability.Gap::department, Reachability.Gap::why)
                .containsExactlyInAnyOrder(
                        tuple("legal", Reachability.Why.AWAY),
                        tuple("finance", Reachability.Why.AWAY),
                        tuple("technology", Reachability.Why.UNCONFIRMED));
        assertThat(reachability.confirmed().overdue()).extracting(Contact::user).containsExactly("tech");
    }

    // ---- the words of the story

    private Contact contact(String user) {
        return contacts.users(Set.of(user)).get(0);
    }

    private LocalDate confirmedOn(String user) {
        return contact(user).confirmedOn();
    }

    private void due(String user) {
        contacts.confirm(user, LocalDate.of(2026, 8, 1));
    }

    private void away(String... users) {
        for (String user : users) {
            absences.add(new Absence(
                    "absence-" + user, user, now().minusSeconds(3600), now().plusSeconds(9 * 24 * 3600), "", "admin"));
        }
    }

    /** The timer of the newest plan. */
    private Job morning() {
        return management
                .createJobQuery()
                .processDefinitionId(definitions
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(ContactChecks.ROUND)
                        .latestVersion()
                        .singleResult()
                        .getId())
                .activityId("Start_EachMorning")
                .singleResult();
    }

    private void round() {
        round(true);
    }

    private void round(boolean deliver) {
        management.executeJob(morning().getId());
        runContactJobs();
        if (deliver) {
            mails.deliver();
        }
    }

    /** Time passes for the checks alone: other tests' crises stand still. */
    private void timePasses(String duration) {
        ClockUtil.setCurrentTime(Date.from(now().plus(Duration.parse(duration))));
        for (int rounds = 0; rounds < 4; rounds++) {
            runContactJobs();
            mails.deliver();
        }
    }

    private void runContactJobs() {
        for (List<Job> due = contactJobs(); !due.isEmpty(); due = contactJobs()) {
            due.forEach(job -> management.executeJob(job.getId()));
        }
    }

    private List<Job> contactJobs() {
        List<Job> due = new ArrayList<>();
        for (String key : List.of(ContactChecks.ROUND, ContactChecks.ONE)) {
            management.createJobQuery().processDefinitionKey(key).withRetriesLeft().active().list().stream()
                    .filter(job -> job.getProcessInstanceId() != null)
                    .filter(job -> job.getDuedate() == null
                            || !job.getDuedate().toInstant().isAfter(now()))
                    .forEach(due::add);
        }
        // reminders and escalations of the task come again and again
        due.removeIf(
                job -> management.createJobQuery().jobId(job.getId()).timers().count() == 1
                        && tasks.createTaskQuery()
                                        .processInstanceId(job.getProcessInstanceId())
                                        .count()
                                > 0);
        return due;
    }

    private List<Task> task() {
        return tasks.createTaskQuery()
                .processDefinitionKey(ContactChecks.ONE)
                .taskDefinitionKey("User_CorrectContact")
                .list();
    }

    private String checkOf(String user) {
        return sql.sql("select state from contact_check where user_id = ?")
                .param(user)
                .query(String.class)
                .single();
    }

    private long asked(String address) {
        return mails.messagesTo(address).stream()
                .filter(mail -> LINK.matcher(text(mail)).find())
                .count();
    }

    private String lastLinkTo(String address) {
        List<MimeMessage> sent = mails.messagesTo(address).stream()
                .filter(mail -> LINK.matcher(text(mail)).find())
                .toList();
        assertThat(sent).as("mails with a link to " + address).isNotEmpty();
        Matcher link = LINK.matcher(text(sent.get(sent.size() - 1)));
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private static String text(MimeMessage mail) {
        try {
            return String.valueOf(mail.getContent());
        } catch (java.io.IOException | jakarta.mail.MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private long alertsTo(String user) {
        return told(user, "management-alert");
    }

    private long newTasks(String user) {
        return told(user, "new-task") + told(user, "signature-wanted");
    }

    private long told(String user, String kind) {
        return sql.sql("select count(*) from delivery where number = ? and user_id = ? and kind = ?")
                .params(number, user, kind)
                .query(Long.class)
                .single();
    }
}
