package org.crisisplan.engine.fence;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.ProcessInstanceQueryImpl;
import org.camunda.bpm.engine.impl.batch.BatchConfiguration;
import org.camunda.bpm.engine.impl.batch.BatchEntity;
import org.camunda.bpm.engine.impl.batch.BatchJobConfiguration;
import org.camunda.bpm.engine.impl.cmd.AbstractSetProcessDefinitionStateCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ByteArrayEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;

/**
 * The running instances that a command reaches into: those that it names by their own id or that of a job or task, singly or in a list,
 * those that its queries find, those that its batch still has before it, or all of its definition.
 */
final class AffectedInstances {

    private static final int AT_ONCE = 500;

    private static final List<String> SINGLE =
            List.of("processInstanceId", "executionId", "entityId", "jobId", "taskId");
    private static final List<String> LISTS = List.of("processInstanceIds", "jobIds", "ids", "externalTaskIds");

    private final Command<?> command;
    private final CommandFields fields;
    private final CommandContext context;
    private final Set<String> ids = new LinkedHashSet<>();
    private final SortedSet<String> businessKeys = new TreeSet<>();

    private AffectedInstances(Command<?> command, CommandFields fields, CommandContext context) {
        this.command = command;
        this.fields = fields;
        this.context = context;
    }

    /** @return in one order for all, so that no two who hold the crises of one command wait for each other */
    static SortedSet<String> businessKeys(Command<?> command, CommandFields fields, CommandContext context) {
        return context.runWithoutAuthorization(() -> new AffectedInstances(command, fields, context).find());
    }

    private SortedSet<String> find() {
        SINGLE.forEach(name -> fields.text(name).ifPresent(this::addById));
        LISTS.forEach(name -> fields.texts(name).forEach(this::addById));
        boolean byQuery = !queries().isEmpty();
        queries().forEach(this::addFound);
        fields.text("batchId").map(context.getBatchManager()::findBatchById).ifPresent(this::addBatch);
        if (ids.isEmpty() && !byQuery && reachesIntoAllOfADefinition()) {
            addOfDefinition();
        }
        addKeysOfIds();
        return businessKeys;
    }

    private List<AbstractQuery<?, ?>> queries() {
        return fields.values().stream()
                .filter(AbstractQuery.class::isInstance)
                .<AbstractQuery<?, ?>>map(query -> (AbstractQuery<?, ?>) query)
                .toList();
    }

    /** One that is suspended itself, without its instances, changes none that runs. */
    private boolean reachesIntoAllOfADefinition() {
        return !(command instanceof AbstractSetProcessDefinitionStateCmd)
                || fields.value("includeSubResources").isPresent();
    }

    private void addOfDefinition() {
        var query = new ProcessInstanceQueryImpl();
        var definition = fields.text("processDefinitionId")
                .or(() -> fields.text("jobDefinitionId")
                        .map(context.getJobDefinitionManager()::findById)
                        .map(JobDefinitionEntity::getProcessDefinitionId));
        if (definition.isPresent()) {
            add(query.processDefinitionId(definition.get()));
        } else {
            fields.text("processDefinitionKey").ifPresent(key -> add(query.processDefinitionKey(key)));
        }
    }

    /** Whatever runs no more is nobody's crisis any more: its record says how it ended. */
    private void addById(String id) {
        ExecutionEntity execution = context.getExecutionManager().findExecutionById(id);
        if (execution != null) {
            ids.add(execution.getProcessInstanceId());
            return;
        }
        JobEntity job = context.getJobManager().findJobById(id);
        if (job != null) {
            ids.add(job.getProcessInstanceId());
            return;
        }
        TaskEntity task = context.getTaskManager().findTaskById(id);
        if (task != null) {
            ids.add(task.getProcessInstanceId());
            return;
        }
        ExternalTaskEntity external = context.getExternalTaskManager().findExternalTaskById(id);
        if (external != null) {
            ids.add(external.getProcessInstanceId());
        }
    }

    private void addFound(AbstractQuery<?, ?> query) {
        for (Object found : query.list()) {
            if (found instanceof Job job) {
                ids.add(job.getProcessInstanceId());
            } else if (found instanceof ExternalTask external) {
                ids.add(external.getProcessInstanceId());
            } else if (found instanceof Execution execution) {
                ids.add(execution.getProcessInstanceId());
            } else if (found instanceof HistoricProcessInstance instance) {
                ids.add(instance.getId());
            }
        }
    }

    /** What it has made no job for yet, and what its jobs have not done yet. */
    private void addBatch(BatchEntity batch) {
        addOfBatch(batch, batch.getConfigurationBytes());
        for (JobEntity job : context.getJobManager().findJobsByJobDefinitionId(batch.getBatchJobDefinitionId())) {
            if (job.getJobHandlerConfiguration() instanceof BatchJobConfiguration part) {
                ByteArrayEntity bytes = context.getDbEntityManager()
                        .selectById(ByteArrayEntity.class, part.getConfigurationByteArrayId());
                addOfBatch(batch, bytes.getBytes());
            }
        }
    }

    private void addOfBatch(BatchEntity batch, byte[] configuration) {
        if (batch.getBatchJobHandler().readConfiguration(configuration) instanceof BatchConfiguration part) {
            part.getIds().forEach(this::addById);
        }
    }

    private void addKeysOfIds() {
        ids.removeIf(Objects::isNull);
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            add(new ProcessInstanceQueryImpl()
                    .processInstanceIds(new HashSet<>(all.subList(from, Math.min(all.size(), from + AT_ONCE)))));
        }
    }

    private void add(ProcessInstanceQuery query) {
        query.list().stream()
                .map(ProcessInstance::getBusinessKey)
                .filter(Objects::nonNull)
                .forEach(businessKeys::add);
    }
}
