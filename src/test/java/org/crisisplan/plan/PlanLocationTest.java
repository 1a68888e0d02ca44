package org.crisisplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.engine.SharedDatabase;
import org.crisisplan.engine.StartWork;
import org.crisisplan.plan.check.PlanBundle;
import org.crisisplan.web.Notices;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;

/** An analyst keeps the plan in a folder of one's own, changes a number there, and the next crisis is graded by it. */
@PlanTest
class PlanLocationTest {

    private static final String LEVELS = "dmn/crisis-level.dmn";
    private static final String REVIEW = "processes/review.bpmn";

    @Autowired
    RepositoryService repository;

    @Autowired
    DecisionService decisions;

    @Autowired
    PlanVersionRepository versions;

    @Autowired
    PlanRefusalRepository refusals;

    @Autowired
    PlanArchive archive;

    @Autowired
    StartWork startWork;

    private final Notices notices = new Notices();

    @TempDir
    Path folder;

    private String shipped;

    @BeforeEach
    void theFolderHoldsThePlanAsShipped() {
        Modeler.deploysThePlanAsShipped(repository);
        PlanBundle.readFrom("classpath*:").files().forEach(this::write);
        start();
        shipped = latest().getDeploymentId();
    }

    @AfterEach
    void backToThePlanAsShipped() {
        Modeler.deploysThePlanAsShipped(repository);
        PlanBundle.readFrom("classpath*:").files().forEach(this::write);
        start();
    }

    @Test
    void theSamePlanMakesNoNewVersion() {
        start();

        assertThat(latest().getDeploymentId()).isEqualTo(shipped);
    }

    @Test
    void aChangedThresholdIsANewVersionOfThePlanAndGradesTheNextCrisis() {
        Map<String, Object> leak = Map.of("leakedUsers", 7000);
        assertThat(level(leak)).isEqualTo(3);

        change(LEVELS, "&gt; 10000", "&gt; 5000");
        start();
        String changed = latest().getDeploymentId();

        assertThat(changed).as("a new version").isNotEqualTo(shipped);
        assertThat(level(leak)).as("graded by the new number").isEqualTo(1);
        assertThat(latest().getDeploymentId())
                .as("one version for diagrams and tables")
                .isEqualTo(changed);
        PlanVersion version = versions.newest().orElseThrow();
        assertThat(version.number()).isEqualTo(latest().getVersion());
        assertThat(version.origin()).isEqualTo(DeploymentOrigin.FOLDER);
        assertThat(version.detail()).contains(folder.getFileName().toString());
        assertThat(versions.changesOf(version.number())).containsExactly(Map.entry(LEVELS, Change.CHANGED));

        start();
        assertThat(latest().getDeploymentId()).as("unchanged at the next start").isEqualTo(changed);
    }

    @Test
    void aBrokenPlanIsRefusedAndTheLastGoodOneRunsOn() {
        change(REVIEW, "${inviteToReview}", "${inviteEverybody}");

        start();

        assertThat(latest().getDeploymentId()).isEqualTo(shipped);
        assertThat(notices.about("plan").orElseThrow().details())
                .anySatisfy(line ->
                        assertThat(line).contains("calls ${inviteEverybody}, which the product does not offer"));
        assertThat(refusals.last(1).get(0).findings())
                .isEqualTo(notices.about("plan").orElseThrow().details());
        Health health = new PlanHealth(notices, versions).health();
        assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health.getDetails()).containsEntry("version", "v" + latest().getVersion());

