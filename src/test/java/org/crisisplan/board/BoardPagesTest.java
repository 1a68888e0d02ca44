package org.crisisplan.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@PlanTest
class BoardPagesTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");

    @Autowired
    CrisisFacts facts;

    @Autowired
    WebApplicationContext application;

    @Autowired
    CrisisPlan plan;

    @Autowired
    Crises crises;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    JdbcClient jdbc;

    private final List<String> opened = new ArrayList<>();
    private MockMvc browser;

    /** The front page shows twenty crises, the worst first, and this application is shared with tests that leave some open. */
    @BeforeEach
    void nothingElseIsOpen() {
        runtime.createProcessInstanceQuery()
                .processDefinitionKey("crisis-response")
                .list()
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "another test's"));
    }

    @BeforeEach
    void open() {
        ClockUtil.setCurrentTime(Date.from(MONDAY));
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
    }

    @AfterEach
    void leaveNothing() {
        ClockUtil.reset();
        opened.forEach(this::forget);
    }

    @Test
    void whoIsNotLoggedInIsSentToTheLogin() throws Exception {
        browser.perform(get("/").accept("text/html")).andExpect(status().is3xxRedirection());
        browser.perform(get("/crises/CR-2026-0001").accept("text/html")).andExpect(status().is3xxRedirection());
    }

    @Test
    void theFrontPageShowsMyTasksAndTheOpenCrises() throws Exception {
        String number = report("Login fails", Map.of("leakedUsers", 12000)).number();

        browser.perform(as("tech", get("/")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Login fails")))
                .andExpect(content().string(containsString("Level 1 suspected")))
                .andExpect(content().string(containsString("30 min left")))
                .andExpect(content().string(containsString("/tasks/" + task(number))));
    }

    @Test
    void eachOpenCrisisSaysWhatThePublicKnowsAndWhatIHaveToDo() throws Exception {
        String number = report("Login fails", Map.of("leakedUsers", 12000)).number();

        for (String page : List.of("/", "/crises/live")) {
            browser.perform(as("tech", get(page)))
                    .andExpect(content().string(containsString("data-live=\"lists\"")))
                    .andExpect(content().string(containsString("knows nothing from us yet")))
                    .andExpect(content()
                            .string(containsString("id=\"next-" + number + "\" href=\"/tasks/" + task(number))));
        }
        browser.perform(as("tech", get("/crises/live"))).andExpect(content().string(not(containsString("<html"))));
        browser.perform(as("finance", get("/")))
                .andExpect(content().string(not(containsString("id=\"next-" + number))));
    }

    @Test
    void anotherDepartmentsTaskIsNotMine() throws Exception {
        // the worst stand first on a page that shows twenty
        String number = report("Login fails", Map.of("leakedUsers", 12000)).number();

        browser.perform(as("finance", get("/")))
                .andExpect(content().string(containsString("Login fails")))
                .andExpect(content().string(not(containsString("/tasks/" + task(number)))));
    }

    @Test
    void whatAColleagueClaimedIsNoLongerMine() throws Exception {
        String number = report("Login fails", Map.of()).number();
        tasks.claim(task(number), "tech");

        browser.perform(as("tech", get("/")))
                .andExpect(content().string(containsString("/tasks/" + task(number))))
                .andExpect(content().string(containsString("claimed")));
        browser.perform(as("service", get("/")))
                .andExpect(content().string(not(containsString("/tasks/" + task(number)))));
    }

    @Test
    void anOverdueTaskSaysSo() throws Exception {
        report("Login fails", Map.of());
        ClockUtil.setCurrentTime(Date.from(MONDAY.plus(Duration.ofMinutes(95))));

        browser.perform(as("tech", get("/"))).andExpect(content().string(containsString("overdue by 1 h 5 min")));
        browser.perform(as("tech", get("/")).locale(Locale.CHINA))
                .andExpect(content().string(containsString("已逾期 1 小时 5 分钟")));
    }

    @Test
    void pagesSpeakTheBrowsersLanguage() throws Exception {
        browser.perform(as("tech", get("/")).locale(Locale.SIMPLIFIED_CHINESE))
                .andExpect(content().string(containsString("<html lang=\"zh-CN\"")))
                .andExpect(content().string(containsString("进行中的危机")));
        browser.perform(as("tech", get("/")).locale(Locale.FRENCH))
                .andExpect(content().string(containsString("<html lang=\"en\"")))
                .andExpect(content().string(containsString("Open crises")));
    }

    @Test
    void linksFollowTheGroups() throws Exception {
        browser.perform(as("tech", get("/")))
                .andExpect(content().string(containsString("/camunda/app/tasklist/default/")))
                .andExpect(content().string(containsString("Report a crisis")))
                .andExpect(content().string(containsString("/demo/crises/csdn-2011")))
                .andExpect(content().string(not(containsString("/camunda/app/cockpit/"))))
                .andExpect(content().string(not(containsString("/camunda/app/admin/"))));
        browser.perform(as("auditor", get("/")))
                .andExpect(content().string(containsString("/camunda/app/cockpit/default/")))
                .andExpect(content().string(not(containsString("Report a crisis"))))
                .andExpect(content().string(not(containsString("/demo/crises/"))))
                .andExpect(content().string(not(containsString("/camunda/app/admin/"))));
        browser.perform(as("admin", get("/")))
                .andExpect(content().string(containsString("/camunda/app/admin/default/")));
    }

    @Test
    void textFromOutsideIsShownAsText() throws Exception {
        String number = plan.open(new CrisisReport(
                        "<script>alert(1)</script> ${7*7} #{8*8}",
                        "<img src=x onerror=alert(1)> [[${9*9}]] __${6*6}__",
                        Set.of(Kind.CONTENT),
                        Map.of("leakedUsers", 12000)))
                .number();
        opened.add(number);

        for (String page : List.of("/", pageOfTheListWith(number), "/crises/" + number)) {
            browser.perform(as("tech", get(page)))
                    .andExpect(content().string(containsString("&lt;script&gt;alert(1)&lt;/script&gt; ${7*7} #{8*8}")))
                    .andExpect(content().string(not(containsString("<script>"))));
        }
        browser.perform(as("tech", get("/crises/" + number)))
                .andExpect(
                        content().string(containsString("&lt;img src=x onerror=alert(1)&gt; [[${9*9}]] __${6*6}__")));
    }

    @Test
    void aCrisisSaysWhatIsKnownWhyItIsGradedSoAndWhoIsWaitedFor() throws Exception {
        String number = report("Login fails", Map.of("leakedUsers", 12000, "leakConfirmed", true))
                .number();

        browser.perform(as("finance", get("/crises/" + number)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("12,000")))
                .andExpect(content().string(containsString("R28")))
                .andExpect(content().string(containsString("Customer service")))
                // finance sees what is waited for, and cannot open it
                .andExpect(content().string(containsString("Verify the report")))
                .andExpect(content().string(not(containsString("/tasks/"))));
    }

    @Test
    void onlyWhoReadsInCockpitIsSentThere() throws Exception {
        String number = report("Login fails", Map.of()).number();

        browser.perform(as("auditor", get("/crises/" + number)))
                .andExpect(content().string(containsString("/audit/processes/" + number)));
        browser.perform(as("auditor", get("/audit/processes/" + number)))
                .andExpect(redirectedUrl(
                        "/camunda/app/cockpit/default/#/process-instance/" + instance(number) + "/history"));
        browser.perform(as("manager", get("/crises/" + number)))
                .andExpect(content().string(not(containsString("/audit/processes/"))));
    }

    @Test
    void anUnknownNumberIsAFriendly404() throws Exception {
        browser.perform(as("tech", get("/crises/CR-1999-0001")))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("There is no such crisis")));
        browser.perform(as("tech", post("/crises/CR-1999-0001/facts"))
                        .with(csrf())
                        .param("leakedUsers", "5"))
                .andExpect(status().isNotFound());
        browser.perform(as("tech", post("/crises/CR-1999-0001/statements")).with(csrf()))
                .andExpect(status().isNotFound());
    }

    @Test
    void newFactsAreReportedAndOnlyTheFilledOnes() throws Exception {
        String number = report("Login fails", Map.of("leakedUsers", 10)).number();

        browser.perform(as("service", post("/crises/" + number + "/facts"))
                        .with(csrf())
                        .param("leakedUsers", "20000")
                        .param("leakConfirmed", "true")
                        .param("downtimeHours", "")
                        .param("outageScope", ""))
                .andExpect(redirectedUrl("/crises/" + number))
                .andExpect(flash().attribute("flash", "facts"));

        assertThat(facts.known(number))
                .containsEntry("leakedUsers", 20000)
                .containsEntry("leakConfirmed", true)
                .doesNotContainKey("downtimeHours");
        assertThat(crises.find(number).orElseThrow().level()).isEqualTo(1);
    }

    @Test
    void theProgressIsLoggedOnThePageOfTheCrisis() throws Exception {
        String number = report("Login fails", Map.of()).number();

        browser.perform(as("tech", get("/crises/" + number)))
                .andExpect(content().string(containsString("Log the progress")))
                .andExpect(content().string(containsString("name=\"progressReport\"")));
        browser.perform(as("tech", post("/crises/" + number + "/facts"))
                        .with(csrf())
                        .param("progressReport", "Two of three servers are back.")
                        .param("nextProgress", ""))
                .andExpect(flash().attribute("flash", "log"));
        browser.perform(as("pr", get("/crises/" + number)))
                .andExpect(content().string(containsString("Two of three servers are back.")));
        browser.perform(as("auditor", get("/crises/" + number)))
                .andExpect(content().string(not(containsString("name=\"progressReport\""))));
    }

    @Test
    void anEmptyFormReportsNothing() throws Exception {
        String number = report("Login fails", Map.of()).number();

        browser.perform(as("service", post("/crises/" + number + "/facts"))
                        .with(csrf())
                        .param("leakedUsers", " "))
                .andExpect(flash().attribute("flash", "nothing"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leakedUsers=-1",
                "leakedUsers=4.5",
                "leakedUsers=99999999999999999",
                "downtimeHours=1e9",
                "downtimeHours=x",
                "outageScope=galactic",
                "leakConfirmed=perhaps"
            })
    void aValueThatCannotBeIsShownAtItsFieldAndChangesNothing(String wrong) throws Exception {
        String number = report("Login fails", Map.of("leakedUsers", 10)).number();
        String field = wrong.substring(0, wrong.indexOf('='));

        String page = browser.perform(as("service", post("/crises/" + number + "/facts"))
                        .with(csrf())
                        .param(field, wrong.substring(wrong.indexOf('=') + 1))
                        .param("discussions", "5"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(page).contains("Nothing was reported").containsOnlyOnce("aria-invalid=\"true\"");
        assertThat(page).containsPattern("id=\"fact-" + field + "\"[^>]*aria-invalid=\"true\"");
        assertThat(page).containsPattern("name=\"discussions\"[^>]*value=\"5\"");
        assertThat(facts.known(number)).doesNotContainKey("discussions");
    }

    @Test
    void aStatementIsRequestedOnlyAtAStageThatInformsThePublic() throws Exception {
        String number = report("Login fails", Map.of()).number();

        browser.perform(as("pr", post("/crises/" + number + "/statements")).with(csrf()))
                .andExpect(redirectedUrl("/crises/" + number))
                .andExpect(flash().attribute("flash", "noStatement"));
        browser.perform(as("pr", get("/crises/" + number)))
                .andExpect(content().string(not(containsString("Holding statement now"))));
    }

    @Test
    void aCrisisThatIsOverTakesNothingMore() throws Exception {
        String number = report("Login fails", Map.of()).number();
        close(number);

        browser.perform(as("pr", get("/crises/" + number)))
                .andExpect(content().string(not(containsString("Report these facts"))));
        browser.perform(as("pr", post("/crises/" + number + "/facts"))
                        .with(csrf())
                        .param("leakedUsers", "5"))
                .andExpect(flash().attribute("flash", "over"));
        browser.perform(as("pr", post("/crises/" + number + "/statements")).with(csrf()))
                .andExpect(flash().attribute("flash", "over"));
        browser.perform(as("pr", get("/crises?phase=closed")))
                .andExpect(content().string(containsString(number)));
        browser.perform(as("pr", get("/crises?phase=false-alarm")))
                .andExpect(content().string(not(containsString(number))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auditor", "admin"})
    void whoIsNotOfTheTeamChangesNothing(String reader) throws Exception {
        String number = report("Login fails", Map.of()).number();

        browser.perform(as(reader, get("/crises/" + number)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("Report these facts"))));
        browser.perform(as(reader, post("/crises/" + number + "/facts"))
                        .with(csrf())
                        .param("leakedUsers", "5"))
                .andExpect(status().isForbidden());
        browser.perform(as(reader, post("/crises/" + number + "/statements")).with(csrf()))
                .andExpect(status().isForbidden());
        browser.perform(as(reader, post("/demo/crises/csdn-2011")).with(csrf())).andExpect(status().isForbidden());
    }

    @Test
    void administratorsEraseWordsOnThePageOfTheRecordAndNobodyElseIsOfferedIt() throws Exception {
        String number = report("Login of a neighbour fails", Map.of()).number();
        String page = "/crises/" + number + "/record";
        browser.perform(as("auditor", get(page)))
                .andExpect(content().string(containsString("Login of a neighbour fails")))
                .andExpect(content().string(not(containsString("Erase the words"))));
        browser.perform(as("auditor", post(page + "/1/erase")).with(csrf()).param("why", "Asked for"))
                .andExpect(status().isForbidden());
        browser.perform(as("admin", get(page))).andExpect(content().string(containsString(page + "/1/erase")));
        browser.perform(as("admin", post(page + "/1/erase")).with(csrf()).param("why", " "))
                .andExpect(flash().attributeExists("notErased"));

        browser.perform(as("admin", post(page + "/1/erase")).with(csrf()).param("why", "The neighbour asked for it"))
                .andExpect(redirectedUrl(page + "?page=0"))
                .andExpect(flash().attribute("erased", 1));

        browser.perform(as("auditor", get(page)))
                .andExpect(content().string(not(containsString("Login of a neighbour fails"))))
                .andExpect(content().string(containsString("What people wrote here has been erased.")))
                .andExpect(content().string(containsString("The neighbour asked for it")))
                .andExpect(content().string(containsString("The record is as it was written")));
    }

    @Test
    void aForgedRequestIsRefused() throws Exception {
        String number = report("Login fails", Map.of()).number();

        browser.perform(as("pr", post("/crises/" + number + "/facts")).param("leakedUsers", "5"))
                .andExpect(status().isForbidden());
        browser.perform(as("pr", post("/demo/crises/csdn-2011"))).andExpect(status().isForbidden());
    }

    @Test
    void oneOfTheRealCasesCanBeReported() throws Exception {
        String address = browser.perform(
                        as("service", post("/demo/crises/csdn-2011")).with(csrf()))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        String number = String.valueOf(address).replace("/crises/", "");
        opened.add(number);

        Crisis crisis = crises.find(number).orElseThrow();
        assertThat(crisis.title()).isEqualTo("CSDN accounts leaked CSDN 用户数据泄露");
        assertThat(crisis.kinds()).containsExactly(Kind.TECHNICAL);
        assertThat(crisis.level()).isEqualTo(1);
        browser.perform(as("service", post("/demo/crises/nothing-2000")).with(csrf()))
                .andExpect(status().isNotFound());
    }

    @Test
    void thereAreNoScriptsButOurOwnFilesAndNoInlineStyles() throws Exception {
        String number = report("Login fails", Map.of("leakedUsers", 12000)).number();

        for (String page : List.of("/", "/crises", "/crises/" + number, "/crises/CR-1999-0001")) {
            browser.perform(as("tech", get(page)))
                    .andExpect(content().string(not(matchesPattern("(?s).*<script(?! src=\"/js/[\\w./]+\" defer>).*"))))
                    .andExpect(content().string(not(containsString("style="))))
                    .andExpect(content().string(not(containsString("onclick"))))
                    // a text that is missing in a language
                    .andExpect(content().string(not(containsString("??"))));
            browser.perform(as("tech", get(page)).locale(Locale.CHINESE))
                    .andExpect(content().string(not(containsString("??"))));
        }
    }

    /** The newest stand first, and crises of other tests may have been opened in days to come. */
    private String pageOfTheListWith(String number) throws Exception {
        for (int page = 0; page < 100; page++) {
            String address = "/crises?page=" + page;
            String list = browser.perform(as("tech", get(address)))
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            if (list.contains("/crises/" + number + "\"")) {
                return address;
            }
        }
        throw new AssertionError(number + " is on no page of the list");
    }

    private Crisis report(String title, Map<String, Object> facts) {
        Crisis crisis = plan.open(new CrisisReport(title, "Users cannot log in.", Set.of(Kind.TECHNICAL), facts));
        opened.add(crisis.number());
        return crisis;
    }

    private String task(String number) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId();
    }

    private String instance(String number) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number, "crisis-response")
                .singleResult()
                .getId();
    }

    private void close(String number) {
        runtime.deleteProcessInstance(instance(number), "test");
        jdbc.sql("update crisis set phase = 'closed', closed_at = ? where number = ?")
                .param(MONDAY.atOffset(java.time.ZoneOffset.UTC))
                .param(number)
                .update();
    }

    private void forget(String number) {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list()
                .forEach(instance ->
                        runtime.deleteProcessInstanceIfExists(instance.getId(), "test", true, true, true, true));
        for (String table : List.of("crisis_act_words", "crisis_act", "crisis_fact", "crisis_grade", "crisis_moment")) {
            jdbc.sql("delete from " + table + " where number = ?").param(number).update();
        }
        jdbc.sql("delete from crisis_promise where number = ?").param(number).update();
        jdbc.sql("delete from crisis where number = ?").param(number).update();
    }

    private static MockHttpServletRequestBuilder as(String name, MockHttpServletRequestBuilder request) {
        return request.with(user(name)).accept("text/html").locale(Locale.ENGLISH);
    }
}
