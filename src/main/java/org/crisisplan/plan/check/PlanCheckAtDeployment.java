package org.crisisplan.plan.check;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.cmmn.deployer.CmmnDeployer;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.jspecify.annotations.Nullable;

/** Stands before the engine's own deployers: a model that could run code is refused, from Modeler and REST as from the bundle. */
class PlanCheckAtDeployment implements Deployer {

    private final PlanCheckSafety safety;

    PlanCheckAtDeployment(PlanCheckSafety safety) {
        this.safety = safety;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (deployment.isNew()) {
            deployment.getResources().values().forEach(this::check);
        }
    }

    private void check(ResourceEntity resource) {
        var report = new PlanCheckReport();
        if (isOneOf(resource, CmmnDeployer.CMMN_RESOURCE_SUFFIXES)) {
            report.add(resource.getName(), "", "is a case model, which this product does not run", "Draw a process");
        } else if (isOneOf(resource, BpmnDeployer.BPMN_RESOURCE_SUFFIXES)
                || isOneOf(resource, DecisionDefinitionDeployer.DMN_RESOURCE_SUFFIXES)) {
            safety.check(resource.getName(), resource.getBytes(), report);
        }
        if (!report.findings().isEmpty()) {
            throw refusal(resource.getName(), report.findings());
        }
    }

    private static boolean isOneOf(ResourceEntity resource, String[] endings) {
        return Arrays.stream(endings).anyMatch(resource.getName()::endsWith);
    }

    private static ParseException refusal(String file, List<PlanCheckFinding> findings) {
        return new ParseException(
                "Nothing was deployed. "
                        + findings.stream().map(PlanCheckFinding::toString).collect(Collectors.joining(" ")),
                file,
                findings.stream().<Problem>map(Found::new).toList(),
                List.of());
    }

    /** A finding as Modeler shows it next to the element. */
    private record Found(PlanCheckFinding finding) implements Problem {

        @Override
        public String getMessage() {
            return finding.problem() + ". " + finding.remedy() + ".";
        }

        @Override
        public int getLine() {
            return 0;
        }

        @Override
        public int getColumn() {
            return 0;
        }

        @Override
        public @Nullable String getMainElementId() {
            return finding.element().isEmpty() ? null : finding.element().split(" ", 2)[0];
        }

        @Override
        public List<String> getElementIds() {
            return finding.element().isEmpty()
                    ? List.of()
                    : List.of(finding.element().split(" ", 2)[0]);
        }
    }
}
