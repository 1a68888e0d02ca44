package org.crisisplan.affected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.mail.internet.MimeMessage;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.mailing.Mailing;
import org.crisisplan.mailing.Mailings;
import org.crisisplan.mailing.SendingNow;
import org.crisisplan.notify.MailServer;
import org.crisisplan.publish.StatementDesk;
import org.crisisplan.retention.RetentionJob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** R47: those directly affected are told privately, each once, by lists that people look at before they are kept. */
@PlanTest
class AffectedTest {

    private static final RequestPostProcessor SERVICE =
            user("service").authorities(new SimpleGrantedAuthority("customerService"));

    @Autowired
    WebApplicationContext application;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    @Autowired
    AffectedPeople people;

    @Autowired
    RetentionJob retention;

    @Autowired
    Mailings mailings;

    @Autowired
    SendingNow sending;

    @Autowired
    MailServer mails;

    @Autowired
    CrisisRecord record;

    private MockMvc browser;
    private StatementDesk desk;
    private String crisis;

    @BeforeEach
    void open() {
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        desk = new StatementDesk(engine, sql).open();
        crisis = desk.crisis(1, "responding");
        mails.start();
    }

    @AfterEach
    void close() {
        mails.stop();
        ClockUtil.reset();
        desk.close();
    }

    private String at(String path) {
        return "/crises/" + crisis + "/affected" + path;
    }

