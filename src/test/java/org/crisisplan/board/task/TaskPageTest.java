package org.crisisplan.board.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What the page of one task answers to whom, in which words, and what it keeps. */
@PlanTest
class TaskPageTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final String FALSE_ALARM = "{\"isCrisis\": \"no\", \"falseAlarmReason\": \"Planned maintenance.\"}";

    @Autowired
    WebApplicationContext application;

    @Autowired
    CrisisPlan plan;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    TaskDraftRepository drafts;

    @Autowired
    JdbcClient database;

    private MockMvc browser;
    private String number;
    private String task;

    @BeforeEach
    void reportACrisis() {
        ClockUtil.setCurrentTime(Date.from(MONDAY));
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        number = plan.open(new CrisisReport(
                        "Login fails 登录失败", "Nobody can log in.", Set.of(Kind.TECHNICAL), Map.of("leakedUsers", 12000)))
                .number();
        task = tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId();
    }

    @AfterEach
    void leaveNothing() {
        ClockUtil.reset();
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).rootProcessInstances().list().stream()
                .map(ProcessInstance::getId)
                .forEach(left -> runtime.deleteProcessInstance(left, "page seen"));
    }

    @Test
    void theHeadSaysOfWhichCrisisInOneLanguage() throws Exception {
        page("tech", Locale.ENGLISH)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(number)))
                .andExpect(content().string(containsString("Login fails 登录失败")))
                .andExpect(content().string(containsString("Level 1 suspected")))
                .andExpect(content().string(containsString("30 min left")))
                .andExpect(content().string(containsString(">Verify the report</h1>")))
                .andExpect(content().string(containsString("Nobody has taken it yet.")));
        page("tech", Locale.CHINA)
                .andExpect(content().string(containsString(">核实报告</h1>")))
                .andExpect(content().string(not(containsString("Verify the report"))));
    }

    @Test
    void theFormComesInTheReadersLanguageWithWhatIsKnown() throws Exception {
        browser.perform(as("tech", get("/tasks/{id}/form", task)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.form.components[?(@.key == 'isCrisis')].label")
                        .value("Is this a real crisis?"))
                .andExpect(jsonPath("$.values.leakedUsers").value(12000))
                .andExpect(jsonPath("$.form..[?(@.key == 'number')]").isEmpty())
                .andExpect(content().string(containsString("Nobody can log in.")));
        browser.perform(as("tech", get("/tasks/{id}/form", task)).locale(Locale.CHINA))
                .andExpect(jsonPath("$.form.components[?(@.key == 'isCrisis')].label")
                        .value("这是真实的危机吗？"))
                .andExpect(jsonPath("$.form.components[?(@.key == 'isCrisis')].values[0].label")
                        .value("是，继续处置"))
                .andExpect(jsonPath("$.values.levelReasons").value(containsString("疑似")))
                .andExpect(jsonPath("$.values.levelReasons").value(not(containsString("leak"))));
    }

    @Test
    void whoApprovesReadsTheTextAsThePublicWill() throws Exception {
        send("tech", "complete", "{\"isCrisis\": \"yes\", \"technical\": true}").andExpect(status().isOk());
        task = approval();
        browser.perform(as("legal", get("/tasks/{id}", task)))
                .andExpect(content().string(containsString("As the public will read it")))
                .andExpect(content().string(containsString("<article class=\"preview-text\" lang=\"en\">")))
                .andExpect(content().string(containsString("<article class=\"preview-text\" lang=\"zh-CN\">")))
                .andExpect(content().string(containsString("the status page")))
                .andExpect(content().string(containsString("Accounts and personal data")))
                .andExpect(content().string(containsString("the first that the public reads")))
                .andExpect(content().string(not(containsString("<mark>"))));
        browser.perform(as("legal", get("/tasks/{id}/form", task)))
                .andExpect(jsonPath("$.form..[?(@.key == 'verdict')]").isNotEmpty())
                .andExpect(jsonPath("$.form..[?(@.key == 'statementTextEn')]").isEmpty());
        browser.perform(as("pr", get("/tasks/{id}", task)))
                .andExpect(content().string(not(containsString("preview-text"))));

        String words = database.sql(
                        "select text_en from statement where crisis = ? and version = (select max(version) from statement where crisis = ?)")
                .params(number, number)
                .query(String.class)
                .single();
        assertThat(readAsText("legal", task))
                .contains(words.lines().filter(line -> !line.isBlank()).toList());

        send("legal", "complete", "{\"verdict\": \"reject\", \"verdictComment\": \"Say which service.\"}")
                .andExpect(status().isOk());
        task = open("User_DraftStatement");
        browser.perform(as("pr", get("/tasks/{id}", task)))
                .andExpect(content().string(not(containsString("preview-text"))));
    }

    private String approval() {
        for (Job job = due(); job != null; job = due()) {
            management.executeJob(job.getId());
        }
        return open("User_ApproveStatement");
    }

    private Job due() {
        return management.createJobQuery().executable().messages().list().stream()
                .findFirst()
                .orElse(null);
    }

    private String open(String step) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(step)
                .singleResult()
                .getId();
    }

    /** What stands on the page, without its markup. */
    private String readAsText(String person, String id) throws Exception {
        return org.springframework.web.util.HtmlUtils.htmlUnescape(browser.perform(as(person, get("/tasks/{id}", id)))
                .andReturn()
                .getResponse()
                .getContentAsString()
                .replaceAll("<[^>]*>", ""));
    }

    @Test
    void whoBeginsToFillItInTakesItAndFindsItAgain() throws Exception {
        send("tech", "draft", "{\"falseAlarmReason\": \"Planned 维护\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.taken").value(true));
        send("tech", "draft", "{\"falseAlarmReason\": \"Planned 维护窗口\"}")
                .andExpect(jsonPath("$.taken").value(false));

        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo("tech");
        browser.perform(as("tech", get("/tasks/{id}/form", task)))
                .andExpect(jsonPath("$.draft.falseAlarmReason").value("Planned 维护窗口"));
        page("tech", Locale.ENGLISH).andExpect(content().string(containsString("You took it at 2026-11-23 16:00.")));
    }

    @Test
    void aColleagueReadsWhoTookItAndWhenAndChangesNothing() throws Exception {
        send("tech", "draft", "{}");

        page("service", Locale.ENGLISH)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Technology took it at 2026-11-23 16:00.")))
                .andExpect(content().string(not(containsString("data-form"))));
        browser.perform(as("service", get("/tasks/{id}/form", task))).andExpect(status().isConflict());
        for (String deed : new String[] {"draft", "complete"}) {
            send("service", deed, FALSE_ALARM)
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.message").value(containsString("Technology took it")));
        }
        browser.perform(as("service", post("/tasks/{id}/release", task)).with(csrf()));
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo("tech");
    }

    @Test
    void whatIsGivenBackIsOfferedAgain() throws Exception {
        browser.perform(as("tech", post("/tasks/{id}/claim", task)).with(csrf()));
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .isEqualTo("tech");
        browser.perform(as("tech", post("/tasks/{id}/release", task)).with(csrf()));
        page("service", Locale.ENGLISH).andExpect(content().string(containsString("Nobody has taken it yet.")));
    }

    @Test
    void aFaultIsSaidAtItsFieldInTheReadersLanguage() throws Exception {
        send("tech", "complete", "{}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(
                        jsonPath("$.faults[?(@.field == 'isCrisis')].message").value("Please fill this in."));
        send("tech", "complete", "{\"isCrisis\": \"yes\", \"dataLeak\": true, \"leakedUsers\": -3}")
                .andExpect(jsonPath("$.faults[?(@.field == 'leakedUsers')].message")
                        .value("At least 0."));
        browser.perform(as("tech", post("/tasks/{id}/complete", task))
                        .with(csrf())
                        .locale(Locale.CHINA)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"isCrisis\": \"maybe\"}"))
                .andExpect(
                        jsonPath("$.faults[?(@.field == 'isCrisis')].message").value("请选择其中一项。"));
        assertThat(tasks.createTaskQuery().taskId(task).singleResult().getAssignee())
                .as("a refused answer takes nothing")
                .isNull();
    }

    @Test
    void whatAStepOfThePlanRefusesIsSaidInOneLanguage() throws Exception {
        send(
                        "tech",
                        "complete",
                        "{\"isCrisis\": \"yes\", \"serviceDown\": false, \"dataLeak\": false, \"content\": false}")
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.message").value("Say whether the crisis is technical, about content, or both."));
    }

    @Test
    void whoAnswersTwiceHasAnsweredOnceAndOthersReadWhoItWas() throws Exception {
        drafts.save(task, "service", "{}");
        ClockUtil.setCurrentTime(Date.from(MONDAY.plus(Duration.ofMinutes(5))));
        send("tech", "complete", FALSE_ALARM).andExpect(status().isOk());
        send("tech", "complete", FALSE_ALARM).andExpect(status().isOk());

        assertThat(drafts.find(task, "service"))
                .as("nobody needs a draft any more")
                .isEmpty();
        page("tech", Locale.ENGLISH).andExpect(content().string(containsString("You did this at 2026-11-23 16:05.")));
        page("service", Locale.CHINA)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("技术部 已于 2026-11-23 16:05 完成。")))
                .andExpect(content().string(containsString("/crises/" + number)));
        send("service", "complete", FALSE_ALARM)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.message").value(containsString("Technology did this")));
        assertThat(database.sql("select count(*) from crisis_act where number = ? and kind = 'task-completed'")
                        .param(number)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whomItIsNotOfferedToReadsToWhomItIs() throws Exception {
        page("finance", Locale.ENGLISH)
                .andExpect(status().isForbidden())
                .andExpect(content().string(containsString("It is offered to: ")))
                .andExpect(content().string(containsString("Technology")))
                .andExpect(content().string(not(containsString("Nobody can log in."))));
        send("finance", "complete", FALSE_ALARM).andExpect(status().isConflict());
        browser.perform(as("finance", get("/tasks/{id}/form", task))).andExpect(status().isConflict());
        assertThat(tasks.createTaskQuery().taskId(task).count()).isEqualTo(1);
    }

    @Test
    void whatNeverWasIsNotFoundInTheReadersLanguage() throws Exception {
        browser.perform(as("tech", get("/tasks/no-such-task")).locale(Locale.CHINA))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("没有这项任务")));
    }

    @Test
    void whatThePlanNoLongerAsksForSaysSoAndItsDraftsAreForgotten() throws Exception {
        send("tech", "draft", "{}");
        leaveNothing();

        page("tech", Locale.ENGLISH)
                .andExpect(content().string(containsString("The plan has not asked for this any more")));
        drafts.forgetSomeOfOver();
        assertThat(drafts.find(task, "tech")).isEmpty();
    }

    @Test
    void aScriptIsToldThatTheLoginIsOver() throws Exception {
        browser.perform(post("/tasks/{id}/draft", task)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isUnauthorized());
        browser.perform(post("/tasks/{id}/complete", task)
                        .with(csrf())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isUnauthorized());
        browser.perform(get("/tasks/{id}/form", task)).andExpect(status().isUnauthorized());
        browser.perform(get("/tasks/{id}", task).accept("text/html"))
                .andExpect(status().is3xxRedirection())
                .andExpect(header().string("Location", "/login"));
        browser.perform(as("tech", post("/tasks/{id}/draft", task))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isForbidden());
    }

    @Test
    void whatIsNoAnswerIsRefused() throws Exception {
        for (String nothing : new String[] {"[1]", "{", "null"}) {
            send("tech", "draft", nothing).andExpect(status().isBadRequest());
        }
    }

    private ResultActions page(String person, Locale language) throws Exception {
        return browser.perform(as(person, get("/tasks/{id}", task)).locale(language));
    }

    private ResultActions send(String person, String deed, String answers) throws Exception {
        return browser.perform(as(person, post("/tasks/{id}/" + deed, task))
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(answers));
    }

    private static MockHttpServletRequestBuilder as(String person, MockHttpServletRequestBuilder request) {
        return request.with(user(person)).locale(Locale.ENGLISH);
    }
}
