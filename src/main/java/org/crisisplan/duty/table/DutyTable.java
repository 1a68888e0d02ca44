package org.crisisplan.duty.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.engine.fence.OfferedActs;
import org.springframework.stereotype.Component;

/** The table {@code duties} of each plan version: a crisis keeps the one that it was opened with. */
@Component
public class DutyTable {

    private final RepositoryService repository;
    private final LatestDecisions tables;
    private final FactTable versions;
    private final OfferedActs acts;
    // a deployed version never changes
    private final Map<String, Optional<DutyRows>> read = new ConcurrentHashMap<>();
    private final Map<String, DutyRows> newest = new ConcurrentHashMap<>();

    DutyTable(RepositoryService repository, LatestDecisions tables, FactTable versions, OfferedActs acts) {
        this.repository = repository;
        this.tables = tables;
        this.versions = versions;
        this.acts = acts;
    }

    /** Of the crisis's version of the plan; of the newest where that one had no such table. */
    public DutyRows of(Crisis crisis) {
        return read.computeIfAbsent(versions.processOf(crisis.planVersion()), this::read)
                .orElseGet(this::newest);
    }

    /** Of the newest plan. */
    public DutyRows newest() {
        String version = tables.newest(DutyRows.TABLE).version();
        return newest.computeIfAbsent(
                version,
                one -> DutyRows.read(tables.file(DutyRows.TABLE).getBytes(StandardCharsets.UTF_8), one, tables));
    }

    private Optional<DutyRows> read(String process) {
        return acts.perform(OfferedActs.READ_FOR_PAGE, () -> {
            String deployment = repository.getProcessDefinition(process).getDeploymentId();
            DecisionDefinition table = repository
                    .createDecisionDefinitionQuery()
                    .deploymentId(deployment)
                    .decisionDefinitionKey(DutyRows.TABLE)
                    .singleResult();
            if (table == null) {
                return Optional.empty();
            }
            try (InputStream file = repository.getResourceAsStream(deployment, table.getResourceName())) {
                return Optional.of(DutyRows.read(file.readAllBytes(), deployment, tables));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(table.getResourceName() + " of the plan cannot be read", unreadable);
            }
        });
    }
}
