package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.crisis.CrisisNotes;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.department.Group;
import org.crisisplan.media.inquiry.InquiryLog;
import org.crisisplan.retention.DataRemovalRepository;
import org.crisisplan.retention.DataRemovalRepository.DataRemoval;
import org.crisisplan.retention.LegalHolds;
import org.crisisplan.retention.RetentionJob;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What is kept goes when its time is over, unless somebody placed a hold; and a person who asks for it is erased everywhere. */
class RetentionDrill extends Drill {

    private static final RequestPostProcessor ADMIN = person("admin", Group.ADMINISTRATORS);
    private static final RequestPostProcessor AUDITOR = person("auditor", Group.AUDITORS);
    private static final RequestPostProcessor LEGAL = person("legal", Group.LEGAL);

    private static final String NAME = "Zacharias Quill";
    private static final String PHONE = "139-5550-0147";

    @Autowired
    RetentionJob retention;

    @Autowired
    LegalHolds holds;

    @Autowired
    DataRemovalRepository removals;

    @Autowired
    CrisisRecord record;

    @Autowired
    CrisisNotes notes;

    @Autowired
    InquiryLog inquiries;

    @Autowired
    WebApplicationContext application;

    private static RequestPostProcessor person(String name, Group group) {
        return user(name).authorities(new SimpleGrantedAuthority(group.id()));
    }

    @Test
    void whatIsOldGoesExceptUnderLegalHold() throws Exception {
        reported("Search is slow for " + NAME, Kind.TECHNICAL, facts());
        teamWorksToTheEnd();
        String held = number;
        reported("Search is slow again for " + NAME, Kind.TECHNICAL, facts());
        teamWorksToTheEnd();
        String gone = number;
        asks(post("/audit/retention/holds").param("crisis", held).param("why", "Lawsuit 12/26"), LEGAL)
                .andExpect(status().is3xxRedirection());
        List<Act> before = record.of(gone, 0, 1000);

        later(Duration.ofDays(1096));
        retention.run();
        assertThat(mailsWithText(gone)).isZero();
        assertThat(mailsWithText(held)).isPositive();
        assertThat(crises.find(gone).orElseThrow().title())
                .as("ten years are not over")
                .contains(NAME);
        assertThat(processes(gone)).isPositive();

        later(Duration.ofDays(3652 - 1096));
        retention.run();
        retention.run();
        assertThat(crises.find(gone).orElseThrow().title()).isEqualTo(gone);
        assertThat(crises.find(held).orElseThrow().title()).contains(NAME);
        assertThat(processes(gone)).isZero();
        assertThat(processes(held)).isPositive();
        assertThat(mailsWithText(held)).isPositive();
        assertThat(record.firstBroken(gone)).isEmpty();
        assertThat(record.of(gone, 0, before.size()))
                .usingRecursiveComparison()
                .ignoringFields("words", "actor.name")
                .isEqualTo(before);
        assertThat(removals.of(gone))
                .extracting(DataRemoval::data)
                .containsOnlyOnce("mails", "crisis-words", "engine-history");
        assertThat(removals.of(held)).isEmpty();
        assertThat(record.of(gone, before.size(), 100))
                .extracting(act -> act.kind() + " " + act.subject())
                .containsExactlyInAnyOrder("DATA_REMOVED mails", "WORDS_ERASED ", "DATA_REMOVED engine-history");
        asks(get("/audit/retention"), AUDITOR)
                .andExpect(content().string(containsString(held)))
                .andExpect(content().string(containsString("Lawsuit 12/26")))
                .andExpect(content().string(containsString(gone)));

        as("legal");
        holds.release(held, "The lawsuit is over", "legal");
        identities.clearAuthentication();
        retention.run();
        assertThat(crises.find(held).orElseThrow().title()).isEqualTo(held);
        assertThat(mailsWithText(held)).isZero();
        assertThat(record.firstBroken(held)).isEmpty();
        assertThat(removals.of(held)).hasSize(3);
    }