    /** @return the address of the page that shows it */
    private String upload(String csv, Charset charset) throws Exception {
        return Objects.requireNonNull(browser.perform(multipart(at("/files"))
                        .file(new MockMultipartFile("file", "orders.csv", "text/csv", csv.getBytes(charset)))
                        .with(SERVICE)
                        .with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
    }

    private void bring(String csv) throws Exception {
        browser.perform(post(upload(csv, StandardCharsets.UTF_8))
                        .param("reason", "Their orders were lost")
                        .param("leaveOut", "true")
                        .with(SERVICE)
                        .with(csrf()))
                .andExpect(redirectedUrl(at("")));
    }

    private String page(String address) throws Exception {
        return browser.perform(get(address).with(SERVICE).locale(Locale.ENGLISH))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private Mailing publish() {
        desk.publish(
                crisis,
                "first",
                "holding-statement",
                "Your order is safe",
                "您的订单无恙",
                "Dear {{name|customer}}, your order {{order|(unknown)}} is safe.",
                "{{name|用户}}，您的订单 {{order|（未知）}} 无恙。");
        return mailings.of(crisis).stream()
                .filter(mailing -> mailing.source().equals("affected"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> told(String address) {
        return mails.messagesTo(address).stream().map(AffectedTest::words).toList();
    }

    private static String words(MimeMessage mail) {
        try {
            return mail.getSubject() + "\n" + mail.getContent();
        } catch (Exception unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void aListIsLookedAtMaskedBeforeItIsKept() throws Exception {
        String look = upload("邮箱,姓名,语言,订单\nli.lei@example.org,李雷,中文,A-1\nnobody,韩梅,中文,A-2\n", Charset.forName("GBK"));

        assertThat(page(look))
                .contains(
                        "GB18030",
                        "l***@example.org",
                        "李**",
                        "1 good line, 1 of no use",
                        "Line 3: not one mail address")
                .doesNotContain("li.lei");
        assertThat(people.count(crisis)).isZero();

        // without a word about the line of no use nothing is kept
        browser.perform(post(look).param("reason", "Orders lost").with(SERVICE).with(csrf()))
                .andExpect(status().isOk());
        assertThat(people.count(crisis)).isZero();

        browser.perform(post(look)
                        .param("reason", "Orders lost")
                        .param("leaveOut", "true")
                        .with(SERVICE)
                        .with(csrf()))
                .andExpect(redirectedUrl(at("")));
        assertThat(page(at("")))
                .contains("Orders lost", "l***@example.org", "1 person, masked")
                .doesNotContain("li.lei", "李雷");
        assertThat(people.next(crisis, null, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.values()).containsEntry("订单", "A-1"))
                .satisfies(one -> assertThat(one.language()).isEqualTo("zh"));
        assertThat(sql.sql("select count(*) from affected_upload where crisis = ?")
                        .param(crisis)
                        .query(Integer.class)
                        .single())
                .isZero();
        Act act = record.of(crisis, 0, 50).get(0);
        assertThat(act.kind()).isEqualTo(ActKind.AFFECTED_BROUGHT);
        assertThat(act.after()).containsEntry("newPeople", 1).containsEntry("refusedLines", 1);
        assertThat(act.toString()).doesNotContain("example.org", "李雷");
    }

    @Test
    void whatIsWrittenDownNamesNobody() throws Exception {
        bring("mail,user,name\nann.secret@example.org,4711-secret,Ann Secret\n");

        sql.sql("select ref, sealed from affected_person where crisis = ?")
                .param(crisis)
                .query(row -> {
                    assertThat(new String(row.getBytes("sealed"), StandardCharsets.ISO_8859_1))
                            .doesNotContain("ecret", "example");
                    assertThat(row.getString("ref")).matches("[0-9a-f]{40}");
                });
        assertThat(people.next(crisis, null, 10))
                .singleElement()
                .satisfies(one -> assertThat(one.user()).isEqualTo("4711-secret"));
    }

    @Test
    void eachIsToldOnceInTheirLanguageWhateverListsNameThem() throws Exception {
        bring(
                "mail,user,name,lang,order\nann@example.org,u1,Ann,en,A-1\nLi@Example.org,u2,李雷,zh,A-2\nann@example.org,u1,Ann,en,A-1\n");
        bring("mail\nANN@example.org\nbob@example.org\n");
        Mailing mailing = publish();
        sending.send();

        assertThat(people.count(crisis)).isEqualTo(3);
        assertThat(told("ann@example.org")).containsExactly("Your order is safe\nDear Ann, your order A-1 is safe.");
        assertThat(told("li@example.org")).containsExactly("您的订单无恙\n李雷，您的订单 A-2 无恙。");
        assertThat(told("bob@example.org"))
                .singleElement()
                .asString()
                .contains("用户，您的订单 （未知） 无恙。", "Dear customer, your order (unknown) is safe.");
        // in public nobody is named
        assertThat(browser.perform(get("/status/" + crisis))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("Dear customer, your order (unknown) is safe.")
                .doesNotContain("{{");

        // whoever comes later is told when somebody says so, and nobody twice
        bring("user,phone,mail\nu1,13800000000,\nu9,,late@example.org\n");
        sending.send();
        assertThat(told("late@example.org")).isEmpty();
        assertThat(page(at(""))).contains("Tell the 1 who were added");
        browser.perform(post(at("/mailings/" + mailing.id() + "/tell-added"))
                        .with(SERVICE)
                        .with(csrf()))
                .andExpect(redirectedUrl(at("")));
        sending.send();
        assertThat(told("late@example.org")).hasSize(1);
        assertThat(mails.messages()).hasSize(4);
        assertThat(record.of(crisis, 0, 50)).extracting(Act::kind).contains(ActKind.MAILING_ENDED, ActKind.ADDED_TOLD);
    }

    @Test
    void whoCannotBeToldIsNamedAndTheOutcomeTakenAlong() throws Exception {
        bring("mail,user,name\n=cmd@example.org,=1+1,=2+2\n,only-an-id,Bob\n");
        Mailing mailing = publish();
        sending.send();

        assertThat(page(at(""))).contains("No mail address is known", "Send again to the 1 not reached");
        MvcResult begun = browser.perform(post(at("/mailings/" + mailing.id() + "/outcome.csv"))
                        .with(SERVICE)
                        .with(csrf()))
                .andReturn();
        String csv = browser.perform(asyncDispatch(begun))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(3);
        assertThat(csv)
                .contains("only-an-id", ",failed,", "'=1+1", "'=***@example.org")
                .doesNotContain(",=");
        assertThat(record.of(crisis, 0, 50)).extracting(Act::kind).contains(ActKind.OUTCOME_EXPORTED);
    }

    @Test
    void aListIsErasedWhenItsTimeIsOverAndWhatWasCountedStays() throws Exception {
        bring("mail\nann@example.org\nbob@example.org\n");
        Mailing mailing = publish();
        ClockUtil.setCurrentTime(
                Date.from(ClockUtil.getCurrentTime().toInstant().plus(Duration.ofDays(181))));
        retention.run();
        retention.run();
        sending.send();

        assertThat(people.count(crisis)).isZero();
        assertThat(mails.messages()).isEmpty();
        assertThat(mailings.progress(mailing.id()).total())
                .isEqualTo(mailings.progress(mailing.id()).withdrawn());
        assertThat(page(at(""))).contains("erased ", ">2<");
        assertThat(record.of(crisis, 0, 50))
                .filteredOn(act -> act.kind() == ActKind.AFFECTED_ERASED)
                .singleElement()
                .satisfies(act -> assertThat(act.after()).containsEntry("erasedPeople", 2));
    }

    @Test
    void otherSystemsBringListsAndMaySendThemAgain() throws Exception {
        String body = """
                {"reason": "Orders lost", "origin": "shop", "people": [{"mail": "ann@example.org", "values": {"tier": "gold"}}, {"user": "u2"}]}""";
        for (int i = 0; i < 2; i++) {
            browser.perform(post("/api/crises/" + crisis + "/affected")
                            .with(SERVICE)
                            .header("Idempotency-Key", "key-" + crisis)
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(body))
                    .andExpect(status().isCreated());
        }
        assertThat(people.count(crisis)).isEqualTo(2);
        assertThat(page(at("")).split("Orders lost", -1)).as("one list").hasSize(2);

        String refused = browser.perform(post("/api/crises/" + crisis + "/affected")
                        .with(SERVICE)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"people\": [{\"mail\": \"a@example.org\\nBcc: b@example.org\"}, {}]}"))
                .andExpect(status().isBadRequest())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(refused).contains("reason", "people[0]", "people[1]");
        assertThat(people.count(crisis)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "service, customerService, 200, 302",
        "pr, publicRelations, 200, 302",
        "auditor, auditors, 200, 403",
        "tech, technology, 403, 403",
        "manager, management, 403, 403",
        "analyst, analysts, 403, 403"
    })
    void whoMay(String name, String group, int reads, int brings) throws Exception {
        RequestPostProcessor somebody = user(name).authorities(new SimpleGrantedAuthority(group));
        assertThat(browser.perform(get(at("")).with(somebody))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(reads);
        assertThat(browser.perform(multipart(at("/files"))
                                .file(new MockMultipartFile("file", "a.csv", "text/csv", "mail\na@b.cn\n".getBytes()))
                                .with(somebody)
                                .with(csrf()))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(brings);
    }

    @Test
    void nothingIsTakenWithoutALoginOrATokenOrForACrisisThatIsOver() throws Exception {
        MockMultipartFile file = new MockMultipartFile("file", "a.csv", "text/csv", "mail\na@b.cn\n".getBytes());
        browser.perform(multipart(at("/files")).file(file).with(SERVICE)).andExpect(status().isForbidden());
        browser.perform(get(at("")).accept("text/html")).andExpect(redirectedUrl("/login"));
        browser.perform(get("/crises/CR-1900-0001/affected").with(SERVICE)).andExpect(status().isNotFound());
        browser.perform(post("/api/crises/" + crisis + "/affected")
                        .with(httpBasic("nobody", "nothing"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isUnauthorized());

        desk.move(crisis, 1, "closed");
        browser.perform(multipart(at("/files")).file(file).with(SERVICE).with(csrf()))
                .andExpect(redirectedUrl(at("")));
        browser.perform(post("/api/crises/" + crisis + "/affected")
                        .with(SERVICE)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"reason\": \"x\", \"people\": [{\"user\": \"u1\"}]}"))
                .andExpect(status().isConflict());
        assertThat(people.count(crisis)).isZero();
    }
}
