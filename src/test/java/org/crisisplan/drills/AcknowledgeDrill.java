package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Management acknowledges a level 1 alert from the mail: one button, no login, once (R24). */
class AcknowledgeDrill extends Drill {

    private static final Pattern LINK = Pattern.compile("/acknowledge/[\\w-]+");
    private static final String MANAGER = "manager@crisis-plan.example";

    @Autowired
    WebApplicationContext application;

    private MockMvc browser;
    private String link;

    @BeforeEach
    void managementIsAlerted() throws Exception {
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        reported("Accounts offered for sale", Kind.TECHNICAL, facts("leakedUsers", 6_000_000));
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);
        link = linkIn(lastMailTo(MANAGER));
    }

    @Test
    void oneButtonAcknowledgesInThePersonsNameAndTheRecordSaysHow() throws Exception {
        browser.perform(post(link).locale(Locale.CHINA))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("您已确认知悉警报")));

        assertThat(open("User_AcknowledgeAlert")).isEmpty();
        assertThat(deadline("acknowledge").metAt()).isEqualTo(now());
        assertThat(acts("task-completed")).contains("manager {\"task\"");
        assertThat(acts("alert-acknowledged")).isEqualTo("manager {\"how\":\"signed link\"}");
    }

    @Test
    void thePageSaysNoMoreThanTheMailAndLookingChangesNothing() throws Exception {
        newFacts(facts("discussions", 500_000));
        for (int scans = 0; scans < 3; scans++) {
            browser.perform(head(link)).andExpect(status().isOk());
            browser.perform(get(link).locale(Locale.ENGLISH))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString(number)))
                    .andExpect(content().string(containsString("Accounts offered for sale")))
                    .andExpect(content().string(containsString("R28")))
                    .andExpect(content().string(not(containsString("reported by a user"))))
                    .andExpect(content().string(not(containsString("500"))));
        }
        assertThat(open("User_AcknowledgeAlert")).hasSize(1);
    }

    @Test
    void thePageOfADrillSaysThatItIsOne() throws Exception {
        browser.perform(get(link)).andExpect(content().string(not(containsString(Crisis.DRILL_MARK))));
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .forEach(real -> runtime.deleteProcessInstance(real.getId(), "drill over"));

        number = plan.openDrill(
                        new CrisisReport(
                                "Accounts offered for sale",
                                "A post offers them.",
                                Set.of(Kind.TECHNICAL),
                                facts("leakedUsers", 6_000_000)),
                        1)
                .number();
        runDueJobs();
        answers("User_VerifyReport", "dataLeak", true, "leakedUsers", 6_000_000);
        link = linkIn(lastMailTo(MANAGER));

        browser.perform(get(link).locale(Locale.CHINA))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("演练 DRILL · 这是一次演练")));
        browser.perform(post(link).locale(Locale.ENGLISH))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("DRILL 演练 · This is an exercise")));
        browser.perform(get(link).locale(Locale.ENGLISH))
                .andExpect(status().isGone())
                .andExpect(content().string(containsString("DRILL 演练 · This is an exercise")));
    }

    @Test
    void itWorksOnceAndSaysSoAfterwards() throws Exception {
        browser.perform(post(link)).andExpect(status().isOk());
        browser.perform(post(link).locale(Locale.ENGLISH))
                .andExpect(status().isGone())
                .andExpect(content().string(containsString("This link has been used")));
        browser.perform(get(link)).andExpect(status().isGone());
        assertThat(acts("alert-acknowledged").lines()).hasSize(1);
    }

    @Test
    void itIsTooOldAfterADay() throws Exception {
        ClockUtil.setCurrentTime(Date.from(now().plus(Duration.ofHours(25))));
        browser.perform(post(link).locale(Locale.ENGLISH))
                .andExpect(status().isGone())
                .andExpect(content().string(containsString("This link is too old")));
        assertThat(open("User_AcknowledgeAlert")).hasSize(1);
    }

    @Test
    void whatNobodySentIsNoLink() throws Exception {
        String other = link.substring(0, link.length() - 1) + (link.endsWith("A") ? "B" : "A");
        browser.perform(post(other)).andExpect(status().isNotFound());
        browser.perform(get("/acknowledge/x").locale(Locale.CHINA))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("此链接无效")));
        assertThat(open("User_AcknowledgeAlert")).hasSize(1);
    }

    @Test
    void whoIsNoLongerInManagementCannotUseIt() throws Exception {
        identities.deleteMembership("manager", "management");
        try {
            browser.perform(post(link).locale(Locale.ENGLISH))
                    .andExpect(status().isForbidden())
                    .andExpect(content().string(containsString("You are not asked any more")));
        } finally {
            identities.createMembership("manager", "management");
        }
        assertThat(open("User_AcknowledgeAlert")).hasSize(1);
        browser.perform(post(link)).andExpect(status().isOk());
    }

    @Test
    void whoCameLaterReadsThatItIsDone() throws Exception {
        answers("User_AcknowledgeAlert");
        browser.perform(get(link).locale(Locale.ENGLISH))
                .andExpect(status().isGone())
                .andExpect(content().string(containsString("This is not asked any more")));
    }

    @Test
    void afterItWasSentNobodyElseCanReadTheLink() {
        String token = link.substring(link.lastIndexOf('/') + 1);
        assertThat(sql.sql("select count(*) from delivery where body like ?")
                        .param("%" + token + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(sql.sql("select count(*) from acknowledge_link where token_hash like ?")
                        .param("%" + token + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void theDeputyGetsALinkOfTheirOwn() throws Exception {
        passes("PT20M");
        String deputy = sql.sql("select deputy from contact_deputy where user_id = 'manager' and position = 1")
                .query(String.class)
                .single();
        String own = linkIn(lastMailTo(deputy + "@crisis-plan.example"));
        assertThat(own).isNotEqualTo(link);
        browser.perform(post(own)).andExpect(status().isOk());
        assertThat(acts("alert-acknowledged")).startsWith(deputy + " ");
    }

    private String lastMailTo(String address) throws Exception {
        var all = mails.messagesTo(address);
        for (int i = all.size() - 1; i >= 0; i--) {
            String text = String.valueOf(all.get(i).getContent());
            if (LINK.matcher(text).find()) {
                return text;
            }
        }
        throw new AssertionError("No alert was mailed to " + address + ": " + mails.subjectsTo(address));
    }

    private static String linkIn(String mail) {
        Matcher found = LINK.matcher(mail);
        assertThat(found.find()).isTrue();
        return found.group();
    }

    /** Who and what, of the last act of that kind that management or its deputy did. */
    private String acts(String kind) {
        List<String> rows = sql.sql(
                        "select actor, after_values from crisis_act where number = ? and kind = ? and subject = 'User_AcknowledgeAlert' order by seq")
                .params(number, kind)
                .query((row, i) -> row.getString("actor") + " " + row.getString("after_values"))
                .list();
        return String.join("\n", rows);
    }
}
