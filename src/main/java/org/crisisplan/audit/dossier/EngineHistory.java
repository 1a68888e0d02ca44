package org.crisisplan.audit.dossier;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.crisisplan.engine.TakenFlows;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the engine keeps of the processes of a crisis, read in a few questions however many they are. */
// retention has a bean of that name too
@Component("historyForDossiers")
class EngineHistory {

    private static final String OF_CASE =
            " where X.ROOT_PROC_INST_ID_ in (select ROOT_PROC_INST_ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ = #{number})";
    private static final int AT_ONCE = 500;

    private final HistoryService history;
    private final RepositoryService repository;
    private final TakenFlows flows;
    private final OfferedActs acts;

    EngineHistory(HistoryService history, RepositoryService repository, TakenFlows flows, OfferedActs acts) {
        this.flows = flows;
        this.history = history;
        this.repository = repository;
        this.acts = acts;
    }

    /**
     * One process instance.
     *
     * @param caller the activity that called it is in this instance; null for one that nobody called
     * @param end null while it runs
     */
    record Instance(
            String id,
            String process,
            @Nullable String caller,
            Instant start,
            @Nullable Instant end) {}

    /** One time that a process came to an element. */
    record Visit(
            String id,
            String process,
            String instance,
            String element,
            Instant start,
            @Nullable Instant end,
            boolean cancelled,
            @Nullable String task,
            @Nullable String assignee) {

        boolean isOpen() {
            return end == null;
        }
    }

    /** A task as the engine keeps it. */
    record DueTask(
            String id,
            String element,
            String name,
            Instant start,
            @Nullable Instant end,
            @Nullable Instant due,
            @Nullable String assignee) {}

    /**
     * A table that was asked, with those that it asked in turn.
     *
     * @param id of the one that was asked first, as Cockpit knows it
     * @param table its key
     * @param deployment the version of the plan whose table it was
     * @param inputs what they were asked with, by name
     * @param rules ids of the rules that fired
     * @param outputs what came of it, of the one that was asked first
     */
    record Decided(
            String id,
            String table,
            String name,
            @Nullable String element,
            @Nullable String deployment,
            Instant at,
            Map<String, Object> inputs,
            List<String> rules,
            Map<String, Object> outputs) {}

    CaseFile.Engine of(String number) {
        List<Instance> instances = instances(number);
        return new CaseFile.Engine(
                instances,
                visits(number),
                tasks(number),
                decisions(number),
                flows.of(instances.stream().map(Instance::id).toList()));
    }

