package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.crisisplan.BesideThePlan;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.plan.Modeler;
import org.crisisplan.plan.Modeler.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** An analyst changes one file and clicks Deploy in Modeler: the next crisis runs on the new plan, the one under way on its own. */
class DeploymentDrill extends Drill {

    @LocalServerPort
    int port;

    @Autowired
    RepositoryService repository;

    @Autowired
    LatestDecisions standing;

    @Autowired
    CrisisRecord record;

    private Modeler analyst;

    @BeforeEach
    void anAnalystHasThePlan() {
        Modeler.deploysThePlanAsShipped(repository);
        analyst = new Modeler(port, "analyst").fetches(repository, version());
    }

    @AfterEach
    void thePlanIsAsShipped() {
        Modeler.deploysThePlanAsShipped(repository);
    }

    @Test
    void aRenamedStepIsInTheNextCrisisAndNotInTheOneUnderWay() {
        int before = version();
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 20_000));
        String underWay = number;

        Answer answer = analyst.deploys(
                "crisis-response.bpmn",
                changed("processes/crisis-response.bpmn", "Verify the report", "Check the report"));

        assertThat(answer.status()).as(answer.message()).isEqualTo(200);
        assertThat(answer.body().path("deployedProcessDefinitions").size()).isEqualTo(1);
        assertThat(answer.firstProcess().path("key").asText()).isEqualTo("crisis-response");
        assertThat(version()).isEqualTo(before + 1);

        reported("More data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 20_000));
        assertThat(crisis().planVersion()).isEqualTo("v" + (before + 1));
        assertThat(theTask("User_VerifyReport").getName()).startsWith("Check the report");
        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().level()).isEqualTo(1);
        runtime.deleteProcessInstance(rootOf(number), "drill over");

        number = underWay;
        assertThat(crisis().planVersion()).isEqualTo("v" + before);
        assertThat(theTask("User_VerifyReport").getName()).startsWith("Verify the report");
        teamWorksToTheEnd();
    }

    @Test
    void aTableAloneGradesTheNextCrisis() {
        Answer answer = analyst.deploys("crisis-level.dmn", changed("dmn/crisis-level.dmn", "&gt; 10000", "&gt; 5000"));

        assertThat(answer.status()).as(answer.message()).isEqualTo(200);
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 7_000));
        answers("User_VerifyReport", "technical", true);
        assertThat(crisis().level()).isEqualTo(1);
    }

    @Test
    void aFormAloneIsShownInTheNextCrisis() {
        String form = BesideThePlan.shipped("forms/verify-report.form").replaceFirst("(\"label\": \")", "$1Please: ");

        assertThat(analyst.deploys("verify-report.form", form).status()).isEqualTo(200);

        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 7_000));
        assertThat(forms.getDeployedTaskForm(theTask("User_VerifyReport").getId()))
                .asString(java.nio.charset.StandardCharsets.UTF_8)
                .contains("Please: ");
    }

    @Test
    void aTableOfTheMonitoringIsLiveAtOnce() {
        String before = standing.newest("triggers").version();
        String triggers = changed("dmn/triggers.dmn", "<definitions ", "<!-- mine --><definitions ");

        assertThat(analyst.deploys("triggers.dmn", triggers).status()).isEqualTo(200);

        assertThat(standing.file("triggers")).contains("<!-- mine -->");
        org.awaitility.Awaitility.await()
                .until(() -> !standing.newest("triggers").version().equals(before));
    }

    @Test
    void aCrisisUnderWaySaysThatANewVersionWasDeployedAndByWhom() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 20_000));
        int before = version();

        analyst.deploys("triggers.dmn", changed("dmn/triggers.dmn", "<definitions ", "<!-- mine --><definitions "));

        assertThat(record.of(number, 0, 1000))
                .filteredOn(act -> act.kind() == ActKind.PLAN_DEPLOYED)
                .singleElement()
                .satisfies(deployed -> {
                    assertThat(deployed.actor().id()).isEqualTo("analyst");
                    assertThat(deployed.before()).isEqualTo(Map.of("version", "v" + before));
                    assertThat(deployed.after())
                            .isEqualTo(Map.of(
                                    "version", "v" + (before + 1), "changed", java.util.List.of("dmn/triggers.dmn")));
                });
        assertThat(crisis().planVersion()).isEqualTo("v" + before);
        assertThat(record.firstBroken(number)).isEmpty();
    }

    @Test
    void aCrisisThatIsMigratedSaysSo() {
        reported("Data offered for sale", Kind.TECHNICAL, facts("leakedUsers", 20_000));
        String from = definition();
        analyst.deploys(
                "crisis-response.bpmn",
                changed("processes/crisis-response.bpmn", "Verify the report", "Check the report"));

        var plan = runtime.createMigrationPlan(from, definition())
                .mapEqualActivities()
                .build();
        runtime.newMigration(plan).processInstanceIds(rootOf(number)).execute();

        assertThat(crisis().planVersion()).isEqualTo("v" + version());
    }

    private String definition() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(CrisisResponse.KEY)
                .latestVersion()
                .singleResult()
                .getId();
    }

    private String rootOf(String crisis) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(crisis, CrisisResponse.KEY)
                .singleResult()
                .getId();
    }

    private int version() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(CrisisResponse.KEY)
                .latestVersion()
                .singleResult()
                .getVersion();
    }

    private static String changed(String file, String from, String to) {
        String before = BesideThePlan.shipped(file);
        assertThat(before).contains(from);
        return before.replace(from, to);
    }
}
