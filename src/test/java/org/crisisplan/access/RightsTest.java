package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.BesideThePlan;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What each role can and cannot do, asked of the real REST API, on a process with one task for the legal department. */
@PlanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {

    private static final String[] ROLES = {"tech", "legal", "manager", "auditor", "analyst", "admin"};

    @LocalServerPort
    int port;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    private String deployment;
    private String instance;
    private Task task;

    @BeforeAll
    void anErrandCanBeRun() {
        deployment = BesideThePlan.in(repository)
                .name("errand")
                .addClasspathResource("access/errand.bpmn")
                .addClasspathResource("access/errand-table.dmn")
                .deploy()
                .getId();
    }

    @BeforeEach
    void anErrandForTheLegalDepartment() {
        instance = runtime.startProcessInstanceByKey("errand", Map.of("what", "an errand"))
                .getId();
        task = tasks.createTaskQuery().processInstanceId(instance).singleResult();
    }

    @AfterAll
    void nothingStays() {
        repository.deleteDeployment(deployment, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # what                                              | tech | legal | manager | auditor | analyst | admin
        GET    /task/{task}                                 | 404  | 200   | 404     | 200     | 404     | 200
        GET    /task/{task}/form-variables                  | 403  | 200   | 403     | 200     | 403     | 200
        GET    /process-definition/key/errand/xml           | 200  | 200   | 200     | 200     | 200     | 200
        GET    /process-instance/{instance}                 | 404  | 404   | 200     | 200     | 404     | 200
        GET    /process-instance/{instance}/variables       | 403  | 403   | 200     | 200     | 403     | 200
        GET    /history/process-instance/{instance}         | 404  | 404   | 404     | 200     | 404     | 200
        GET    /decision-definition/key/errandTable/xml     | 404  | 404   | 404     | 200     | 200     | 200
        GET    /deployment/{deployment}                     | 404  | 404   | 404     | 200     | 200     | 200
        GET    /user/pr/profile                             | 404  | 404   | 404     | 200     | 404     | 200
        GET    /telemetry/data                              | 403  | 403   | 403     | 200     | 403     | 200
        """)
    void reading(String call, int tech, int legal, int manager, int auditor, int analyst, int admin) {
        assertThat(answers(call, "")).isEqualTo(expected(tech, legal, manager, auditor, analyst, admin));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # what                                              | body                                  | tech | legal | manager | auditor | analyst
        POST   /task/{task}/complete                        | {}                                    | 403  | -     | 403     | 403     | 403
        POST   /task/{task}/submit-form                     | {}                                    | 403  | -     | 403     | 403     | 403
        POST   /task/{task}/claim                           | {"userId":"legal"}                    | 403  | 204   | 403     | 403     | 403
        POST   /task/{task}/claim                           | {"userId":"x"}                        | 403  | 403   | 403     | 403     | 403
        POST   /task/{task}/unclaim                         |                                       | 403  | 204   | 403     | 403     | 403
        POST   /task/{task}/assignee                        | {"userId":"x"}                        | 403  | 403   | 403     | 403     | 403
        POST   /task/{task}/delegate                        | {"userId":"x"}                        | 403  | 403   | 403     | 403     | 403
        POST   /task/{task}/identity-links                  | {"userId":"x","type":"candidate"}     | 403  | 403   | 403     | 403     | 403
        POST   /task/{task}/identity-links/delete           | {"groupId":"legal","type":"candidate"}| 403  | 403   | 403     | 403     | 403
        PUT    /task/{task}                                 | {"name":"x","due":null}               | 404  | 403   | 404     | 403     | 404
        PUT    /task/{task}/                                | {"name":"x","due":null}               | 404  | 403   | 404     | 403     | 404
        PUT    /engine/default/task/{task}                  | {"name":"x","due":null}               | 404  | 403   | 404     | 403     | 404
        PUT    /task/{task}/variables/what                  | {"value":"x"}                         | 403  | 403   | 403     | 403     | 403
        POST   /task/{task}/comment/create                  | {"message":"x"}                       | 400  | 200   | 400     | 400     | 400
        POST   /task/create                                 | {"name":"x"}                          | 403  | 403   | 403     | 403     | 403
        POST   /process-definition/key/errand/start         | {}                                    | 403  | 403   | 403     | 403     | 403
        PUT    /process-instance/{instance}/variables/what  | {"value":"x"}                         | 403  | 403   | 403     | 403     | 403
        PUT    /process-instance/{instance}/suspended       | {"suspended":true}                    | 403  | 403   | 403     | 403     | 403
        POST   /process-instance/{instance}/modification    | {"instructions":[{"type":"cancel","activityId":"User_DoErrand"}]} | 403 | 403 | 403 | 403 | 403
        DELETE /process-instance/{instance}                 |                                       | 403  | 403   | 403     | 403     | 403
        DELETE /history/process-instance/{instance}         |                                       | 403  | 403   | 403     | 403     | 403
        POST   /history/cleanup                             |                                       | 403  | 403   | 403     | 403     | 403
        DELETE /deployment/{deployment}                     |                                       | 404  | 404   | 404     | 403     | 403
        POST   /decision-definition/key/errandTable/evaluate| {"variables":{}}                      | 404  | 404   | 404     | 403     | 200
        POST   /filter/create                               | {"name":"x","resourceType":"Task","query":{}} | 403 | 403 | 403  | 403     | 403
        POST   /user/create                                 | {"profile":{"id":"x","firstName":"x"},"credentials":{"password":"x"}} | 403 | 403 | 403 | 403 | 403
        PUT    /user/admin/credentials                      | {"password":"x","authenticatedUserPassword":"demo"} | 404 | 404 | 404 | 403 | 404
        PUT    /group/camunda-admin/members/tech            |                                       | 403  | 403   | 403     | 403     | 403
        POST   /authorization/create                        | {"type":1,"permissions":["ALL"],"userId":"tech","resourceType":4,"resourceId":"*"} | 403 | 403 | 403 | 403 | 403
        """)
    void changing(String call, String body, String tech, String legal, String manager, String auditor, String analyst) {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("tech", tech);
        expected.put("legal", legal);
        expected.put("manager", manager);
        expected.put("auditor", auditor);
        expected.put("analyst", analyst);
        expected.values().removeIf("-"::equals);
        Map<String, String> answered = new LinkedHashMap<>();
        expected.keySet()
                .forEach(role -> answered.put(role, String.valueOf(answer(role, call, body == null ? "" : body))));
        assertThat(answered).isEqualTo(expected);
    }

    @Test
    void theDepartmentCompletesItsTask() {
        assertThat(answer("legal", "POST /task/{task}/complete", "{}")).isEqualTo(204);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(instance)
                        .count())
                .isZero();
    }

    @Test
    void aColleagueTakesOverWhatSomeoneElseClaimed() {
        tasks.claim(task.getId(), "asleep");
        assertThat(answer("legal", "POST /task/{task}/unclaim", "")).isEqualTo(204);
        assertThat(answer("legal", "POST /task/{task}/claim", "{\"userId\":\"legal\"}"))
                .isEqualTo(204);
    }

    @Test
    void onlyAnalystsAndAdministratorsDeploy() throws IOException {
        assertThat(deploys("analyst")).isEqualTo(200);
        assertThat(deploys("admin")).isEqualTo(200);
        for (String role : new String[] {"tech", "legal", "manager", "auditor"}) {
            assertThat(deploys(role)).as(role).isEqualTo(403);
        }
    }

    /** A file of the plan as it is: whoever may deploy gets the running version for an answer. */
    private int deploys(String role) throws IOException {
        byte[] model;
        try (InputStream review = getClass().getResourceAsStream("/processes/review.bpmn")) {
            model = review.readAllBytes();
        }
        String form = "--cut\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nby " + role
                + "\r\n--cut\r\nContent-Disposition: form-data; name=\"e\"; filename=\"review.bpmn\"\r\n\r\n"
                + new String(model, StandardCharsets.UTF_8) + "\r\n--cut--\r\n";
        Visitor visitor = new Visitor(port);
        HttpResponse<String> answer = visitor.send(visitor.to("/engine-rest/deployment/create")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder().encodeToString((role + ":demo").getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.ofString(form)));
        return answer.statusCode();
    }

    private Map<String, Integer> answers(String call, String body) {
        Map<String, Integer> answers = new LinkedHashMap<>();
        Stream.of(ROLES).forEach(role -> answers.put(role, answer(role, call, body)));
        return answers;
    }

    private static Map<String, Integer> expected(int... statuses) {
        Map<String, Integer> expected = new LinkedHashMap<>();
        for (int i = 0; i < ROLES.length; i++) {
            expected.put(ROLES[i], statuses[i]);
        }
        return expected;
    }

    private int answer(String role, String call, String body) {
        String[] methodAndPath = call.split(" +");
        String path = methodAndPath[1]
                .replace("{task}", task.getId())
                .replace("{instance}", instance)
                .replace("{deployment}", deployment);
        return new Visitor(port)
                .asMachine(role, methodAndPath[0], "/engine-rest" + path, body)
                .statusCode();
    }
}
