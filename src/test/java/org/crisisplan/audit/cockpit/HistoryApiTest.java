package org.crisisplan.audit.cockpit;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What the history in Cockpit shows of a case that its department is solving. */
@PlanTest
class HistoryApiTest {

    private static final String LIST = "/audit/cockpit/definitions/crisis-response/instances";

    @Autowired
    WebApplicationContext application;

    @Autowired
    CrisisPlan plan;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    FormService forms;

    @Autowired
    IdentityService identities;

    @Autowired
    HistoryService history;

    @Autowired
    ManagementService management;

    private MockMvc browser;
    private String number = "";
    private String root = "";

    @BeforeEach
    void aCaseOfLevel3() {
        browser = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
        number = plan.open(new CrisisReport(
                        "Some users see other users' orders",
                        "Two calls.",
                        Set.of(Kind.TECHNICAL),
                        Map.of("leakedUsers", 40)))
                .number();
        identities.setAuthentication("service", List.of("customerService"));
        try {
            forms.submitTaskForm(
                    tasks.createTaskQuery()
                            .processInstanceBusinessKey(number)
                            .taskDefinitionKey("User_VerifyReport")
                            .singleResult()
                            .getId(),
                    Map.of("isCrisis", "yes", "dataLeak", true, "leakedUsers", 50));
        } finally {
            identities.clearAuthentication();
        }
        engineWorks();
        root = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .singleResult()
                .getId();
    }

    private void engineWorks() {
        List<Job> due = dueJobs();
        while (!due.isEmpty()) {
            management.executeJob(due.get(0).getId());
            due = dueJobs();
        }
    }

    private List<Job> dueJobs() {
        Set<String> instances = runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                .map(ProcessInstance::getId)
                .collect(Collectors.toSet());
        return management
                .createJobQuery()
                .processInstanceIds(instances)
                .withRetriesLeft()
                .active()
                .messages()
                .list();
    }

    @AfterEach
    void forget() {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .forEach(open -> runtime.deleteProcessInstance(open.getId(), "test over"));
    }

    @Test
    void anInstanceAtAGlance() throws Exception {
        asAuditor(get("/audit/cockpit/instances/" + root))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.crisis.number").value(number))
                .andExpect(jsonPath("$.crisis.level").value(3))
                .andExpect(jsonPath("$.instance.planVersion").isNumber())
                .andExpect(jsonPath("$.phases[*].phase", contains("verifying", "departmental")))
                .andExpect(jsonPath("$.flows", hasSize(greaterThan(3))))
                .andExpect(jsonPath("$.elements[?(@.id == 'User_VerifyReport')].times")
                        .value(1))
                .andExpect(jsonPath("$.counts.tasks").value(1))
                .andExpect(jsonPath("$.counts.mails", greaterThan(0)));
    }

    @Test
    void calledProcessesLeadBothWays() throws Exception {
        asAuditor(get("/audit/cockpit/instances/" + root + "/called"))
                .andExpect(jsonPath("$.items[*].key", hasItem("initiate-response")))
                .andExpect(jsonPath("$.items[*].parent", everyItem(is(root))));
        String called = history.createHistoricProcessInstanceQuery()
                .superProcessInstanceId(root)
                .processDefinitionKey("grade-crisis")
                .listPage(0, 1)
                .get(0)
                .getId();
        asAuditor(get("/audit/cockpit/instances/" + called))
                .andExpect(jsonPath("$.parent.id").value(root))
                .andExpect(jsonPath("$.calledAt", containsString("Grade the report")));
    }

    @Test
    void aChangedValueIsShownWithTheOldOneAndWhoChangedIt() throws Exception {
        asAuditor(get("/audit/cockpit/instances/" + root + "/changes"))
                .andExpect(jsonPath("$.items[?(@.kind == 'fact-told' && @.before == 40 && @.after == 50)].actor.id")
                        .value("service"))
                .andExpect(jsonPath("$.items[?(@.kind == 'task-completed' && @.name == 'leakedUsers')].label")
                        .value("How many users’ data may have leaked?"));
    }

    @Test
    void aTaskIsShownWithAllWhoWereAskedAndWhenItWasDue() throws Exception {
        asAuditor(get("/audit/cockpit/instances/" + root + "/tasks"))
                .andExpect(jsonPath("$.total").value(1))
                .andExpect(jsonPath("$.items[0].element").value("User_VerifyReport"))
                .andExpect(jsonPath("$.items[0].due").isNotEmpty())
                .andExpect(jsonPath("$.items[0].outcome").value("completed"))
                .andExpect(jsonPath("$.items[0].links[?(@.kind == 'candidate')].group", hasItem("customerService")));
    }