        change(REVIEW, "${inviteEverybody}", "${inviteToReview}");
        start();
        assertThat(notices.of(true)).as("once it is put right").isEmpty();
    }

    @Test
    void anEmptyOrMissingFolderRemovesNothing() {
        start("file:/no/such/folder/");

        assertThat(notices.about("plan").orElseThrow().details()).isNotEmpty();
        assertThat(latest().getDeploymentId()).isEqualTo(shipped);
    }

    @Test
    void aModelThatNobodyWouldReadIsSaid() {
        write("dmn/more/team.dmn", "<x/>".getBytes(StandardCharsets.UTF_8));
        write("processes/extra.bpmn20.xml", "<x/>".getBytes(StandardCharsets.UTF_8));
        write("forms/.hidden.form", "{}".getBytes(StandardCharsets.UTF_8));

        start();
        delete("dmn/more/team.dmn");
        delete("processes/extra.bpmn20.xml");

        assertThat(notices.about("plan").orElseThrow().details())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith("dmn/more/team.dmn: is not read"))
                .anySatisfy(line -> assertThat(line).startsWith("processes/extra.bpmn20.xml: is not read"));
    }

    @Test
    void aRestartWithTheSameFolderKeepsWhatWasDeployedByHandMeanwhile() {
        byHand(LEVELS, read(LEVELS).replace("&gt; 10000", "&gt; 5000"));
        String byHand = latest().getDeploymentId();

        start();

        assertThat(latest().getDeploymentId()).isEqualTo(byHand);
        assertThat(notices.of(true)).isEmpty();
    }

    @Test
    void aChangeInTheFolderJoinsAChangeOfAnotherFileByHand() {
        byHand(LEVELS, read(LEVELS).replace("&gt; 10000", "&gt; 5000"));
        change(REVIEW, "</bpmn:definitions>", "<!-- mine --></bpmn:definitions>");

        start();

        assertThat(notices.of(true)).isEmpty();
        assertThat(running(LEVELS)).contains("&gt; 5000");
        assertThat(running(REVIEW)).contains("<!-- mine -->");
    }

    @Test
    void theSameFileChangedInTheFolderAndByHandIsForPeopleToJoin() {
        byHand(LEVELS, read(LEVELS).replace("&gt; 10000", "&gt; 5000"));
        String byHand = latest().getDeploymentId();
        change(LEVELS, "&gt; 10000", "&gt; 9000");

        start();

        assertThat(latest().getDeploymentId()).isEqualTo(byHand);
        assertThat(notices.about("plan").orElseThrow().details())
                .singleElement()
                .asString()
                .contains(LEVELS + ": was changed in the folder and also by the product")
                .contains("version v" + latest().getVersion());

        change(LEVELS, "&gt; 9000", "&gt; 5000");
        start();
        assertThat(notices.of(true)).as("both agree").isEmpty();
        change(LEVELS, "&gt; 5000", "&gt; 9000");
        start();
        assertThat(running(LEVELS)).as("and the folder counts again").contains("&gt; 9000");
    }

    @Test
    void whereOthersMayWorkTheStoredPlanCountsUntilOneIsToldToDeploy() {
        change(LEVELS, "&gt; 10000", "&gt; 5000");

        startBesideOthers(null);

        assertThat(latest().getDeploymentId()).isEqualTo(shipped);
        assertThat(notices.of(true)).singleElement().satisfies(notice -> {
            assertThat(notice.about()).contains(folder.getFileName().toString());
            assertThat(notice.details()).containsExactly(LEVELS + ": changed");
        });
        Health health = new PlanHealth(notices, versions).health();
        assertThat(health.getStatus().getCode()).isEqualTo("DEGRADED");
        assertThat(health.getDetails()).containsEntry("differences", List.of(LEVELS + ": changed"));

        startBesideOthers(true);
        assertThat(running(LEVELS)).contains("&gt; 5000");
        assertThat(notices.of(true)).isEmpty();
        assertThat(new PlanHealth(notices, versions).health().getStatus().getCode())
                .isEqualTo("UP");

        byHand(REVIEW, read(REVIEW).replace("</bpmn:definitions>", "<!-- by hand --></bpmn:definitions>"));
        startBesideOthers(null);
        assertThat(notices.of(true))
                .as("a change by hand of a file that the folder did not touch")
                .isEmpty();
    }

    @Test
    void whatSaysThatTheFolderDiffersGoesWhenItsFilesAreDeployedByHand() {
        change(LEVELS, "&gt; 10000", "&gt; 5000");
        PlanDeployment node = startBesideOthers(null);
        assertThat(notices.about("plan-differs")).isPresent();

        byHand(LEVELS, read(LEVELS));
        node.compareIfAnotherRuns();

        assertThat(notices.of(true)).isEmpty();
    }

    @Test
    void aNodeToldNotToDeployDoesNotOnTheEmbeddedDatabaseEither() {
        change(LEVELS, "&gt; 10000", "&gt; 5000");

        start(new PlanSettings(folder.toUri().toString(), false, null), new SharedDatabase(false));

        assertThat(latest().getDeploymentId()).isEqualTo(shipped);
        assertThat(notices.about("plan-differs")).isPresent();
    }

    private void byHand(String file, String content) {
        repository.createDeployment().addString(file, content).deploy();
    }

    private void start() {
        start(folder.toUri().toString());
    }

    private PlanDeployment start(PlanSettings settings, SharedDatabase database) {
        PlanDeployment node =
                new PlanDeployment(repository, settings, versions, archive, refusals, notices, database, startWork);
        node.start();
        return node;
    }

    private PlanDeployment startBesideOthers(@Nullable Boolean deployAtStart) {
        return start(new PlanSettings(folder.toUri().toString(), deployAtStart, null), new SharedDatabase(true));
    }

    private void start(String location) {
        start(new PlanSettings(location, null, null), new SharedDatabase(false));
    }

    private ProcessDefinition latest() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(CrisisResponse.KEY)
                .latestVersion()
                .singleResult();
    }

    private int level(Map<String, Object> facts) {
        return ((Number) decisions
                        .evaluateDecisionTableByKey("crisisLevel", facts)
                        .getSingleResult()
                        .get("level"))
                .intValue();
    }

    private String running(String file) {
        try (var content = repository.getResourceAsStream(latest().getDeploymentId(), file)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private void change(String file, String from, String to) {
        String before = read(file);
        assertThat(before).contains(from);
        write(file, before.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private void write(String file, byte[] content) {
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.write(folder.resolve(file), content);
        } catch (IOException full) {
            throw new java.io.UncheckedIOException(full);
        }
    }

    private void delete(String file) {
        try {
            Files.delete(folder.resolve(file));
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }
}
