package org.crisisplan.crisis.record;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricIdentityLinkLogEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.PlanStep;
import org.crisisplan.engine.fence.Intervened;
import org.crisisplan.form.TaskAnswered;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/**
 * Records what the engine tells of a crisis: to whom its tasks were offered, who took them, how they were answered, and what
 * administrators do to its processes by hand.
 */
@Configuration
class RecordedByEngine extends AbstractCamundaConfiguration {

    private static final String COMPLETED = "completed";
    private static final String ASSIGNEE = "assignee";

    private final ObjectProvider<CrisisRecord> record;
    private final ThreadLocal<TaskAnswered> answers = new ThreadLocal<>();

    RecordedByEngine(ObjectProvider<CrisisRecord> record) {
        this.record = record;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        // no bean: the starter takes one such bean only, in place of its own
        engine.getCustomHistoryEventHandlers().add(new HistoryEventHandler() {
            @Override
            public void handleEvent(HistoryEvent event) {
                record(event);
            }

            @Override
            public void handleEvents(List<HistoryEvent> events) {
                events.forEach(this::handleEvent);
            }
        });
    }

    @EventListener
    void hears(Intervened intervened) {
        record.getObject()
                .append(
                        intervened.businessKey(),
                        Entry.of(ActKind.INTERVENED, intervened.command())
                                // values may be anybody's words
                                .words(Map.of("before", intervened.before(), "told", intervened.told())));
    }

    /** The answers of a task that is being completed on this thread. */
    @EventListener
    void hears(TaskAnswered answered) {
        answers.set(answered);
    }

    private void record(HistoryEvent event) {
        if (event instanceof HistoricTaskInstanceEventEntity task) {
            if (event.isEventOfType(HistoryEventTypes.TASK_INSTANCE_CREATE)) {
                append(
                        task.getTaskId(),
                        ActKind.TASK_OFFERED,
                        Map.of("groups", groups(task.getTaskId())),
                        Map.of(),
                        Map.of());
            } else if (event.isEventOfType(HistoryEventTypes.TASK_INSTANCE_COMPLETE)) {
                ended(task);
            }
        } else if (event instanceof HistoricIdentityLinkLogEventEntity link
                && ASSIGNEE.equals(link.getType())
                && link.getTaskId() != null
                && link.getUserId() != null) {
            boolean taken = event.isEventOfType(HistoryEventTypes.IDENTITY_LINK_ADD);
            append(
                    link.getTaskId(),
                    taken ? ActKind.TASK_CLAIMED : ActKind.TASK_RELEASED,
                    taken ? Map.of("assignee", link.getUserId()) : Map.of(),
                    taken ? Map.of() : Map.of("assignee", link.getUserId()),
                    Map.of());
        }
    }

    private void ended(HistoricTaskInstanceEventEntity task) {
        TaskAnswered answered = answers.get();
        if (!COMPLETED.equals(task.getDeleteReason())) {
            append(task.getTaskId(), ActKind.TASK_WITHDRAWN, Map.of(), Map.of(), Map.of());
        } else if (answered != null && answered.taskId().equals(task.getTaskId())) {
            answers.remove();
            append(task.getTaskId(), ActKind.TASK_COMPLETED, answered.chosen(), answered.before(), answered.written());
        } else {
            append(task.getTaskId(), ActKind.TASK_COMPLETED, Map.of(), Map.of(), Map.of());
        }
    }

    private void append(
            String taskId,
            ActKind kind,
            Map<String, Object> after,
            Map<String, Object> before,
            Map<String, Object> words) {
        TaskEntity task = Context.getCommandContext().getTaskManager().findTaskById(taskId);
        ExecutionEntity instance = task == null || task.getProcessInstanceId() == null
                ? null
                : Context.getCommandContext().getExecutionManager().findExecutionById(task.getProcessInstanceId());
        if (instance != null && instance.getBusinessKey() != null) {
            Map<String, Object> named = new TreeMap<>(after);
            named.put("task", taskId);
            record.getObject()
                    .append(
                            instance.getBusinessKey(),
                            Entry.of(kind, task.getTaskDefinitionKey())
                                    .before(before)
                                    .after(named)
                                    .words(words)
                                    .at(PlanStep.ofTask(taskId).orElse(null)));
        }
    }

    private static List<String> groups(String taskId) {
        TaskEntity task = Context.getCommandContext().getTaskManager().findTaskById(taskId);
        return task == null
                ? List.of()
                : task.getCandidates().stream()
                        .map(IdentityLink::getGroupId)
                        .filter(group -> group != null)
                        .sorted()
                        .toList();
    }
}
