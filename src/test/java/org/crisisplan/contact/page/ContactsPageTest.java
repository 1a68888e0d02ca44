package org.crisisplan.contact.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.crisisplan.PlanTest;
import org.crisisplan.contact.AbsenceRepository;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.RotaRepository;
import org.crisisplan.contact.Way;
import org.crisisplan.contact.file.PlanTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Who may change what of the contact list, and what is said about what is not usable (R62). */
@PlanTest
class ContactsPageTest {

    private static final RequestPostProcessor ADMIN = user("admin").authorities(() -> "camunda-admin");
    private static final RequestPostProcessor LEGAL = user("legal").authorities(() -> "legal");
    private static final RequestPostProcessor AUDITOR = user("auditor").authorities(() -> "auditors");

    @Autowired
    WebApplicationContext application;

    @Autowired
    ContactRepository contacts;

    @Autowired
    AbsenceRepository absences;

    @Autowired
    RotaRepository rota;

    @Autowired
    JdbcClient sql;

    @Autowired
    Clock clock;

    private MockMvc browser;
    private List<Contact> before = new ArrayList<>();

    @BeforeEach
    void open() {
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        before = contacts.all();
    }

    @AfterEach
    void asItWas() {
        contacts.replaceBy(before);
        sql.sql("delete from contact_absence").update();
        sql.sql("delete from contact_shift").update();
    }

    @Test
    void whoeverAnswersForADepartmentChangesItsEntriesAndNoOthers() throws Exception {
        assertThat(saved(LEGAL, "legal", "legal", "mobile", "+86 139 0000 0103").getStatus())
                .isEqualTo(302);
        assertThat(contact("legal").phones()).containsExactly("+86 139 0000 0103");
        assertThat(contact("legal").deputies()).containsExactly("finance", "pr");

        assertThat(saved(LEGAL, "finance", "finance", "mobile", "+86 139 0000 0106")
                        .getStatus())
                .isEqualTo(403);
        assertThat(saved(AUDITOR, "legal", "legal", "mobile", "+86 139 0000 0103")
                        .getStatus())
                .isEqualTo(403);
        assertThat(saved(ADMIN, "finance", "finance", "mobile", "+86 139 0000 0106")
                        .getStatus())
                .isEqualTo(302);
        assertThat(sql.sql(
                                "select count(*) from administrator_act where kind = 'contacts' and about = 'legal/legal' and who = 'legal'")
                        .query(Integer.class)
                        .single())
                .as("the audit reads who changed it")
                .isPositive();
    }

