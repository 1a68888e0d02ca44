package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.BesideThePlan;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who sees a task and who works on it, without a row of rights for any task. */
@PlanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskRightsTest {

    private static final String REFUSED = "may not work on this task";

    @LocalServerPort
    int port;

    @Autowired
    CrisisPlan plan;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    HistoryService history;

    @Autowired
    IdentityService identities;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    ApplicationRunner rightsOfEachTaskGo;

    @Autowired
    JdbcClient sql;

    private String deployment;
    private Crisis crisis;

    /** Of the crisis: offered to technology and others, not to finance. */
    private String verify;

    /** Of a process that is no crisis: offered to legal only. */
    private String errand;

    @BeforeAll
    void anErrandCanBeRun() {
        deployment = BesideThePlan.in(repository)
                .name("errand")
                .addClasspathResource("access/errand.bpmn")
                .deploy()
                .getId();
    }

    @BeforeEach
    void aCrisisAndAnErrand() {
        crisis = plan.open(new CrisisReport("Payment is down", "Cards are refused", Set.of(Kind.TECHNICAL), Map.of()));
        verify = tasks.createTaskQuery()
                .processInstanceBusinessKey(crisis.number())
                .singleResult()
                .getId();
        errand = tasks.createTaskQuery()
                .processInstanceId(runtime.startProcessInstanceByKey("errand").getId())
                .singleResult()
                .getId();
    }

    @AfterEach
    void nobody() {
        identities.clearAuthentication();
    }

    @AfterAll
    void nothingStays() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void noRowIsWrittenForATask() {
        tasks.claim(verify, "tech");
        tasks.setOwner(errand, "legal");

        assertThat(authorizations.createAuthorizationQuery().resourceId(verify).count())
                .isZero();
        assertThat(authorizations.createAuthorizationQuery().resourceId(errand).count())
                .isZero();
    }

    @Test
    void theWholeTeamSeesTheTasksOfACrisis() {
        for (String member : List.of("pr", "tech", "legal", "service", "content", "finance", "manager")) {
            assertThat(get(member, "/task/" + verify)).as(member).contains("User_VerifyReport");
            assertThat(get(member, "/task/count?processInstanceBusinessKey=" + crisis.number()))
                    .as(member)
                    .contains("\"count\":1");
            assertThat(get(member, "/task/" + verify + "/form-variables"))
                    .as(member)
                    .contains("Cards are refused");
        }
        assertThat(get("analyst", "/task/count")).contains("\"count\":0");
        assertThat(get("auditor", "/task/" + verify)).contains("User_VerifyReport");
    }

    @Test
    void otherTasksAreSeenByThoseTheyAreOfferedTo() {
        assertThat(seenBy("legal", "legal")).contains(errand, verify);
        assertThat(seenBy("finance", "finance")).contains(verify).doesNotContain(errand);
        assertThat(seenBy("manager", "management")).contains(verify).doesNotContain(errand);
        assertThat(seenBy("stranger")).doesNotContain(errand, verify);
        assertThat(seenBy("analyst", "analysts")).doesNotContain(errand, verify);
        assertThat(seenBy("both", "analysts", "legal")).contains(errand, verify);
    }

    @Test
    void whoIsAskedInPersonSeesTheTaskAndWhoWasIsNot() {
        tasks.addCandidateUser(errand, "deputy");
        assertThat(seenBy("deputy")).contains(errand);

        tasks.setAssignee(errand, "first");
        assertThat(seenBy("first")).contains(errand);
        tasks.setAssignee(errand, "second");
        assertThat(seenBy("first")).doesNotContain(errand);
        assertThat(seenBy("second")).contains(errand);
        assertThat(seenBy("deputy")).as("others can take it back").contains(errand);

        tasks.delegateTask(errand, "third");
        assertThat(seenBy("third")).contains(errand);
        assertThat(seenBy("second")).as("gave it to somebody").contains(errand);
    }

    @Test
    void whatAnAdministratorGrantsCountsAsWell() {
        var granted = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        granted.setGroupId("finance");
        granted.setResource(Resources.PROCESS_DEFINITION);
        granted.setResourceId("errand");
        granted.addPermission(Permissions.READ_TASK);
        authorizations.saveAuthorization(granted);
        var single = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        single.setUserId("stranger");
        single.setResource(Resources.TASK);
        single.setResourceId(verify);
        single.addPermission(Permissions.READ);
        authorizations.saveAuthorization(single);
        try {
            assertThat(seenBy("finance", "finance")).contains(errand);
            assertThat(seenBy("stranger")).containsExactly(verify);
            assertThat(get("finance", "/task/" + errand + "/form-variables")).isEqualTo("{}");
            assertThat(complete("finance", errand)).isEqualTo(403);
        } finally {
            authorizations.deleteAuthorization(granted.getId());
            authorizations.deleteAuthorization(single.getId());
        }
    }

    @Test
    void whatAnAdministratorTakesFromSomebodyTheyDoNotSeeThoughTheirGroupDoes() {
        var granted = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        granted.setGroupId("finance");
        granted.setResource(Resources.PROCESS_DEFINITION);
        granted.setResourceId("errand");
        granted.addPermission(Permissions.READ_TASK);
        authorizations.saveAuthorization(granted);
        var taken = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_REVOKE);
        taken.setUserId("stranger");
        taken.setResource(Resources.PROCESS_DEFINITION);
        taken.setResourceId("errand");
        taken.removePermission(Permissions.READ_TASK);
        authorizations.saveAuthorization(taken);
        try {
            assertThat(seenBy("finance", "finance")).contains(errand);
            assertThat(seenBy("stranger", "finance")).doesNotContain(errand);
        } finally {
            authorizations.deleteAuthorization(granted.getId());
            authorizations.deleteAuthorization(taken.getId());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        claim          | {"userId":"finance"}
        unclaim        |
        complete       | {"variables":{"isCrisis":{"value":"yes"}}}
        submit-form    | {"variables":{"isCrisis":{"value":"yes"}}}
        resolve        | {}
        comment/create | {"message":"x"}
        """)
    void anotherDepartmentIsToldThatTheTaskIsNotTheirs(String call, String body) {
        var database = new DatabaseState(sql);
        database.changes();
        String json = body == null ? "" : body;

        var byRest = new Visitor(port).asMachine("finance", "POST", "/engine-rest/task/" + verify + "/" + call, json);
        assertThat(byRest.statusCode()).isIn(400, 403);
        assertThat(byRest.body()).contains(REFUSED);
        assertThat(database.changes()).as("engine-rest").isEmpty();

        Visitor browser = new Visitor(port).loggedInAs("finance");
        browser.page("/camunda/app/tasklist/default/");
        database.changes();
        var byTasklist = browser.send(browser.to("/camunda/api/engine/engine/default/task/" + verify + "/" + call)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN").orElse(""))
                .POST(BodyPublishers.ofString(json)));
        assertThat(byTasklist.statusCode()).isIn(400, 403);
        if (!call.startsWith("comment")) { // the engine's own answer hides what was refused there
            assertThat(byTasklist.body()).contains(REFUSED);
        }
        assertThat(database.changes()).as("Tasklist").isEmpty();
    }

    @Test
    void javaIsNoWayAround() {
        var database = new DatabaseState(sql);
        database.changes();
        identities.setAuthentication("finance", List.of("finance"));
        List<ThrowingCallable> acts = List.of(
                () -> tasks.claim(verify, "finance"),
                () -> tasks.setAssignee(verify, null),
                () -> tasks.complete(verify, Map.of("isCrisis", "yes")),
                () -> tasks.resolveTask(verify),
                () -> tasks.createComment(verify, null, "x"),
                () -> tasks.createComment(null, "x", "x"));
        for (ThrowingCallable act : acts) {
            assertThatThrownBy(act).isInstanceOf(AuthorizationException.class).hasMessageContaining(REFUSED);
        }
        assertThatThrownBy(() -> tasks.setVariable(verify, "isCrisis", "no"))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("set or remove variables");
        identities.clearAuthentication();
        assertThat(database.changes()).isEmpty();
    }

    @Test
    void whoMayWorkOnATaskReadsWhatWasSaidAndDoneOnIt() {
        assertThat(new Visitor(port)
                        .asMachine(
                                "tech",
                                "POST",
                                "/engine-rest/task/" + verify + "/comment/create",
                                "{\"message\":\"I look\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(new Visitor(port)
                        .asMachine("tech", "POST", "/engine-rest/task/" + verify + "/claim", "{\"userId\":\"tech\"}")
                        .statusCode())
                .isEqualTo(204);

        assertThat(get("service", "/task/" + verify + "/comment")).contains("I look");
        assertThat(get("service", "/history/user-operation?taskId=" + verify)).contains("Claim");
        assertThat(get("legal", "/history/user-operation?taskId=" + errand)).isEqualTo("[]");
        assertThat(get("analyst", "/history/user-operation?taskId=" + verify)).isEqualTo("[]");
        assertThat(get("analyst", "/history/task?taskId=" + verify)).isEqualTo("[]");
    }

    @Test
    void rowsOfEarlierVersionsGoAndGrantsByHandStay() throws Exception {
        for (int permissions : new int[] {2 + 4 + 32768, 2}) {
            for (int type : new int[] {7, 19}) {
                sql.sql(
                                "insert into ACT_RU_AUTHORIZATION (ID_, REV_, TYPE_, GROUP_ID_, RESOURCE_TYPE_, RESOURCE_ID_, PERMS_) "
                                        + "values (?, 1, 1, 'finance', ?, ?, ?)")
                        .params("old-" + permissions + "-" + type, type, "t-" + permissions + "-" + type, permissions)
                        .update();
            }
        }

        rightsOfEachTaskGo.run(new DefaultApplicationArguments());

        assertThat(sql.sql("select ID_ from ACT_RU_AUTHORIZATION where ID_ like 'old-%'")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("old-32774-19", "old-2-7");
        sql.sql("delete from ACT_RU_AUTHORIZATION where ID_ like 'old-%'").update();
    }

    private List<String> seenBy(String user, String... groups) {
        identities.setAuthentication(user, List.of(groups));
        try {
            List<String> seen =
                    tasks.createTaskQuery().list().stream().map(Task::getId).toList();
            var query = tasks.createTaskQuery();
            assertThat(query.count()).isEqualTo(seen.size());
            assertThat(query.list()).as("asked once more").hasSameSizeAs(seen);
            return seen;
        } finally {
            identities.clearAuthentication();
        }
    }

    private int complete(String person, String task) {
        return new Visitor(port)
                .asMachine(person, "POST", "/engine-rest/task/" + task + "/complete", "{}")
                .statusCode();
    }

    private String get(String person, String path) {
        return new Visitor(port)
                .asMachine(person, "GET", "/engine-rest" + path, "")
                .body();
    }
}
