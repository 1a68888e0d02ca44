package org.crisisplan.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricIdentityLinkLog;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.notify.MailLog;
import org.crisisplan.publish.StatementOverview;
import org.springframework.stereotype.Component;

/** Makes scorecards from what the engine and the record keep of a drill, and reads those that are kept. */
@Component
public class Scorecards {

    private static final String CLAUSE = "clause";
    private static final String COMPLETED = "completed";

    private final DrillRepository drills;
    private final Crises crises;
    private final HistoryService history;
    private final RepositoryService definitions;
    private final StatementOverview statements;
    private final MailLog mails;
    private final ObjectMapper json;
    private final Clock clock;

    Scorecards(
            DrillRepository drills,
            Crises crises,
            HistoryService history,
            RepositoryService definitions,
            StatementOverview statements,
            MailLog mails,
            ObjectMapper json,
            Clock clock) {
        this.drills = drills;
        this.crises = crises;
        this.history = history;
        this.definitions = definitions;
        this.statements = statements;
        this.mails = mails;
        this.json = json;
        this.clock = clock;
    }

    /** Nothing while it runs. */
    public Optional<Scorecard> of(Rehearsal drill) {
        return Optional.ofNullable(drill.scorecard()).map(kept -> {
            try {
                return json.readValue(kept, Scorecard.class);
            } catch (JsonProcessingException broken) {
                throw new IllegalStateException("The scorecard of " + drill.number() + " cannot be read", broken);
            }
        });
    }

    /** What the lead wrote when it was evaluated, by the fields of the form. */
    public Map<String, String> evaluationOf(Rehearsal drill) {
        if (drill.evaluation() == null) {
            return Map.of();
        }
        try {
            Map<?, ?> kept = json.readValue(drill.evaluation(), Map.class);
            Map<String, String> said = new TreeMap<>();
            kept.forEach((name, text) -> said.put(String.valueOf(name), String.valueOf(text)));
            return said;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The evaluation of " + drill.number() + " cannot be read", broken);
        }
    }

    Scorecard keep(String number) {
        Work work = work(number);
        List<Scorecard.Clause> clauses = clauses(number, work);
        Scorecard scorecard = new Scorecard(
                clauses,
                promises(number),
                handOffs(work),
                words(number),
                mails.of(number).stream()
                        .filter(mail -> mail.state().equals("failed"))
                        .map(mail -> new Scorecard.NotReached(
                                mail.user(), mail.way(), mail.subject(), Objects.requireNonNullElse(mail.error(), "")))
                        .toList(),
                work.tasks().stream()
                        .filter(task -> !isDone(task))
                        .filter(task -> work.cut().contains(task.getId()))
                        .map(task -> new Scorecard.NotDone(
                                Objects.requireNonNullElse(task.getName(), task.getTaskDefinitionKey()),
                                String.join(" ", work.offers().getOrDefault(task.getId(), Set.of())),
                                task.getDueDate() == null
                                        ? null
                                        : task.getDueDate().toInstant()))
                        .toList());
        try {
            drills.scored(number, json.writeValueAsString(scorecard));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The scorecard of " + number + " cannot be kept", impossible);
        }
        return scorecard;
    }

    /**
     * What the engine keeps of the drill.
     *
     * @param offers the departments that each task was offered to
     * @param cut tasks that were open when it ended
     */
    private record Work(
            List<HistoricActivityInstance> steps,
            List<HistoricTaskInstance> tasks,
            Map<String, Set<String>> offers,
            Set<String> cut) {}

    private Work work(String number) {
        List<HistoricActivityInstance> steps = new ArrayList<>();
        List<HistoricTaskInstance> tasks = new ArrayList<>();
        Set<String> cut = new HashSet<>();
        Map<String, Set<String>> offers = new HashMap<>();
        for (HistoricProcessInstance instance : history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list()) {
            steps.addAll(history.createHistoricActivityInstanceQuery()
                    .processInstanceId(instance.getId())
                    .list());
            for (HistoricTaskInstance task : history.createHistoricTaskInstanceQuery()
                    .processInstanceId(instance.getId())
                    .list()) {
                tasks.add(task);
                if (!isDone(task)
                        && (task.getEndTime() == null
                                || HistoricProcessInstance.STATE_EXTERNALLY_TERMINATED.equals(instance.getState())
                                || HistoricProcessInstance.STATE_INTERNALLY_TERMINATED.equals(instance.getState()))) {
                    cut.add(task.getId());
                }
                history.createHistoricIdentityLinkLogQuery().taskId(task.getId()).type("candidate").list().stream()
                        .map(HistoricIdentityLinkLog::getGroupId)
                        .filter(Objects::nonNull)
                        .forEach(group -> offers.computeIfAbsent(task.getId(), first -> new HashSet<>())
                                .add(group));
            }
        }
        return new Work(steps, tasks, offers, cut);
    }

    private static boolean isDone(HistoricTaskInstance task) {
        return task.getEndTime() != null && COMPLETED.equals(task.getDeleteReason());
    }