    @Test
    void whatIsNotUsableStandsAtItsFieldAndNothingIsKept() throws Exception {
        String page = saved(LEGAL, "legal", "legal", "mobile", "call me <b>").getContentAsString();
        assertThat(page).contains("Write at least one mail address and one number", "call me &lt;b&gt;");

        String loop = browser.perform(entry(LEGAL, "legal", "legal", "mobile", "+86 139 0000 0103")
                        .param("deputy", "legal"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(loop).contains("nobody twice and not the person itself");
        assertThat(contacts.all()).isEqualTo(before);
    }

    @Test
    void nobodyIsRemovedWhoAloneAnswersForADepartment() throws Exception {
        var refused = browser.perform(post("/contacts/legal/legal/remove")
                        .locale(Locale.ENGLISH)
                        .with(ADMIN)
                        .with(csrf()))
                .andReturn()
                .getResponse();
        assertThat(refused.getContentAsString()).contains("Not removed", "nobody answers for legal");
        assertThat(contacts.all()).isEqualTo(before);
    }

    @Test
    void aFileIsTakenOverWholeOrNotAtAll() throws Exception {
        String csv = exported("contacts.csv");
        assertThat(csv).contains("\"mail: legal@crisis-plan.example; phone: +86 10 5550 0103\"");
        String changed = csv.replace("phone: +86 10 5550 0103", "phone: +86 10 5550 9999; chat: legal.head");
        String broken = changed.replace("mail: tech@crisis-plan.example", "mail: nowhere");

        String refused = taken(ADMIN, "contacts.csv", broken);
        assertThat(refused).contains("Nothing was taken over", "user tech", "nowhere");
        assertThat(contacts.all()).isEqualTo(before);

        taken(ADMIN, "contacts.csv", changed);
        assertThat(contact("legal").ways())
                .containsExactly(
                        new Way(Way.Kind.MAIL, "legal@crisis-plan.example"),
                        new Way(Way.Kind.PHONE, "+86 10 5550 9999"),
                        new Way(Way.Kind.CHAT, "legal.head"));
        assertThat(taken(LEGAL, "contacts.csv", csv)).contains("is not yours to keep");
    }

    @Test
    void theYamlFileTakesAllThreeListsAlongAndComesBackTheSame() throws Exception {
        String from = PlanTime.written(clock.instant().plus(Duration.ofDays(2)), clock.getZone());
        String until = PlanTime.written(clock.instant().plus(Duration.ofDays(3)), clock.getZone());
        browser.perform(post("/contacts/absences")
                .with(LEGAL)
                .with(csrf())
                .param("user", "legal")
                .param("from", from.replace(' ', 'T'))
                .param("until", until.replace(' ', 'T'))
                .param("why", "A wedding"));
        browser.perform(post("/contacts/shifts")
                .with(ADMIN)
                .with(csrf())
                .param("department", "technology")
                .param("user", "tech")
                .param("from", from)
                .param("until", until)
                .param("weeks", "2"));
        String yaml = exported("contacts.yaml");
        assertThat(yaml).contains("A wedding").contains(from);
        assertThat(rota.from(clock.instant())).hasSize(3);

        sql.sql("delete from contact_absence").update();
        sql.sql("delete from contact_shift").update();
        taken(ADMIN, "contacts.yaml", yaml);
        taken(ADMIN, "contacts.yaml", yaml);

        assertThat(absences.from(clock.instant()))
                .singleElement()
                .satisfies(absence -> assertThat(absence.why()).isEqualTo("A wedding"));
        assertThat(rota.from(clock.instant())).hasSize(3);
        assertThat(contacts.all()).isEqualTo(before);
        assertThat(exported("absences.csv")).contains("\"legal\"", "\"A wedding\"");
        assertThat(exported("shifts.csv")).contains("\"technology\",\"tech\"");
    }

    @Test
    void anAbsenceIsEnteredByThoseWhoMayAndItsReasonIsNotForAll() throws Exception {
        Instant now = clock.instant();
        var foreign = browser.perform(post("/contacts/absences")
                        .with(LEGAL)
                        .with(csrf())
                        .param("user", "finance")
                        .param("from", PlanTime.written(now, clock.getZone()))
                        .param("until", PlanTime.written(now.plus(Duration.ofDays(1)), clock.getZone())))
                .andReturn()
                .getResponse();
        assertThat(foreign.getStatus()).isEqualTo(403);

        String backwards = browser.perform(post("/contacts/absences")
                        .locale(Locale.ENGLISH)
                        .with(LEGAL)
                        .with(csrf())
                        .param("user", "legal")
                        .param("from", "2026-12-24 18:00")
                        .param("until", "2026-12-24 08:00"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(backwards).contains("The absence was not entered", "after the beginning");
        assertThat(absences.from(Instant.EPOCH)).isEmpty();

        browser.perform(post("/contacts/absences")
                .with(LEGAL)
                .with(csrf())
                .param("user", "legal")
                .param("from", PlanTime.written(now.minus(Duration.ofHours(1)), clock.getZone()))
                .param("until", PlanTime.written(now.plus(Duration.ofDays(1)), clock.getZone()))
                .param("why", "An operation"));
        assertThat(page(LEGAL)).contains("An operation");
        assertThat(page(AUDITOR)).contains("away").doesNotContain("An operation");
    }

    private Contact contact(String user) {
        return contacts.users(Set.of(user)).get(0);
    }

    private String page(RequestPostProcessor who) throws Exception {
        return browser.perform(get("/contacts").locale(Locale.ENGLISH).with(who))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private String exported(String name) throws Exception {
        return browser.perform(get("/contacts/" + name).with(ADMIN))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private String taken(RequestPostProcessor who, String name, String content) throws Exception {
        return browser.perform(multipart("/contacts/import")
                        .file(new MockMultipartFile(
                                "file", name, "text/plain", content.getBytes(StandardCharsets.UTF_8)))
                        .locale(Locale.ENGLISH)
                        .with(who)
                        .with(csrf()))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private MockHttpServletResponse saved(
            RequestPostProcessor who, String department, String user, String kind, String address) throws Exception {
        return browser.perform(entry(who, department, user, kind, address))
                .andReturn()
                .getResponse();
    }

    private static MockHttpServletRequestBuilder entry(
            RequestPostProcessor who, String department, String user, String kind, String address) {
        return post("/contacts")
                .locale(Locale.ENGLISH)
                .with(who)
                .with(csrf())
                .param("known", "yes")
                .param("department", department)
                .param("user", user)
                .param("person", "Head of " + department + " 负责人")
                .param("language", "zh")
                .param("kind", "mail", kind)
                .param("address", user + "@crisis-plan.example", address)
                .param("deputy", user.equals("finance") ? "legal" : "finance", "pr");
    }
}
