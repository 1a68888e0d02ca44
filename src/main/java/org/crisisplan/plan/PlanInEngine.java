package org.crisisplan.plan;

import static java.util.Objects.requireNonNullElseGet;

import java.io.ByteArrayInputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cmd.DeleteJobsCmd;
import org.camunda.bpm.engine.impl.cmd.DeployCmd;
import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.TimerStartEventJobHandler;
import org.camunda.bpm.engine.impl.repository.DeploymentBuilderImpl;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.plan.check.PlanCheckFinding;
import org.crisisplan.plan.check.PlanCheckRefusal;

/** The versions of the plan as the engine keeps them: each one deployment. Used inside one command. */
class PlanInEngine {

    static final String NAME = "plan";

    private final CommandContext context;

    PlanInEngine(CommandContext context) {
        this.context = context;
    }

    SortedMap<String, byte[]> filesOf(String deployment) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        context.getResourceManager().findResourcesByDeploymentId(deployment).stream()
                .filter(resource -> !resource.isGenerated())
                .forEach(resource -> files.put(resource.getName(), resource.getBytes()));
        return files;
    }

    PlanAnswer answerOf(String deployment) {
        return new PlanAnswer(
                context.getDeploymentManager().findDeploymentById(deployment),
                context.getProcessDefinitionManager().findProcessDefinitionsByDeploymentId(deployment),
                context.getDecisionDefinitionManager().findDecisionDefinitionByDeploymentId(deployment),
                List.of());
    }

    PlanAnswer deploy(Map<String, byte[]> files, String source) {
        var whole = new DeploymentBuilderImpl(null);
        files.forEach((file, content) -> whole.addInputStream(file, new ByteArrayInputStream(content)));
        whole.name(NAME).source(source);
        DeploymentWithDefinitions made = deployed(whole);
        return new PlanAnswer(
                made,
                requireNonNullElseGet(made.getDeployedProcessDefinitions(), List::of),
                requireNonNullElseGet(made.getDeployedDecisionDefinitions(), List::of),
                requireNonNullElseGet(made.getDeployedDecisionRequirementsDefinitions(), List::of));
    }

    /** What the check did not foresee is still said to the person who can put it right. */
    private DeploymentWithDefinitions deployed(DeploymentBuilderImpl whole) {
        try {
            return new DeployCmd(whole).execute(context);
        } catch (PlanCheckRefusal refusal) {
            throw refusal;
        } catch (ParseException refusal) {
            throw PlanCheckRefusal.of(refusal.getResorceReports().stream()
                    .flatMap(report -> report.getErrors().stream()
                            .map(error -> refusedByEngine(
                                    report.getResourceName(),
                                    String.join(", ", error.getElementIds()),
                                    error.getMessage())))
                    .toList());
        } catch (AuthorizationException | OptimisticLockingException notTheFiles) {
            throw notTheFiles;
        } catch (ProcessEngineException refusal) {
            throw PlanCheckRefusal.of(List.of(refusedByEngine("The plan", "", String.valueOf(refusal.getMessage()))));
        }
    }

    private static PlanCheckFinding refusedByEngine(String file, String element, String message) {
        return new PlanCheckFinding(
                file,
                element,
                "is refused by the engine (" + message.replaceAll("\\.$", "") + ")",
                "Undo the last change in Camunda Modeler");
    }

    /** The number of a plan version is the one that its crises show in Cockpit. */
    int numberOf(PlanAnswer plan) {
        return plan.processes().stream()
                .filter(process -> process.getKey().equals(CrisisResponse.KEY))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The plan has no process " + CrisisResponse.KEY))
                .getVersion();
    }

    /** Whether the engine, asked for a process or table by its key alone, takes that of this deployment. */
    boolean isNewestOfAll(String deployment) {
        PlanAnswer plan = answerOf(deployment);
        return plan.processes().stream()
                        .allMatch(process -> process.getId()
                                .equals(context.getProcessDefinitionManager()
                                        .findLatestDefinitionByKeyAndTenantId(process.getKey(), null)
                                        .getId()))
                && plan.decisions().stream()
                        .allMatch(decision -> decision.getId()
                                .equals(context.getDecisionDefinitionManager()
                                        .findLatestDefinitionByKeyAndTenantId(decision.getKey(), null)
                                        .getId()));
    }

    /** A process that the next plan does not have begins no more by itself; what runs of it runs on. */
    void retireProcesses(String before, PlanAnswer next) {
        Set<String> kept =
                next.processes().stream().map(ProcessDefinition::getKey).collect(Collectors.toSet());
        answerOf(before).processes().stream()
                .filter(process -> !kept.contains(process.getKey()))
                .forEach(this::retire);
    }

    private void retire(ProcessDefinition process) {
        context.getJobManager()
                .findJobsByConfiguration(TimerStartEventJobHandler.TYPE, process.getKey(), null)
                .forEach(timer -> new DeleteJobsCmd(timer.getId()).execute(context));
        Stream.of(EventType.MESSAGE, EventType.SIGNAL, EventType.CONDITONAL)
                .flatMap(kind -> context
                        .getEventSubscriptionManager()
                        .findEventSubscriptionsByConfiguration(kind.name(), process.getId())
                        .stream())
                .forEach(subscription -> context.getEventSubscriptionManager().deleteEventSubscription(subscription));
    }

    /** Plans that were deployed before their versions were recorded. */
    void adoptEarlierPlans(PlanVersionRepository versions) {
        var repository = context.getProcessEngineConfiguration().getRepositoryService();
        repository.createDeploymentQuery().deploymentName(NAME).list().stream()
                .sorted(Comparator.comparing(Deployment::getDeploymentTime))
                .forEach(deployment -> numberOf(deployment)
                        .ifPresent(number -> versions.add(
                                new PlanVersion(
                                        number,
                                        deployment.getId(),
                                        deployment.getDeploymentTime().toInstant(),
                                        null,
                                        DeploymentOrigin.BEFORE_RECORDS,
                                        Optional.ofNullable(deployment.getSource())
                                                .orElse("")),
                                Map.of())));
        versions.newest().ifPresent(newest -> versions.folderHolds(NextPlan.hashes(filesOf(newest.deployment()))));
    }

    private Optional<Integer> numberOf(Deployment deployment) {
        return Optional.ofNullable(context.getProcessDefinitionManager()
                        .findProcessDefinitionByDeploymentAndKey(deployment.getId(), CrisisResponse.KEY))
                .map(ProcessDefinition::getVersion);
    }
}
