package org.crisisplan.decision;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.crisisplan.decision.feel.BoundedFeel;
import org.crisisplan.engine.RunningPlan;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the tables of the newest plan where no crisis runs yet: triggers, keywords, assets. Nothing of it enters the engine's
 * history, since what is asked may be the words of the public.
 */
@Component
public class LatestDecisions {

    private static final long LOOK_AGAIN = Duration.ofSeconds(1).toNanos();

    private final RepositoryService repository;
    private final RunningPlan plan;
    private final OfferedActs acts;
    private final DmnEngine tables;
    private final Map<String, Known> newest = new ConcurrentHashMap<>();

    LatestDecisions(RepositoryService repository, RunningPlan plan, OfferedActs acts) {
        this.repository = repository;
        this.plan = plan;
        this.acts = acts;
        var configuration = DecisionAnswers.tables();
        configuration.setFeelEngineFactory(() -> new FastPathFeelEngine(new BoundedFeel()));
        this.tables = configuration.buildEngine();
    }

    /** One table in one version. */
    public static class Table {

        private final DmnDecision decision;
        private final String version;
        private final TableLimits limits;

        private Table(DmnDecision decision, String version, TableLimits limits) {
            this.decision = decision;
            this.version = version;
            this.limits = limits;
        }

        /** Another one means that its answers may be others. */
        public String version() {
            return version;
        }
    }

    private record Known(String definition, @Nullable Table table, long lookedAt) {}

    /**
     * @param facts by the names of the table's inputs; a value nobody knows is null
     * @return one entry for each rule that matches: the table's outputs by their names
     * @throws IllegalStateException when the newest plan has no such table
     */
    public List<Map<String, Object>> ask(String decision, Map<String, ? extends @Nullable Object> facts) {
        return ask(newest(decision), facts);
    }

    public List<Map<String, Object>> ask(Table table, Map<String, ? extends @Nullable Object> facts) {
        return tables.evaluateDecision(table.decision, new HashMap<>(facts)).getResultList();
    }

    /** The numbers that the table compares these facts with, whether they are crossed or not. */
    public List<TableLimits.Limit> limits(Table table, Map<String, ? extends @Nullable Object> facts) {
        return table.limits.of(facts);
    }

    /** The table as the newest plan has it; a plan that has just been deployed is seen within a second. */
    public Table newest(String decision) {
        return find(decision).orElseThrow(() -> missing(decision));
    }

    /** The same of a table that a plan may do without. */
    public Optional<Table> find(String decision) {
        Known known = newest.get(decision);
        if (known == null || System.nanoTime() - known.lookedAt() > LOOK_AGAIN) {
            known = look(decision, known);
            newest.put(decision, known);
        }
        return Optional.ofNullable(known.table());
    }

    private Known look(String decision, @Nullable Known known) {
        return acts.perform(OfferedActs.READ_FOR_PAGE, () -> {
            Optional<DecisionDefinition> found = found(decision);
            if (found.isEmpty()) {
                return new Known("", null, System.nanoTime());
            }
            DecisionDefinition definition = found.get();
            Table table = known != null && known.definition().equals(definition.getId())
                    ? known.table()
                    : read(content(definition), decision, definition.getId());
            return new Known(definition.getId(), table, System.nanoTime());
        });
    }

    private Optional<DecisionDefinition> found(String decision) {
        return plan.deployment()
                .map(deployment -> repository
                        .createDecisionDefinitionQuery()
                        .deploymentId(deployment)
                        .decisionDefinitionKey(decision)
                        .singleResult());
    }

    private DecisionDefinition definition(String decision) {
        return found(decision).orElseThrow(() -> missing(decision));
    }

    private static IllegalStateException missing(String decision) {
        return new IllegalStateException(
                "The newest plan has no table '" + decision + "'; deploy the whole plan again with it.");
    }

    private byte[] content(DecisionDefinition definition) {
        try (InputStream content =
                repository.getResourceAsStream(definition.getDeploymentId(), definition.getResourceName())) {
            return content.readAllBytes();
        } catch (IOException unreadable) {
            throw new IllegalStateException(definition.getResourceName() + " of the plan cannot be read", unreadable);
        }
    }

    /** The newest table's file, for whoever wants to change it and try it out. */
    public String file(String decision) {
        return acts.perform(
                OfferedActs.READ_FOR_PAGE, () -> new String(content(definition(decision)), StandardCharsets.UTF_8));
    }

    /**
     * Reads a table that is not deployed.
     *
     * @throws IllegalStateException when the file holds no such decision; the DMN engine's own exception when it cannot be read
     */
    public Table read(byte[] content, String decision, String version) {
        return tables.parseDecisions(new ByteArrayInputStream(content)).stream()
                .filter(one -> one.getKey().equals(decision))
                .findFirst()
                .map(one -> new Table(one, version, TableLimits.read(content, decision)))
                .orElseThrow(() -> new IllegalStateException("There is no decision '" + decision + "' in the file"));
    }
}