    @Test
    void operationsAreThoseOfTheCaseAndOfNoOther() throws Exception {
        CrisisReport other = new CrisisReport("Another one", "Elsewhere.", Set.of(Kind.CONTENT), Map.of());
        identities.setAuthentication("pr", List.of("publicRelations"));
        String second = plan.open(other).number();
        identities.clearAuthentication();
        try {
            asAuditor(get("/audit/cockpit/instances/" + root + "/operations?whole=true"))
                    .andExpect(jsonPath("$.people", contains("service")))
                    .andExpect(jsonPath("$.items[*].user", everyItem(is("service"))))
                    .andExpect(jsonPath("$.items[*].kind", hasItem("Complete")));
            asAuditor(get("/audit/cockpit/instances/" + root + "/operations?whole=true&person=pr"))
                    .andExpect(jsonPath("$.total").value(0));
            asAuditor(get("/audit/cockpit/instances/" + root + "/operations?until=2020-01-01T00:00:00Z"))
                    .andExpect(jsonPath("$.total").value(0));
        } finally {
            runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(second)
                    .rootProcessInstances()
                    .list()
                    .forEach(open -> runtime.deleteProcessInstance(open.getId(), "test over"));
        }
    }

    @Test
    void theListSaysHowMuchThereIsAndIsReadAPageAtATime() throws Exception {
        // other tests' drills begin in years to come
        asAuditor(get(LIST + "?most=1&until=" + Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS)))
                .andExpect(jsonPath("$.total", greaterThan(0)))
                .andExpect(jsonPath("$.items", hasSize(1)))
                .andExpect(jsonPath("$.items[0].instance.number").value(number))
                .andExpect(jsonPath("$.items[0].crisis.level").value(3));
    }

    @ParameterizedTest
    @CsvSource({
        "state=running, 1",
        "state=finished, 0",
        "state=cancelled, 0",
        "since=2020-01-01T00:00:00Z, 1",
        "until=2020-01-01T00:00:00Z, 0",
        "variable=level&comparison=eq&value=3, 1",
        "variable=level&comparison=gt&value=2, 1",
        "variable=level&comparison=lt&value=3, 0",
        "variable=level&comparison=neq&value=3, 0",
        "variable=isCrisis&comparison=like&value=ye, 1",
        "variable=isCrisis&comparison=like&value=%, 0",
        "variable=isCrisis&value=no, 0"
    })
    void theListIsFiltered(String filter, int found) throws Exception {
        asAuditor(get(LIST + "?number=" + number.toLowerCase(Locale.ROOT) + "&" + filter))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.total").value(found));
    }

    @Test
    void figuresOfEachLevelAndOfEachStep() throws Exception {
        asAuditor(get("/audit/cockpit/definitions/crisis-response/levels?number=" + number))
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].level").value(3))
                .andExpect(jsonPath("$[0].instances").value(1))
                .andExpect(jsonPath("$[0].due").value(1))
                .andExpect(jsonPath("$[0].late").value(0));
        String definition = history.createHistoricProcessInstanceQuery()
                .processInstanceId(root)
                .singleResult()
                .getProcessDefinitionId();
        asAuditor(get("/audit/cockpit/definitions/crisis-response/elements?definition=" + definition))
                .andExpect(jsonPath("$[?(@.id == 'User_VerifyReport')].median").value(not(List.of())));
    }

    @ParameterizedTest
    @CsvSource({
        "instances/none, 404",
        "definitions/none/versions, 404",
        "definitions/crisis-response/instances?state=gone, 400",
        "definitions/crisis-response/instances?since=yesterday, 400",
        "definitions/crisis-response/instances?most=501, 400",
        "definitions/crisis-response/instances?variable=level&comparison=about, 400",
        "definitions/crisis-response/elements?definition=grade-crisis:1:x, 400"
    })
    void whatMakesNoSenseIsSaid(String address, int refused) throws Exception {
        asAuditor(get("/audit/cockpit/" + address)).andExpect(status().is(refused));
    }

    private ResultActions asAuditor(MockHttpServletRequestBuilder request) throws Exception {
        return browser.perform(request.with(user("auditor").authorities(new SimpleGrantedAuthority("auditors"))));
    }
}
