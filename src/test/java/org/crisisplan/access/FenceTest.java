package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nobody does more with the engine than the product offers them, and what is refused changes nothing. */
@PlanTest
class FenceTest {

    private static final List<String> EVERYBODY =
            List.of("pr", "tech", "legal", "service", "content", "finance", "manager", "auditor", "analyst", "admin");
    private static final List<String> NO_ADMINISTRATOR = EVERYBODY.subList(0, 9);

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient sql;

    @Autowired
    CrisisPlan plan;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    HistoryService history;

    @Autowired
    IdentityService identities;

    private static Crisis crisis;
    private static String instance;
    private static Task task;
    private static DatabaseState database;

    @AfterAll
    static void forgetTheDatabase() {
        crisis = null;
        database = null;
    }

    @BeforeEach
    void aCrisisWaitsForVerification() {
        // one for all of them: what is refused leaves it as it is
        if (crisis == null) {
            crisis = plan.open(
                    new CrisisReport("Payment is down", "Cards are refused", Set.of(Kind.TECHNICAL), Map.of()));
            instance = runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(crisis.number(), "crisis-response")
                    .singleResult()
                    .getId();
            task = tasks.createTaskQuery().processInstanceId(instance).singleResult();
        }
        if (database == null) {
            database = new DatabaseState(sql);
        }
        database.changes(); // what it has looked at once is read again only where something was written
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'businessKey':'{number}','variables':{'title':{'value':'x'},'description':{'value':'x'},'technical':{'value':true}}}",
                "{'startInstructions':[{'type':'startBeforeActivity','activityId':'Call_InitiateResponse'}],'variables':{}}",
                "{'variables':{'title':{'value':'x'},'description':{'value':'x'},'technical':{'value':true},'level':{'value':3}}}",
                "{'variables':{'title':{'value':'x'},'description':{'value':'x'},'technical':{'value':true},'number':{'value':'CR-2026-0001'}}}",
                "{'variables':{'title':{'value':'x'},'description':{'value':'x'},'technical':{'value':true},'consentAsked':{'value':true}}}",
                "{'skipCustomListeners':true,'variables':{'title':{'value':'x'},'description':{'value':'x'},'technical':{'value':true}}}",
                "{'skipIoMappings':true,'variables':{'title':{'value':'x'},'description':{'value':'x'},'technical':{'value':true}}}",
                "{'caseInstanceId':'x','variables':{'title':{'value':'x'},'description':{'value':'x'},'technical':{'value':true}}}"
            })
    void startingByInstanceTakesTheFormsFieldsOnly(String body) {
        String json = body.replace('\'', '"').replace("{number}", crisis.number());
        String id = runtime.createProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult()
                .getProcessDefinitionId();
        for (String path : List.of(
                "/process-definition/key/crisis-response/start",
                "/process-definition/" + id + "/start",
                "/process-definition/key/crisis-response/submit-form")) {
            if (path.endsWith("submit-form") && !json.contains("businessKey") && !json.contains("\"level\"")) {
                continue;
            }
            EVERYBODY.forEach(person -> refused(person, "POST", path, json));
        }
    }

    @Test
    void aCrisisIsReportedWithTheFormsFields() {
        String json = """
                {"variables":{"title":{"value":"Started by Modeler"},"description":{"value":"x"},"serviceDown":{"value":true}}}""";
        var answer = as("tech", "POST", "/process-definition/key/crisis-response/start", json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(sql.sql("select count(*) from crisis where title = 'Started by Modeler'")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        POST   | /task/{task}/assignee?                    | {"userId":"auditor"}
        POST   | /task/{task}/assignee;x=1                 | {"userId":"auditor"}
        POST   | /task/{task}/assignee?x=/a                | {"userId":"auditor"}
        POST   | /task/{task}/delegate?x=1                 | {"userId":"auditor"}
        POST   | /engine/default/task/{task}/assignee      | {"userId":"auditor"}
        POST   | /task/{task}/claim                        | {"userId":"another"}
        PUT    | /task/{task}?x=/a                         | {"name":"Urgent: confirm your password"}
        POST   | /task/{task}/identity-links               | {"userId":"x","type":"candidate"}
        POST   | /task/{task}/identity-links/delete        | {"groupId":"legal","type":"candidate"}
        POST   | /task/{task}/variables                    | {"modifications":{"level":{"value":3}}}
        PUT    | /task/{task}/localVariables/level         | {"value":3}
        DELETE | /task/{task}/variables/title              |
        POST   | /task/{task}/bpmnError                    | {"errorCode":"x"}
        POST   | /task/{task}/bpmnEscalation               | {"escalationCode":"x"}
        DELETE | /task/{task}                              |
        POST   | /task/create                              | {"name":"x"}
        PUT    | /process-instance/{instance}/variables/level | {"value":3}
        POST   | /process-instance/{instance}/variables    | {"modifications":{"level":{"value":3}}}
        POST   | /process-instance/{instance}/modification | {"instructions":[{"type":"startBeforeActivity","activityId":"Call_InitiateResponse"}]}
        PUT    | /process-instance/{instance}/suspended    | {"suspended":true}
        PUT    | /process-instance/suspended               | {"processDefinitionKey":"crisis-response","suspended":true}
        DELETE | /process-instance/{instance}              |
        POST   | /process-instance/delete                  | {"processInstanceIds":["{instance}"]}
        POST   | /process-instance/variables-async         | {"processInstanceIds":["{instance}"],"variables":{"level":{"value":3}}}
        POST   | /process-instance/message-async           | {"messageName":"FactsReported","processInstanceIds":["{instance}"]}
        POST   | /execution/{instance}/signal              | {"variables":{}}
        PUT    | /execution/{instance}/localVariables/level | {"value":3}
        POST   | /execution/{instance}/messageSubscriptions/FactsReported/trigger | {"variables":{}}
        POST   | /execution/{instance}/create-incident     | {"incidentType":"x"}
        POST   | /message                                  | {"messageName":"FactsReported","businessKey":"{number}","processVariables":{"level":{"value":3}}}
        POST   | /message                                  | {"messageName":"FactsReported","all":true}
        POST   | /signal                                   | {"name":"x"}
        POST   | /condition                                | {"variables":{"x":{"value":1}}}
        PUT    | /job/{job}/retries                        | {"retries":0}
        POST   | /job/{job}/execute                        |
        PUT    | /job/{job}/duedate                        | {"duedate":null}
        POST   | /job/{job}/duedate/recalculate            |
        PUT    | /job/{job}/suspended                      | {"suspended":true}
        DELETE | /job/{job}                                |
        POST   | /job/retries                              | {"jobIds":["{job}"],"retries":0}
        PUT    | /job/suspended                            | {"processDefinitionKey":"crisis-response","suspended":true}
        PUT    | /job-definition/suspended                 | {"processDefinitionKey":"crisis-response","suspended":true}
        PUT    | /process-definition/key/crisis-response/suspended | {"suspended":true}
        PUT    | /process-definition/key/crisis-response/history-time-to-live | {"historyTimeToLive":1}
        DELETE | /process-definition/key/review            |
        POST   | /modification/execute                     | {"processDefinitionId":"{definition}","processInstanceIds":["{instance}"],"instructions":[{"type":"cancel","activityId":"User_VerifyReport"}]}
        POST   | /migration/execute                        | {"migrationPlan":{"sourceProcessDefinitionId":"{definition}","targetProcessDefinitionId":"{definition}","instructions":[]},"processInstanceIds":["{instance}"]}
        POST   | /process-definition/{definition}/restart  | {"processInstanceIds":["{instance}"],"instructions":[{"type":"startBeforeActivity","activityId":"User_VerifyReport"}]}
        POST   | /external-task/fetchAndLock               | {"workerId":"x","maxTasks":1,"topics":[]}
        DELETE | /history/process-instance/{instance}      |
        POST   | /history/process-instance/delete          | {"historicProcessInstanceIds":["{instance}"]}
        POST   | /history/process-instance/set-removal-time | {"absoluteRemovalTime":"2020-01-01T00:00:00.000+0000","historicProcessInstanceIds":["{instance}"]}
        DELETE | /history/process-instance/{instance}/variable-instances |
        POST   | /history/cleanup                          |
        DELETE | /user/{me}                                |
        PUT    | /user/{me}/profile                        | {"id":"{me}","firstName":"Someone","lastName":"Else"}
        PUT    | /user/auditor/profile                     | {"id":"auditor","firstName":"Someone","lastName":"Else"}
        POST   | /user/{me}/unlock                         |
        POST   | /group/create                             | {"id":"x","name":"x"}
        PUT    | /group/camunda-admin/members/{me}         |
        DELETE | /group/auditors/members/auditor           |
        POST   | /authorization/create                     | {"type":0,"permissions":["ALL"],"userId":"*","resourceType":8,"resourceId":"*"}
        POST   | /filter/create                            | {"name":"x","resourceType":"Task","query":{}}
        PUT    | /tenant/x                                 | {"id":"x","name":"x"}
        POST   | /tenant/create                            | {"id":"x","name":"x"}
        """)
    void nobodyButAnAdministratorReachesIntoTheEngine(String method, String path, String body) {
        for (String person : NO_ADMINISTRATOR) {
            refused(person, method, filled(path, person), filled(body == null ? "" : body, person));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        POST   | /message                                  | {"messageName":"FactsReported","businessKey":"{number}","processVariables":{"level":{"value":3}}}
        POST   | /signal                                   | {"name":"x"}
        POST   | /execution/{instance}/messageSubscriptions/FactsReported/trigger | {"variables":{}}
        DELETE | /history/process-instance/{instance}      |
        POST   | /history/process-instance/delete          | {"historicProcessInstanceIds":["{instance}"]}
        POST   | /history/process-instance/set-removal-time | {"absoluteRemovalTime":"2020-01-01T00:00:00.000+0000","historicProcessInstanceIds":["{instance}"]}
        POST   | /history/batch/set-removal-time           | {"absoluteRemovalTime":"2020-01-01T00:00:00.000+0000","historicBatchIds":["x"]}
        POST   | /history/decision-instance/set-removal-time | {"absoluteRemovalTime":"2020-01-01T00:00:00.000+0000","historicDecisionInstanceIds":["x"]}
        DELETE | /history/process-instance/{instance}/variable-instances |
        DELETE | /history/task/{task}                      |
        POST   | /history/cleanup                          |
        PUT    | /process-definition/key/crisis-response/history-time-to-live | {"historyTimeToLive":1}
        PUT    | /process-definition/{definition}/history-time-to-live | {"historyTimeToLive":1}
        POST   | /task/{task}/complete                     | {"variables":{"isCrisis":{"value":"no"}}}
        POST   | /task/{task}/bpmnError                    | {"errorCode":"x"}
        POST   | /tenant/create                            | {"id":"x","name":"x"}
        """)
    void administratorsNeitherSpeakForTheTeamNorDeleteHistory(String method, String path, String body) {
        refused("admin", method, filled(path, "admin"), filled(body == null ? "" : body, "admin"));
    }

    @Test
    void aRefusedRequestOfAnAuditorEndsNoTimer() {
        List<Job> timers =
                management.createJobQuery().processInstanceId(instance).list();
        assertThat(timers).isNotEmpty();
        for (int times = 0; times < 6; times++) {
            timers.forEach(timer -> refused("auditor", "POST", "/job/" + timer.getId() + "/execute", ""));
        }
        assertThat(management
                        .createJobQuery()
                        .processInstanceId(instance)
                        .withRetriesLeft()
                        .count())
                .isEqualTo(timers.size());
    }

    @Test
    void theWebAppsAreNoWayAround() {
        for (String person : NO_ADMINISTRATOR) {
            Visitor browser = new Visitor(port).loggedInAs(person);
            browser.page("/camunda/app/tasklist/default/");
            for (String path : List.of(
                    "/camunda/api/engine/engine/default/job/" + job() + "/execute",
                    "/camunda/api/engine/engine/default/task/" + task.getId() + "/assignee?")) {
                var answer = browser.send(browser.to(path)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN").orElse(""))
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"userId\":\"auditor\"}")));
                assertThat(answer.statusCode()).as(person + " " + path).isIn(401, 403, 404);
                assertThat(database.changes()).as(person + " " + path).isEmpty();
            }
        }
    }

    @Test
    void anAdministratorsInterventionIsInTheLogWithWhatItChanged() {
        runtime.setVariable(instance, "note", "Cards are refused");
        var answer =
                as("admin", "PUT", "/process-instance/" + instance + "/variables/note", "{\"value\":\"It is worse\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);

        UserOperationLogEntry entry = history.createUserOperationLogQuery()
                .processInstanceId(instance)
                .operationType("Intervene")
                .singleResult();
        assertThat(entry.getUserId()).isEqualTo("admin");
        assertThat(entry.getProperty()).isEqualTo("SetExecutionVariablesCmd");
        assertThat(entry.getOrgValue()).contains("note", "Cards are refused");
        assertThat(entry.getNewValue()).contains("note", "It is worse");
        assertThat(entry.getAnnotation()).isEqualTo("set or remove variables");
    }

    @Test
    void onesOwnPasswordCanBeChangedAndNothingElseOfOneself() {
        identities.saveUser(person("changer"));
        identities.createMembership("changer", "technology");
        String change = "{\"password\":\"other-Pass-1\",\"authenticatedUserPassword\":\"demo\"}";
        assertThat(as("changer", "PUT", "/user/changer/credentials", change).statusCode())
                .isEqualTo(204);
        assertThat(identities.checkPassword("changer", "other-Pass-1")).isTrue();
        identities.deleteUser("changer");
    }

    @Test
    void whoHasNoPartInTheTeamReadsNoCrisis() {
        identities.saveUser(person("stranger"));
        for (String person : List.of("analyst", "stranger")) {
            assertThat(as(person, "GET", "/api/crises").statusCode()).isEqualTo(403);
            assertThat(as(person, "GET", "/api/crises/" + crisis.number()).statusCode())
                    .isEqualTo(403);
            assertThat(as(person, "GET", "/engine-rest/process-instance").body())
                    .isEqualTo("[]");
            assertThat(as(person, "GET", "/engine-rest/task").body()).isEqualTo("[]");
            assertThat(as(person, "GET", "/engine-rest/history/process-instance")
                            .body())
                    .isEqualTo("[]");
            assertThat(as(person, "GET", "/engine-rest/history/variable-instance")
                            .body())
                    .isEqualTo("[]");
            Visitor browser = new Visitor(port).loggedInAs(person);
            assertThat(browser.page("/crises").statusCode()).isEqualTo(403);
            assertThat(browser.page("/crises/" + crisis.number()).statusCode()).isEqualTo(403);
            assertThat(browser.page("/").body()).doesNotContain(crisis.number()).doesNotContain("Payment is down");
        }
        identities.deleteUser("stranger");
    }

    private org.camunda.bpm.engine.identity.User person(String id) {
        var user = identities.newUser(id);
        user.setFirstName(id);
        user.setLastName(id);
        user.setPassword("demo");
        return user;
    }

    private void refused(String person, String method, String path, String json) {
        var answer = as(person, method, path, json);
        String what = person + " " + method + " " + path + " " + json;
        assertThat(answer.statusCode()).as(what + ": " + answer.body()).isBetween(400, 499);
        assertThat(database.changes()).as(what).isEmpty();
    }

    private HttpResponse<String> as(String person, String method, String path) {
        return new Visitor(port).asMachine(person, method, path, "");
    }

    private HttpResponse<String> as(String person, String method, String path, String json) {
        return new Visitor(port).asMachine(person, method, "/engine-rest" + path, json);
    }

    private String job() {
        return management
                .createJobQuery()
                .processInstanceId(instance)
                .list()
                .get(0)
                .getId();
    }

    private String filled(String text, String person) {
        return text.replace("{number}", crisis.number())
                .replace("{instance}", instance)
                .replace("{definition}", task.getProcessDefinitionId())
                .replace("{task}", task.getId())
                .replace("{job}", job())
                .replace("{me}", person);
    }
}