    @Test
    void aHoldNeedsAReasonACrisisAndSomebodyWhoMay() throws Exception {
        reported("Search is slow", Kind.TECHNICAL, facts());
        as("legal");
        assertThatThrownBy(() -> holds.place(number, " ", "legal")).isInstanceOf(InvalidReport.class);
        holds.place(number, "Lawsuit", "legal");
        assertThatThrownBy(() -> holds.place(number, "Lawsuit", "legal")).isInstanceOf(InvalidReport.class);
        identities.clearAuthentication();
        as("auditor");
        assertThatThrownBy(() -> holds.release(number, "No more", "auditor"))
                .isInstanceOf(AuthorizationException.class);
        identities.clearAuthentication();
        asks(post("/audit/retention/holds").param("crisis", "CR-1999-0001").param("why", "x"), LEGAL)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("There is no crisis with this number")));
        asks(post("/audit/retention/holds").param("crisis", number).param("why", "x"), AUDITOR)
                .andExpect(status().isForbidden());
        assertThat(holds.of(number)).singleElement().satisfies(hold -> {
            assertThat(hold.isInForce()).isTrue();
            assertThat(hold.placedBy()).isEqualTo("legal");
        });
        as("legal");
        holds.release(number, "Withdrawn", "legal");
        identities.clearAuthentication();
        assertThat(holds.inForce(number)).isEmpty();
        assertThat(record.of(number, 0, 100))
                .extracting(Act::kind)
                .contains(ActKind.HOLD_PLACED, ActKind.HOLD_RELEASED);
    }

    @Test
    void aPersonIsErasedEverywhereAndTheRecordStaysWhole() throws Exception {
        reported("The account of " + NAME + " leaked", Kind.TECHNICAL, facts());
        notes.add(number, NAME + " called from " + PHONE, null, null);
        as("service");
        inquiries.register(
                number, new InquiryLog.Asked("What of " + NAME + "?", NAME, "The Daily", "phone", PHONE, "en", null));
        identities.clearAuthentication();
        runDueJobs();
        answers("User_VerifyReport");
        answers("User_HandleCase", "caseRecord", "Spoke to " + NAME.toUpperCase(Locale.ROOT) + ", " + PHONE);
        sql.sql("insert into signal (source, id, kind, subject, text, author, resolved, occurred, received, digest)"
                        + " values ('x', ?, 'report', 'other', ?, ?, false, ?, ?, 1)")
                .params(number, "Ring me: " + PHONE, NAME, at(), at())
                .update();
        assertThat(placesOf(NAME))
                .containsKeys("CRISIS.TITLE", "CRISIS_ACT_WORDS.WORDS", "DELIVERY.BODY", "SIGNAL.AUTHOR");
        int acts = record.count(number);

        String found = asks(post("/audit/erasure/look").param("texts", NAME + "\n" + PHONE), ADMIN)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(found).contains("Words in records", "Signals", "Mails and chat messages", PHONE);
        asks(erasure("Request 7 of " + NAME), ADMIN).andExpect(status().isOk());
        asks(erasure("Art. 17 GDPR, request 7"), AUDITOR).andExpect(status().isForbidden());
        assertThat(placesOf(NAME)).as("nothing is erased yet").containsKey("SIGNAL.AUTHOR");
        asks(erasure("Art. 17 GDPR, request 7"), ADMIN).andExpect(status().is3xxRedirection());

        assertThat(placesOf(NAME)).isEmpty();
        assertThat(placesOf(PHONE)).isEmpty();
        assertThat(record.firstBroken(number)).isEmpty();
        assertThat(record.of(number, acts, 100)).singleElement().satisfies(act -> {
            assertThat(act.kind()).isEqualTo(ActKind.WORDS_ERASED);
            assertThat(act.actor().id()).isEqualTo("admin");
            assertThat(act.words()).containsEntry("why", "Art. 17 GDPR, request 7");
        });
        asks(get("/audit/erasure"), AUDITOR).andExpect(content().string(containsString("Art. 17 GDPR, request 7")));
        teamWorksToTheEnd();
    }

    @Test
    void nobodyIsErasedUnderLegalHold() throws Exception {
        reported("The account of " + NAME + " leaked", Kind.TECHNICAL, facts());
        as("legal");
        holds.place(number, "Lawsuit", "legal");
        identities.clearAuthentication();
        String found = asks(post("/audit/erasure/look").param("texts", NAME), ADMIN)
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(found).contains("stays: under legal hold").doesNotContain("This cannot be taken back");
        asks(erasure("Request 8"), ADMIN);
        assertThat(crisis().title()).contains(NAME);
        assertThat(placesOf(NAME)).containsKeys("CRISIS_ACT_WORDS.WORDS", "CRISIS.TITLE");
        as("legal");
        holds.release(number, "Over", "legal");
        identities.clearAuthentication();
        asks(erasure("Request 8"), ADMIN);
        assertThat(placesOf(NAME)).isEmpty();
    }

    private static MockHttpServletRequestBuilder erasure(String ground) {
        return post("/audit/erasure")
                .param("texts", NAME + "\n" + PHONE)
                .param("ground", ground)
                .param("sure", "true");
    }

    private ResultActions asks(MockHttpServletRequestBuilder request, RequestPostProcessor who) throws Exception {
        MockMvc browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        return browser.perform(request.with(who).with(csrf()).locale(Locale.ENGLISH));
    }

    private void later(Duration time) {
        ClockUtil.setCurrentTime(Date.from(now().plus(time)));
    }

    private OffsetDateTime at() {
        return now().atOffset(ZoneOffset.UTC);
    }

    private long mailsWithText(String crisis) {
        return sql.sql("select count(*) from delivery where number = ? and body <> ''")
                .param(crisis)
                .query(Long.class)
                .single();
    }

    private long processes(String crisis) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(crisis)
                .count();
    }

    /** How often somebody stands in each column of each table, the engine's and ours; what is bytes is read as text. */
    private Map<String, Integer> placesOf(String text) {
        Map<String, Integer> places = new TreeMap<>();
        List<String[]> columns = new ArrayList<>();
        sql.sql(
                        "select table_name, column_name, data_type from information_schema.columns where lower(table_schema) = 'public' and lower(table_name) <> 'crisis_plan_schema'")
                .query(row -> {
                    columns.add(new String[] {
                        row.getString(1), row.getString(2), row.getString(3).toLowerCase(Locale.ROOT)
                    });
                });
        for (String[] column : columns) {
            boolean words = column[2].contains("char") || column[2].contains("text");
            boolean bytes = column[2].contains("bytea") || column[2].contains("binary");
            if (words) {
                int found = sql.sql("select count(*) from " + column[0] + " where lower(" + column[1] + ") like ?")
                        .param("%" + text.toLowerCase(Locale.ROOT) + "%")
                        .query(Integer.class)
                        .single();
                count(places, column, found);
            } else if (bytes) {
                List<byte[]> values = sql.sql(
                                "select " + column[1] + " from " + column[0] + " where " + column[1] + " is not null")
                        .query(byte[].class)
                        .list();
                count(places, column, (int) values.stream()
                        .filter(value -> new String(value, StandardCharsets.UTF_8)
                                .toLowerCase(Locale.ROOT)
                                .contains(text.toLowerCase(Locale.ROOT)))
                        .count());
            }
        }
        return places;
    }

    private static void count(Map<String, Integer> places, String[] column, int found) {
        if (found > 0) {
            places.put((column[0] + "." + column[1]).toUpperCase(Locale.ROOT), found);
        }
    }
}
