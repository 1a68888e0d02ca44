package org.crisisplan.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.plan.check.PlanBundle;
import org.crisisplan.plan.check.PlanCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** An analyst keeps the plan in a folder of one's own, changes a number there, and the next crisis is graded by it. */
@PlanTest
class PlanLocationTest {

    @Autowired
    RepositoryService repository;

    @Autowired
    DecisionService decisions;

    @Autowired
    PlanCheck check;

    @TempDir
    Path folder;

    private String shipped;

    @BeforeEach
    void theFolderHoldsThePlanAsShipped() {
        shipped = latest().getDeploymentId();
        PlanBundle.readFrom("classpath*:").files().forEach(this::write);
    }

    @AfterEach
    void backToThePlanAsShipped() {
        repository.createDeploymentQuery().deploymentName(PlanDeployment.NAME).list().stream()
                .filter(deployment -> !deployment.getId().equals(shipped))
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
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

        change("dmn/crisis-level.dmn", "&gt; 10000", "&gt; 5000");
        start();
        String changed = latest().getDeploymentId();

        assertThat(changed).as("a new version").isNotEqualTo(shipped);
        assertThat(level(leak)).as("graded by the new number").isEqualTo(1);
        assertThat(latest().getDeploymentId())
                .as("one version for diagrams and tables")
                .isEqualTo(changed);

        start();
        assertThat(latest().getDeploymentId()).as("unchanged at the next start").isEqualTo(changed);
    }

    @Test
    void aBrokenPlanIsRefusedAndTheOldOneStays() {
        change("processes/review.bpmn", "${inviteToReview}", "${inviteEverybody}");

        assertThatThrownBy(this::start)
                .isInstanceOf(PlanRefused.class)
                .hasMessageContaining("was not deployed")
                .hasMessageContaining("calls ${inviteEverybody}, which the product does not offer");
        assertThat(latest().getDeploymentId()).isEqualTo(shipped);
    }

    private void start() {
        new PlanDeployment(repository, new PlanSettings(folder.toUri().toString()), check).start();
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
}
