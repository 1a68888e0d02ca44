package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** R35 R37 R39: whoever assesses a crisis starts from what the product knows: volume, repetitions, and the figures of finance. */
class AssessmentDrill extends Drill {

    private static final RequestPostProcessor FINANCE =
            user("finance").authorities(new SimpleGrantedAuthority("finance"));
    private static final RequestPostProcessor PR =
            user("pr").authorities(new SimpleGrantedAuthority("publicRelations"));

    @Autowired
    WebApplicationContext application;

    @Autowired
    Clock clock;

    private final String subject = "volume-" + UUID.randomUUID();
    private MockMvc browser;

    @BeforeEach
    void openTheBrowser() {
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
    }

    /** Others start from the plan's own figures. */
    @AfterEach
    void forgetTheFigures() {
        sql.sql("delete from loss_parameter").update();
        sql.sql("delete from signal_count where subject = ?").param(subject).update();
        sql.sql("delete from signal_subject where subject = ?").param(subject).update();
    }

    @Test
    void theVolumeStartsFromWhatTheSignalsCount() throws Exception {
        reported("Payment fails", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_MeasureVolume");
        assertThat(shown(theTask("User_MeasureVolume"), "negativeMentions"))
                .as("nothing is made up where no source speaks of it")
                .isNull();

        sql.sql("insert into signal_subject (subject, crisis) values (?, ?)")
                .params(subject, number)
                .update();
        said("PT1H", "weibo", "negative", 700);
        said("PT2H", "weibo", "neutral", 200);
        said("PT3H", "forum", "negative", 100);
        said("PT3H", "", "", 50);
        said("PT25H", "weibo", "negative", 40);
        said("PT49H", "weibo", "negative", 9000);

        Task task = theTask("User_MeasureVolume");
        assertThat(shown(task, "discussions")).isEqualTo(1050L);
        assertThat(shown(task, "negativeMentions")).isEqualTo(800L);
        assertThat(shown(task, "negativeMentionsBefore")).isEqualTo(40L);
        assertThat(String.valueOf(shown(task, "volumeSummary")))
                .contains("1050 mentions, 800 negative (76 %); in the 24 h before: 40, 40 negative.")
                .contains("weibo 900, 700 negative; forum 100, 100 negative; elsewhere 50, 0 negative")
                .contains("提及 1050 次，负面 800 次（76%）", "/crises/" + number + "/volume");

        browser.perform(get("/crises/" + number + "/volume").with(PR))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("800 · 76 %")))
                .andExpect(content().string(containsString("weibo")));
        browser.perform(get("/crises/" + number + "/volume.json").with(PR))
                .andExpect(jsonPath("$.series[0].key").value("negative"))
                .andExpect(jsonPath("$.series[3].name").value("not judged"))
                .andExpect(jsonPath("$.series[0].points[?(@ == 700)]").isNotEmpty());
    }

    @Test
    void aCrisisOfTheSameCauseIsNamedWithItsReason() {
        reported("Search index lost", Kind.TECHNICAL, facts("widespreadComplaints", true));
        String first = number;
        newFacts(facts("rootCause", "hardware"));
        endNow();
        String drill = plan.openDrill(new CrisisReport("Rehearsed", "Rehearsed.", Set.of(Kind.TECHNICAL), Map.of()), 1)
                .number();
        plan.reportFacts(drill, Map.of("rootCause", "hardware"));
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(drill)
                .rootProcessInstances()
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "drill over"));

        ClockUtil.setCurrentTime(Date.from(now().plus(Duration.ofDays(42))));
        reported("Search index lost again", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_InvestigateFault");
        assertThat(shown(theTask("User_InvestigateFault"), "repeatedCases"))
                .as("no cause is known yet")
                .isNull();

        newFacts(facts("rootCause", "hardware"));
        teamWorksUntil("User_ConcludeAssessment");

        Task conclude = theTask("User_ConcludeAssessment");
        assertThat(String.valueOf(shown(conclude, "repeatedCases")))
                .contains(first + " Search index lost (2026-11-23, 42 days before): Same root cause within six months"
                        + " (cause: hardware or network)")
                .contains("半年内相同根本原因（原因：硬件或网络）")
                .doesNotContain(drill);
        assertThat(shown(conclude, "mayRecur"))
                .as("suggested; a person decides")
                .isEqualTo("yes");
    }

    @Test
    void theLossStartsFromTheFiguresThatFinanceKeeps() throws Exception {
        set("averageDailyOrderAmount", "payment 支付", "2400000", "Ledger of October")
                .andExpect(redirectedUrl("/loss-parameters"));
        set("averageDailyOrderAmount", "books", "900000", "Ledger of October").andExpect(status().is3xxRedirection());
        set("grossMargin", "", "0.3", "Annual report").andExpect(status().is3xxRedirection());
        // five hours: the first weighs 2, the others are average ones
        String hour = String.valueOf(MONDAY.atZone(clock.getZone()).getHour());
        ask(setting("hourWeight", "", "2", "Orders by hour").param("fromHour", hour))
                .andExpect(status().is3xxRedirection());

        reported("Payment fails", Kind.TECHNICAL, facts("keyBusiness", "payment", "downtimeHours", 5));
        answers("User_VerifyReport", "technical", true);
        teamWorksUntil("User_EstimateLoss");

        Task task = theTask("User_EstimateLoss");
        assertThat(shown(task, "averageDailyOrderAmount"))
                .as("of the line that is down alone")
                .isEqualTo(2_400_000.0);
        assertThat(shown(task, "grossMargin")).isEqualTo(0.3);
        assertThat(shown(task, "hourWeight")).isEqualTo(1.2);
        assertThat(shown(task, "ticketCost"))
                .as("what finance does not keep is the plan's")
                .isEqualTo(12.0);
        assertThat(String.valueOf(shown(task, "lossParametersUsed")))
                .contains("payment 支付 CNY 2400000, since 2026-11-23", "取自财务登记的参数");
    }

    @Test
    void onlyFinanceSetsFiguresAndABadOneChangesNothing() throws Exception {
        browser.perform(post("/loss-parameters")
                        .param("parameter", "grossMargin")
                        .with(PR)
                        .with(csrf()))
                .andExpect(status().isForbidden());
        set("grossMargin", "books", "1.5", "")
                .andExpect(status().isBadRequest())
                .andExpect(content().string(containsString("Nothing was kept")))
                .andExpect(content().string(containsString("shares and margins up to 1")))
                .andExpect(content().string(containsString("Say in one line where the figure is from")));
        set("ticketCost", "", "twelve", "Payroll").andExpect(status().isBadRequest());
        ask(setting("hourWeight", "", "2", "Orders").param("fromHour", "22").param("toHour", "3"))
                .andExpect(status().isBadRequest());
        assertThat(sql.sql("select count(*) from loss_parameter")
                        .query(Integer.class)
                        .single())
                .isZero();

        set("ticketCost", "", "15", "Payroll 2026").andExpect(status().is3xxRedirection());
        set("ticketCost", "", "18", "Payroll 2027").andExpect(status().is3xxRedirection());
        browser.perform(get("/loss-parameters").with(FINANCE))
                .andExpect(content().string(containsString("Payroll 2026")))
                .andExpect(content().string(containsString("Payroll 2027")));
        set("ticketCost", "", "", "Outsourced").andExpect(status().is3xxRedirection());
        browser.perform(get("/loss-parameters").with(FINANCE))
                .andExpect(content().string(containsString("Nothing is kept here")))
                .andExpect(content().string(not(containsString("id=\"figures\""))));
        assertThat(sql.sql(
                                "select count(*) from administrator_act where kind = 'loss-parameters' and about = 'ticketCost'")
                        .query(Integer.class)
                        .single())
                .isGreaterThanOrEqualTo(3);
    }

    private ResultActions set(String parameter, String line, String amount, String source) throws Exception {
        return ask(setting(parameter, line, amount, source));
    }

    private static MockHttpServletRequestBuilder setting(String parameter, String line, String amount, String source) {
        return post("/loss-parameters")
                .param("parameter", parameter)
                .param("line", line)
                .param("amount", amount)
                .param("source", source);
    }

    private ResultActions ask(MockHttpServletRequestBuilder request) throws Exception {
        ResultActions answered = browser.perform(request.with(FINANCE).with(csrf()));
        identities.clearAuthentication();
        return answered;
    }

    private void said(String ago, String platform, String sentiment, long signals) {
        Instant at = now().minus(Duration.parse(ago));
        long minute = at.getEpochSecond() / 60;
        for (int minutes : new int[] {1, 60}) {
            sql.sql("""
                            insert into signal_count (subject, bucket_minutes, bucket, metric, kind, platform, sentiment, signals,
                                anonymous, total, critical, resolved)
                            values (?, ?, ?, '', 'mention', ?, ?, ?, 0, 0, 0, 0)""")
                    .params(subject, minutes, minute / minutes, platform, sentiment, signals)
                    .update();
        }
    }

    private void endNow() {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "over"));
    }
}
