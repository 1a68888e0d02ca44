package org.crisisplan.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.crisisplan.BesideThePlan;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.plan.Modeler.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Whatever is deployed, by whomever, is the next version of the whole plan or is refused with everything that is wrong. */
@PlanTest
class PlanVersionsTest {

    private static final String TEAM = "dmn/team.dmn";
    private static final String LEVELS = "dmn/crisis-level.dmn";

    @LocalServerPort
    int port;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    CrisisPlan crises;

    @Autowired
    PlanVersionRepository versions;

    /** The version of which both have each file; to fetch them all takes a second. */
    private static int fetched;

    private Modeler analyst;
    private Modeler admin;
    private int before;

    @BeforeEach
    void bothHaveThePlan() {
        Modeler.deploysThePlanAsShipped(repository);
        before = newest().number();
        analyst = new Modeler(port, "analyst");
        admin = new Modeler(port, "admin");
        if (before != fetched) {
            analyst.fetches(repository, before);
            admin.fetches(repository, before);
            fetched = before;
        }
    }

    @AfterEach
    void thePlanIsAsShipped() {
        if (newest().number() != before) {
            Modeler.deploysThePlanAsShipped(repository);
        }
    }

    @Test
    void whatIsUnchangedMakesNoVersionAndCanBeStartedAllTheSame() {
        Answer answer = analyst.deploys("review.bpmn", BesideThePlan.shipped("processes/review.bpmn"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.deployment()).isEqualTo(newest().deployment());
        assertThat(answer.firstProcess().path("key").asText()).isEqualTo("review");
        assertThat(newest().number()).isEqualTo(before);
    }

    @Test
    void whoDeployedWhatFromWhereIsKept() {
        analyst.deploys("team.dmn", marked(TEAM, "one"));

        PlanVersion version = newest();
        assertThat(version.number()).isEqualTo(before + 1);
        assertThat(version.by()).isEqualTo("analyst");
        assertThat(version.origin()).isEqualTo(DeploymentOrigin.MODELER);
        assertThat(versions.changesOf(version.number())).containsExactly(Map.entry(TEAM, Change.CHANGED));
        assertThat(process("crisis-response").getVersion()).isEqualTo(version.number());
        assertThat(repository.getDeploymentResourceNames(version.deployment())).contains(TEAM, LEVELS);
    }

    @Test
    void aNewFileIsAdded() {
        String note = BesideThePlan.shipped("forms/hold-review.form").replace("\"hold-review\"", "\"spare-form\"");

        Answer answer = analyst.deploys("spare-form.form", note);

        assertThat(answer.status()).as(answer.message()).isEqualTo(200);
        assertThat(versions.changesOf(newest().number()))
                .containsExactly(Map.entry("forms/spare-form.form", Change.ADDED));
    }

    @Test
    void everythingThatIsWrongStandsInTheMessage() {
        String review = BesideThePlan.shipped("processes/review.bpmn");
        Answer answer = analyst.deploys(
                "review.bpmn",
                review.replace("${inviteToReview}", "${inviteEverybody}").replace("\"hold-review\"", "\"hold\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message())
                .startsWith("Nothing was deployed.")
                .contains("processes/review.bpmn, ")
                .contains("calls ${inviteEverybody}, which the product does not offer")
                .contains("uses the form hold, which is not in the bundle");
        assertThat(newest().number()).isEqualTo(before);
        assertThat(new Visitor(port).loggedInAs("auditor").page("/plan").body())
                .contains("calls ${inviteEverybody}, which the product does not offer");
    }

    @Test
    void whatIsOnlyWorthALookIsDeployedAndStandsOnThePage() {
        Answer answer = analyst.deploys(
                "strengthen-review.form",
                BesideThePlan.shipped("forms/strengthen-review.form")
                        .replace("\"removedContent\"", "\"reviewCauses\""));

        assertThat(answer.status()).as(answer.message()).isEqualTo(200);
        assertThat(newest().number()).isEqualTo(before + 1);
        assertThat(new Visitor(port).loggedInAs("auditor").page("/plan").body())
                .contains("Warning: processes/handle-content.bpmn, User_StrengthenReview")
                .contains("shows reviewCauses, which nothing has written by then");
    }

    @Test
    void whatOthersReferToIsNotBroken() {
        Answer answer = analyst.deploys(
                "hold-review.form",
                BesideThePlan.shipped("forms/hold-review.form").replace("\"hold-review\"", "\"held-review\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("processes/review.bpmn, ").contains("uses the form hold-review");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        notes.md                   | notes.md: is not a diagram, a table, a form or a text
        review.BPMN                | review.BPMN: has an ending that is not read
        review.bpmn20.xml          | review.bpmn20.xml: has an ending that is not read
        case.cmmn                  | case.cmmn: is a case model
        case.cmmn10.xml            | case.cmmn10.xml: is a case model
        ../review.bpmn             | ../review.bpmn: stands in another folder
        /etc/review.bpmn           | /etc/review.bpmn: stands in another folder
        dmn/review.bpmn            | dmn/review.bpmn: stands in another folder
        processes/../review.bpmn   | stands in another folder
        ..\\review.bpmn            | has a name that no file
        .bpmn                      | .bpmn: has a name that no file
        review (1).bpmn            | review (1).bpmn: has a name that no file
        Review.bpmn                | differs from processes/review.bpmn of the plan by capital letters alone
        """)
    void namesThatNoFileOfThePlanHas(String name, String reason) {
        Answer answer = analyst.deploys(name, BesideThePlan.shipped("processes/review.bpmn"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains(reason);
        assertThat(newest().number()).isEqualTo(before);
    }

    @Test
    void theSameFileTwiceIsRefused() {
        String review = BesideThePlan.shipped("processes/review.bpmn");

        Answer answer = analyst.deploys(Map.of("review.bpmn", review, "processes/review.bpmn", review), Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("which is the same file of the plan");
    }

    @Test
    void aTenantAndAnActivationTimeAreRefused() {
        Map<String, String> file = Map.of("team.dmn", marked(TEAM, "tenant"));

        assertThat(analyst.deploys(file, Map.of("tenant-id", "acme")).message())
                .contains("there is one plan for everybody");
        assertThat(analyst.deploys(file, Map.of("deployment-activation-time", "2030-01-01T00:00:00.000+0000"))
                        .message())
                .contains("The activation time");
        assertThat(newest().number()).isEqualTo(before);
        assertThat(analyst.deploys(file, Map.of("tenant-id", "")).status())
                .as("an empty field")
                .isEqualTo(200);
    }

    @Test
    void anEmptyDeploymentIsRefused() {
        assertThat(analyst.deploys(Map.of(), Map.of()).status()).isEqualTo(400);
        assertThatThrownBy(() -> repository.createDeployment().name("nothing").deploy())
                .hasMessageContaining("holds no diagram, table or form");
    }

    @Test
    void theSecondOfTwoIsToldAndMayDeployOnceItHasTheFirstOnesVersion() {
        assertThat(analyst.deploys("team.dmn", marked(TEAM, "analyst")).status())
                .isEqualTo(200);

        Answer second = admin.deploys("team.dmn", marked(TEAM, "admin"));
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.message())
                .contains(TEAM + ": was changed by analyst on ")
                .contains("in version v" + (before + 1) + ", which you have not had yet");
        assertThat(admin.deploys("team.dmn", marked(TEAM, "admin")).status())
                .as("a second click overwrites nothing either")
                .isEqualTo(400);

        assertThat(admin.deploys("crisis-level.dmn", marked(LEVELS, "admin")).status())
                .as("another file is in nobody's way")
                .isEqualTo(200);
        assertThat(content(TEAM)).contains("<!-- analyst -->");
        assertThat(content(LEVELS)).contains("<!-- admin -->");

        assertThat(new Visitor(port)
                        .loggedInAs("admin")
                        .page("/plan/versions/" + (before + 1) + "/files/" + TEAM)
                        .statusCode())
                .isEqualTo(200);
        assertThat(admin.deploys("team.dmn", marked(TEAM, "both")).status()).isEqualTo(200);
    }

    @Test
    void ofTwoAtTheSameMomentOneIsTold() throws Exception {
        var both = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Answer>> clicks = List.of(
                    () -> analyst.deploys("team.dmn", marked(TEAM, "analyst")),
                    () -> admin.deploys("team.dmn", marked(TEAM, "admin")));
            List<Integer> answers = both.invokeAll(clicks).stream()
                    .map(PlanVersionsTest::statusOf)
                    .sorted()
                    .toList();

            assertThat(answers).containsExactly(200, 400);
            assertThat(newest().number()).isEqualTo(before + 1);
        } finally {
            both.shutdown();
        }
    }

    @Test
    void anEarlierVersionIsDeployedAgainAsItWas() {
        String first = newest().deployment();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("team.dmn", marked(TEAM, "later"));
        files.put(
                "spare-form.form",
                BesideThePlan.shipped("forms/hold-review.form").replace("\"hold-review\"", "\"spare-form\""));
        assertThat(analyst.deploys(files, Map.of()).status()).isEqualTo(200);

        Answer back = analyst.redeploys(first);

        assertThat(back.status()).as(back.message()).isEqualTo(200);
        assertThat(newest().number()).isEqualTo(before + 2);
        assertThat(newest().origin()).isEqualTo(DeploymentOrigin.EARLIER_VERSION);
        assertThat(newest().detail()).isEqualTo("v" + before);
        assertThat(versions.changesOf(before + 2))
                .containsExactly(Map.entry(TEAM, Change.CHANGED), Map.entry("forms/spare-form.form", Change.REMOVED));
        assertThat(content(TEAM)).isEqualTo(BesideThePlan.shipped(TEAM));
    }

    @Test
    void thePageSaysWhoDidWhatAndRollsBack() {
        analyst.deploys("team.dmn", marked(TEAM, "later"));
        Visitor person = new Visitor(port).loggedInAs("analyst");
        String page = person.page("/plan").body();
        assertThat(page)
                .contains("v" + (before + 1))
                .contains("Camunda Modeler")
                .contains("/plan/versions/" + (before + 1) + "/files/" + TEAM)
                .contains("/plan/versions/" + before + "/deploy");
        assertThat(new Visitor(port).loggedInAs("auditor").page("/plan").body())
                .contains("v" + (before + 1))
                .doesNotContain("/deploy\"");

        person.submits("/plan", "/plan/versions/" + before + "/deploy", Map.of("running", "" + before));
        assertThat(newest().number()).as("decided on an old page").isEqualTo(before + 1);

        person.submits("/plan", "/plan/versions/" + before + "/deploy", Map.of("running", "" + (before + 1)));
        assertThat(newest().number()).isEqualTo(before + 2);
        assertThat(content(TEAM)).isEqualTo(BesideThePlan.shipped(TEAM));
    }

    @Test
    void aVersionThatIsNeededStays() {
        String running = newest().deployment();
        assertThatThrownBy(() -> repository.deleteDeployment(running, true))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("it is the one that runs");
        String crisis = crises.open(new CrisisReport("Leak", "Leak", java.util.Set.of(Kind.TECHNICAL), Map.of()))
                .number();
        analyst.deploys("team.dmn", marked(TEAM, "later"));

        assertThatThrownBy(() -> repository.deleteDeployment(running, true)).hasMessageContaining("runs on it");
        assertThatThrownBy(() -> repository.deleteDeployment(running)).hasMessageContaining("runs on it");
        assertThatThrownBy(() -> repository
                        .deleteProcessDefinitions()
                        .byKey("review")
                        .withoutTenantId()
                        .cascade()
                        .delete())
                .hasMessageContaining("is kept whole");
        assertThatThrownBy(() ->
                        repository.deleteProcessDefinition(process("review").getId()))
                .hasMessageContaining("is kept whole");
        Answer byAdmin = admin.deletes(running);
        assertThat(byAdmin.status()).isEqualTo(400);
        assertThat(byAdmin.message()).contains("runs on it");

        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(crisis)
                        .count())
                .isPositive();
        // also what the plan started beside the crisis, or for other tests
        runtime.createProcessInstanceQuery().deploymentId(running).list().stream()
                .filter(left -> left.getRootProcessInstanceId().equals(left.getId()))
                .forEach(left -> runtime.deleteProcessInstance(left.getId(), "test over"));
        assertThatThrownBy(() -> repository.deleteDeployment(running)).hasMessageContaining("ran on it");
    }

    private PlanVersion newest() {
        return versions.newest().orElseThrow();
    }

    private ProcessDefinition process(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult();
    }

    private String content(String file) {
        try (var content = repository.getResourceAsStream(newest().deployment(), file)) {
            return new String(content.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static String marked(String file, String mark) {
        return BesideThePlan.shipped(file).replace("</definitions>", "<!-- " + mark + " --></definitions>");
    }

    private static int statusOf(java.util.concurrent.Future<Answer> answer) {
        try {
            return answer.get().status();
        } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }
}
