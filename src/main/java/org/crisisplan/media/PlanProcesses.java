package org.crisisplan.media;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.crisisplan.engine.RunningPlan;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Starts a process of the plan beside the main one: of the version that the crisis runs on, or of the newest one. */
@Component
public class PlanProcesses {

    private final RepositoryService definitions;
    private final RuntimeService runtime;
    private final FactTable versions;
    private final RunningPlan newest;
    private final OfferedActs acts;

    PlanProcesses(
            RepositoryService definitions,
            RuntimeService runtime,
            FactTable versions,
            RunningPlan newest,
            OfferedActs acts) {
        this.definitions = definitions;
        this.runtime = runtime;
        this.versions = versions;
        this.newest = newest;
        this.acts = acts;
    }

    /**
     * In the caller's transaction.
     *
     * @param act what whoever is logged in is offered to do with it
     * @param crisis null for what belongs to no single crisis
     * @param businessKey the crisis's number, or what the case is called without one
     * @throws InvalidReport if no plan that is deployed has such a process
     */
    public void start(
            String act, String key, @Nullable Crisis crisis, String businessKey, Map<String, Object> variables) {
        acts.perform(act, () -> {
            String definition = of(key, crisis)
                    .orElseThrow(() -> new InvalidReport(List.of(new Finding(
                            "plan", "has no process '" + key + "'; an analyst adds it, and nothing was kept"))));
            return runtime.startProcessInstanceById(definition, businessKey, variables);
        });
    }

    private Optional<String> of(String key, @Nullable Crisis crisis) {
        return Optional.ofNullable(crisis)
                .map(one -> definitions.getProcessDefinition(versions.processOf(one.planVersion())))
                .map(ProcessDefinition::getDeploymentId)
                .flatMap(deployment -> in(deployment, key))
                .or(() -> newest.deployment().flatMap(deployment -> in(deployment, key)));
    }

    private Optional<String> in(String deployment, String key) {
        return Optional.ofNullable(definitions
                        .createProcessDefinitionQuery()
                        .deploymentId(deployment)
                        .processDefinitionKey(key)
                        .singleResult())
                .map(ProcessDefinition::getId);
    }
}
