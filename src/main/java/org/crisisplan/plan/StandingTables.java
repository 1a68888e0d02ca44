package org.crisisplan.plan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks the tables of the newest plan where no crisis runs yet: triggers, keywords, assets. Nothing of it enters the engine's
 * history, since what is asked may be the words of the public.
 */
@Component
public class StandingTables {

    private final RepositoryService repository;
    private final DmnEngine tables;
    private volatile Known known = new Known("", Map.of());

    StandingTables(RepositoryService repository) {
        this.repository = repository;
        this.tables =
                DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    }

    /**
     * @param facts by the names of the table's inputs; a value nobody knows is null
     * @return one entry for each rule that matches: the table's outputs by their names
     * @throws IllegalStateException when the newest plan has no such table
     */
    public List<Map<String, Object>> ask(String decision, Map<String, ? extends @Nullable Object> facts) {
        return ask(known().table(decision), facts);
    }

    /** The deployment whose tables are asked now; a new one means that answers may be new. */
    public String version() {
        return known().deployment();
    }

    private List<Map<String, Object>> ask(DmnDecision table, Map<String, ? extends @Nullable Object> facts) {
        return tables.evaluateDecision(table, new HashMap<>(facts)).getResultList();
    }

    private Known known() {
        DecisionDefinition newest = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey("triggers")
                .latestVersion()
                .singleResult();
        if (newest == null) {
            throw new IllegalStateException("No plan with a table 'triggers' is deployed");
        }
        Known now = known;
        if (!now.deployment().equals(newest.getDeploymentId())) {
            now = new Known(newest.getDeploymentId(), read(newest.getDeploymentId()));
            known = now;
        }
        return now;
    }

    private Map<String, DmnDecision> read(String deployment) {
        Map<String, DmnDecision> read = new HashMap<>();
        for (String file : repository.getDeploymentResourceNames(deployment)) {
            if (file.endsWith(".dmn")) {
                try (InputStream content = repository.getResourceAsStream(deployment, file)) {
                    tables.parseDecisions(new ByteArrayInputStream(content.readAllBytes()))
                            .forEach(decision -> read.put(decision.getKey(), decision));
                } catch (IOException unreadable) {
                    throw new IllegalStateException(file + " of the plan cannot be read", unreadable);
                }
            }
        }
        return read;
    }

    private record Known(String deployment, Map<String, DmnDecision> tables) {

        DmnDecision table(String decision) {
            DmnDecision table = tables.get(decision);
            if (table == null) {
                throw new IllegalStateException(
                        "The newest plan has no table '" + decision + "'; deploy the whole plan again with it.");
            }
            return table;
        }
    }
}
