package org.crisisplan.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.crisisplan.PlanTest;
import org.crisisplan.access.LoginJournal;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.plan.Modeler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who did what to the product, who logged in, who looked at what: an auditor reads it. */
@PlanTest
class AuditLogsTest {

    @LocalServerPort
    int port;

    @Autowired
    CrisisPlan plan;

    @Autowired
    RuntimeService runtime;

    @Autowired
    RepositoryService repository;

    @Autowired
    IdentityService identities;

    @Autowired
    LoginJournal journal;

    @Autowired
    ViewLog views;

    @Autowired
    JdbcClient sql;

    private Visitor auditor;
    private String number = "";

    @BeforeEach
    void aCase() {
        auditor = new Visitor(port).loggedInAs("auditor");
        number = plan.open(new CrisisReport("Login fails", "Nobody gets in.", Set.of(Kind.TECHNICAL), Map.of()))
                .number();
    }

    @AfterEach
    void leaveNothing() {
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .forEach(root -> runtime.deleteProcessInstance(root.getId(), "test over"));
        identities.deleteUser("intern");
        sql.sql("delete from login_hour where name = '' or name = 'finance'").update();
    }

    @Test
    void anAdministratorsVariableIsNamedWithBothValues() {
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .singleResult()
                .getId();
        var admin = new Visitor(port);
        for (int level : new int[] {3, 2}) {
            assertThat(admin.asMachine(
                                    "admin",
                                    "PUT",
                                    "/engine-rest/process-instance/" + instance + "/variables/note",
                                    "{\"value\": " + level + ", \"type\": \"Integer\"}")
                            .statusCode())
                    .isEqualTo(204);
        }

        String page = auditor.page("/audit/administrators?crisis=" + number).body();

        assertThat(page).contains(">2 found<", "Variables set or removed", "{note=3}", "variables={note=2}", ">admin<");
        assertThat(page).contains("/crises/" + number + "/dossier");
        assertThat(auditor.page("/audit/administrators?crisis=" + number + "&who=pr")
                        .body())
                .contains(">0 found<");
        assertThat(auditor.page("/audit/administrators?crisis=" + number + "&q=NOTE%3D2")
                        .body())
                .contains(">1 found<");
        String file = auditor.get("/audit/administrators.csv?crisis=" + number).body();
        assertThat(file.lines()).hasSize(3);
        assertThat(file).contains("set-or-remove-variables", "{note=3}");
    }