    private List<Instance> instances(String number) {
        return acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> history
                        .createNativeHistoricProcessInstanceQuery()
                        .sql("select X.* from ACT_HI_PROCINST X" + OF_CASE + " order by X.START_TIME_, X.ID_")
                        .parameter("number", number)
                        .list()
                        .stream()
                        .map(EngineHistory::instance)
                        .toList());
    }

    private static Instance instance(HistoricProcessInstance one) {
        return new Instance(
                one.getId(),
                one.getProcessDefinitionKey(),
                one.getSuperProcessInstanceId(),
                at(one.getStartTime()),
                perhaps(one.getEndTime()));
    }

    /** In the order in which they happened. */
    private List<Visit> visits(String number) {
        return acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> history
                        .createNativeHistoricActivityInstanceQuery()
                        .sql("select X.* from ACT_HI_ACTINST X" + OF_CASE
                                + " order by X.START_TIME_, X.SEQUENCE_COUNTER_, X.ID_")
                        .parameter("number", number)
                        .list()
                        .stream()
                        .map(EngineHistory::visit)
                        .toList());
    }

    private static Visit visit(HistoricActivityInstance one) {
        return new Visit(
                one.getId(),
                one.getProcessDefinitionKey(),
                one.getProcessInstanceId(),
                // the engine names the body of a task for several apart
                one.getActivityId().replace("#multiInstanceBody", ""),
                at(one.getStartTime()),
                perhaps(one.getEndTime()),
                one.isCanceled(),
                one.getTaskId(),
                one.getAssignee());
    }

    private Map<String, DueTask> tasks(String number) {
        Map<String, DueTask> tasks = new LinkedHashMap<>();
        acts.perform(
                        OfferedActs.READ_FOR_PAGE,
                        () -> history.createNativeHistoricTaskInstanceQuery()
                                .sql("select X.* from ACT_HI_TASKINST X" + OF_CASE + " order by X.START_TIME_, X.ID_")
                                .parameter("number", number)
                                .list())
                .forEach(task -> tasks.put(task.getId(), task(task)));
        return tasks;
    }

    private static DueTask task(HistoricTaskInstance one) {
        return new DueTask(
                one.getId(),
                one.getTaskDefinitionKey(),
                Optional.ofNullable(one.getName()).orElse(one.getTaskDefinitionKey()),
                at(one.getStartTime()),
                perhaps(one.getEndTime()),
                perhaps(one.getDueDate()),
                one.getAssignee());
    }

    /** In the order in which they were asked. */
    private List<Decided> decisions(String number) {
        return acts.perform(OfferedActs.READ_FOR_PAGE, () -> {
            List<String> ids = history
                    .createNativeHistoricDecisionInstanceQuery()
                    .sql(
                            "select X.* from ACT_HI_DECINST X where X.PROC_INST_ID_ in (select P.PROC_INST_ID_ from ACT_HI_PROCINST P"
                                    + " where P.ROOT_PROC_INST_ID_ in (select ROOT_PROC_INST_ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ = #{number}))"
                                    + " order by X.EVAL_TIME_, X.ID_")
                    .parameter("number", number)
                    .list()
                    .stream()
                    .map(HistoricDecisionInstance::getId)
                    .toList();
            Map<String, HistoricDecisionInstance> all = new HashMap<>();
            for (int from = 0; from < ids.size(); from += AT_ONCE) {
                history.createHistoricDecisionInstanceQuery()
                        .decisionInstanceIdIn(ids.subList(from, Math.min(ids.size(), from + AT_ONCE))
                                .toArray(String[]::new))
                        .includeInputs()
                        .includeOutputs()
                        .disableCustomObjectDeserialization()
                        .list()
                        .forEach(one -> all.put(one.getId(), one));
            }
            return decided(ids, all);
        });
    }

    private List<Decided> decided(List<String> ids, Map<String, HistoricDecisionInstance> all) {
        Map<String, List<HistoricDecisionInstance>> below = new HashMap<>();
        all.values()
                .forEach(one -> below.computeIfAbsent(
                                Objects.requireNonNullElse(one.getRootDecisionInstanceId(), one.getId()),
                                none -> new ArrayList<>())
                        .add(one));
        Map<String, String> deployments = new HashMap<>();
        return ids.stream()
                .map(all::get)
                .filter(one -> one != null && one.getRootDecisionInstanceId() == null)
                .map(one -> decided(one, below.getOrDefault(one.getId(), List.of(one)), deployments))
                .toList();
    }

    private Decided decided(
            HistoricDecisionInstance root, List<HistoricDecisionInstance> together, Map<String, String> deployments) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        List<String> rules = new ArrayList<>();
        for (HistoricDecisionInstance one : together) {
            one.getInputs().forEach(input -> {
                String name = Optional.ofNullable(input.getClauseName()).orElse(input.getClauseId());
                if (input.getValue() != null) {
                    inputs.putIfAbsent(name, input.getValue());
                }
            });
            one.getOutputs().stream()
                    .map(output -> output.getRuleId())
                    .filter(rule -> rule != null && !rules.contains(rule))
                    .forEach(rules::add);
        }
        Map<String, Object> outputs = new LinkedHashMap<>();
        root.getOutputs().forEach(output -> {
            if (output.getValue() != null) {
                outputs.merge(
                        Objects.requireNonNullElse(output.getVariableName(), String.valueOf(output.getClauseName())),
                        output.getValue(),
                        (one, other) -> one.equals(other) ? one : one + ", " + other);
            }
        });
        return new Decided(
                root.getId(),
                root.getDecisionDefinitionKey(),
                Optional.ofNullable(root.getDecisionDefinitionName()).orElse(root.getDecisionDefinitionKey()),
                root.getActivityId(),
                deployments.computeIfAbsent(
                        root.getDecisionDefinitionId(),
                        id -> repository.getDecisionDefinition(id).getDeploymentId()),
                at(root.getEvaluationTime()),
                inputs,
                rules,
                outputs);
    }

    private static Instant at(Date date) {
        return date.toInstant();
    }

    private static @Nullable Instant perhaps(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