    private List<Scorecard.Clause> clauses(String number, Work work) {
        Map<String, Instant> reached = new HashMap<>();
        Map<String, String> modelClauses = new HashMap<>();
        Map<String, BpmnModelInstance> models = new HashMap<>();
        for (HistoricActivityInstance step : work.steps()) {
            if (step.getEndTime() != null && !step.isCanceled()) {
                for (String clause :
                        clausesOf(step.getProcessDefinitionId(), step.getActivityId(), models, modelClauses)) {
                    reached.merge(clause, step.getEndTime().toInstant(), Scorecards::earlier);
                }
            }
        }
        for (Crisis.Grade grade : crises.gradesOf(number)) {
            grade.reasons().forEach(reason -> {
                for (String clause : reason.clause().split("\\s+")) {
                    reached.merge(clause, grade.at(), Scorecards::earlier);
                }
            });
        }
        Set<String> late = late(work, models, modelClauses);
        List<Scorecard.Clause> clauses = new ArrayList<>();
        for (DrillRepository.Expected expected : drills.expected(number)) {
            Instant at = reached.get(expected.clause());
            String outcome = at == null ? "missed" : late.contains(expected.clause()) ? "late" : "reached";
            drills.settle(number, expected.clause(), outcome, at);
            clauses.add(new Scorecard.Clause(expected.clause(), outcome, expected.again(), at));
        }
        return clauses;
    }

    private Set<String> late(Work work, Map<String, BpmnModelInstance> models, Map<String, String> modelClauses) {
        Set<String> late = new HashSet<>();
        for (HistoricTaskInstance task : work.tasks()) {
            if (isLate(task, work.cut().contains(task.getId()))) {
                late.addAll(
                        clausesOf(task.getProcessDefinitionId(), task.getTaskDefinitionKey(), models, modelClauses));
            }
        }
        return late;
    }

    private boolean isLate(HistoricTaskInstance task, boolean cut) {
        if (task.getDueDate() == null || !isDone(task) && !cut) {
            return false;
        }
        Instant ended =
                task.getEndTime() == null ? clock.instant() : task.getEndTime().toInstant();
        return ended.isAfter(task.getDueDate().toInstant());
    }

    private Collection<String> clausesOf(
            String definition, String element, Map<String, BpmnModelInstance> models, Map<String, String> known) {
        String said = known.computeIfAbsent(definition + " " + element, first -> said(definition, element, models));
        return said.isEmpty() ? List.of() : List.of(said.split("\\s+"));
    }

    private String said(String definition, String element, Map<String, BpmnModelInstance> models) {
        BpmnModelInstance model = models.computeIfAbsent(definition, definitions::getBpmnModelInstance);
        if (!(model.getModelElementById(element) instanceof BaseElement step) || step.getExtensionElements() == null) {
            return "";
        }
        return step.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                .flatMap(properties -> properties.getCamundaProperties().stream())
                .filter(property -> CLAUSE.equals(property.getCamundaName()))
                .map(CamundaProperty::getCamundaValue)
                .findFirst()
                .orElse("");
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private List<Scorecard.Promise> promises(String number) {
        return crises.deadlinesOf(number).stream()
                .filter(promise -> promise.outcome() != null)
                .map(promise -> new Scorecard.Promise(
                        promise.what(),
                        promise.due(),
                        promise.metAt(),
                        Objects.requireNonNull(promise.outcome()).word()))
                .toList();
    }

    private List<Scorecard.HandOff> handOffs(Work work) {
        Map<String, List<HistoricTaskInstance>> byDepartment = new TreeMap<>();
        work.tasks()
                .forEach(task -> work.offers()
                        .getOrDefault(task.getId(), Set.of())
                        .forEach(group -> byDepartment
                                .computeIfAbsent(group, first -> new ArrayList<>())
                                .add(task)));
        List<Scorecard.HandOff> handOffs = new ArrayList<>();
        byDepartment.forEach((department, tasks) -> handOffs.add(new Scorecard.HandOff(
                department,
                tasks.size(),
                (int) tasks.stream().filter(Scorecards::isDone).count(),
                (int) tasks.stream()
                        .filter(task -> isLate(task, work.cut().contains(task.getId())))
                        .count(),
                tasks.stream()
                        .filter(Scorecards::isDone)
                        .mapToLong(task -> Duration.between(
                                        task.getStartTime().toInstant(),
                                        task.getEndTime().toInstant())
                                .toSeconds())
                        .max()
                        .orElse(0))));
        return handOffs;
    }

    private List<Scorecard.Word> words(String number) {
        return statements.of(List.of(number)).getOrDefault(number, List.of()).stream()
                .map(line -> new Scorecard.Word(
                        line.kind().word(),
                        line.version(),
                        line.state().name().toLowerCase(Locale.ROOT),
                        line.words().stream()
                                .map(word -> word.group() + " " + word.verdict())
                                .toList(),
                        line.version() - 1))
                .toList();
    }
}