    @Test
    void peopleAndRightsAreNamedWithWhatChangedAndNoPassword() {
        var admin = new Visitor(port);
        String user = """
                {"profile": {"id": "intern", "firstName": "%s", "lastName": "实习", "email": "intern@example.org"},
                 "credentials": {"password": "Secret-of-the-intern-17"}}""";
        assertThat(admin.asMachine("admin", "POST", "/engine-rest/user/create", user.formatted("=Intern"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(admin.asMachine(
                                "admin",
                                "PUT",
                                "/engine-rest/user/intern/profile",
                                "{\"id\": \"intern\", \"firstName\": \"Trainee\", \"lastName\": \"实习\", \"email\": \"intern@example.org\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(admin.asMachine("admin", "PUT", "/engine-rest/group/finance/members/intern", "")
                        .statusCode())
                .isEqualTo(204);

        String page = auditor.page("/audit/administrators?q=intern&kind=people-groups-rights-and-filters")
                .body();

        assertThat(page)
                .contains(">3 found<", "firstName==Intern", "firstName=Trainee", "a password", "groupId=finance");
        assertThat(page).doesNotContain("Secret-of-the-intern-17");
        assertThat(auditor.get("/audit/administrators.csv?q=intern").body())
                .doesNotContain("Secret")
                .doesNotContain(",=");
    }

    @Test
    void loginsAreCountedByNameAddressAndHourAndNoPasswordInTheWrongFieldIsKept() {
        // what other tests left is written down by the page, and taken away
        auditor.page("/audit/logins");
        sql.sql("delete from login_hour").update();
        for (int i = 0; i < 5; i++) {
            new Visitor(port).asMachine("no-such-name-" + i, "GET", "/api/openapi", "");
        }
        new Visitor(port).loggedInAs("finance");

        String refused = auditor.page("/audit/logins?outcome=refused").body();
        assertThat(refused).contains("a name that nobody has", ">5<").doesNotContain("no-such-name");
        String in = auditor.page("/audit/logins?who=finance&outcome=in").body();
        assertThat(in).contains(">1 found<", "127.0.0.1", "login page", "let in");
        assertThat(auditor.get("/audit/logins.csv?who=finance").body()).contains(",finance,127.0.0.1,in,page,");
        assertThat(auditor.get("/audit/logins.csv?outcome=maybe").statusCode()).isEqualTo(400);
    }

    @Test
    void looksAtARecordAreOneLineAnHourAndEveryExportIsOne() {
        auditor.page("/crises/" + number + "/record");
        auditor.page("/crises/" + number + "/record?page=0");
        assertThat(auditor.submits("/crises/" + number + "/record", "/crises/" + number + "/record.zip", Map.of())
                        .statusCode())
                .isEqualTo(200);
        auditor.page("/crises/CR-1999-0001/record");

        assertThat(views.newest(ViewLog.Wanted.of(number), 0, 10))
                .extracting(ViewLog.View::exported, ViewLog.View::times, ViewLog.View::who, ViewLog.View::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(true, 1, "auditor", "record"),
                        org.assertj.core.groups.Tuple.tuple(false, 3, "auditor", "record"));
        assertThat(views.count(ViewLog.Wanted.of("CR-1999-0001"))).isZero();
        String page = auditor.page("/audit/views?crisis=" + number).body();
        assertThat(page).contains(">2 found<", "took along", "looked at", "the record");
        auditor.get("/audit/views.csv?crisis=" + number);
        assertThat(auditor.page("/audit/views?who=auditor&act=exported").body())
                .contains("/audit/views.csv?crisis=" + number);
    }

    @Test
    void aDeploymentKeepsItsReasonAndTheDifferenceIsShown() {
        String table = new String(read("dmn/crisis-level.dmn"), java.nio.charset.StandardCharsets.UTF_8);
        int before = newest();
        try {
            identities.setAuthentication("analyst", java.util.List.of("analysts"));
            repository
                    .createDeployment()
                    .name("Legal asked for a lower bound")
                    .addString("crisis-level.dmn", table.replace("&gt; 10000<", "&gt; 5000<"))
                    .deploy();
            identities.clearAuthentication();
            int after = newest();
            String list = auditor.page("/audit/plans").body();
            assertThat(list).contains("Legal asked for a lower bound", "The product at its start");
            String difference = auditor.page("/audit/plans/difference?from=" + before + "&to=" + after)
                    .body();
            assertThat(difference)
                    .contains("dmn/crisis-level.dmn", "&gt; 10000", "&gt; 5000", "Legal asked for a lower bound");
            assertThat(difference).doesNotContain("forms/");
            assertThat(auditor.page("/audit/administrators?kind=plan&who=analyst")
                            .body())
                    .contains("v" + after, "dmn/crisis-level.dmn: changed");
            var analyst = new Visitor(port).loggedInAs("analyst");
            assertThat(analyst.page("/audit/plans/difference?from=" + before + "&to=" + after)
                            .body())
                    .contains("&gt; 5000");
            assertThat(analyst.page("/audit/plans").body()).doesNotContain("CR-");
            assertThat(auditor.page("/audit/plans/difference?from=1&to=99999").statusCode())
                    .isEqualTo(404);
        } finally {
            identities.clearAuthentication();
            Modeler.deploysThePlanAsShipped(repository);
        }
    }

    private int newest() {
        return sql.sql("select max(version) from plan_version")
                .query(Integer.class)
                .single();
    }

    private byte[] read(String name) {
        String deployment = sql.sql("select deployment_id from plan_version where version = ?")
                .param(newest())
                .query(String.class)
                .single();
        try (var content = repository.getResourceAsStream(deployment, name)) {
            return content.readAllBytes();
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }
}
