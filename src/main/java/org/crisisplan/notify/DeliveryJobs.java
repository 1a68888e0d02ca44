package org.crisisplan.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandlerConfiguration;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.crisisplan.notify.Attempt.GivenUp;
import org.crisisplan.notify.Attempt.TryAgain;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The engine's side of a delivery: one job for each mail, created in the transaction of the step and run by the job executor
 * after it. The jobs belong to no process instance, or the end of the crisis would take unsent mails with it. This is the only
 * class of the capability that uses the engine's internals.
 */
@Component
class DeliveryJobs extends AbstractProcessEnginePlugin {

    static final String TYPE = "deliver-mail";

    private final ObjectProvider<DeliverMail> deliverMail;
    private final NotifySettings settings;
    private @Nullable ProcessEngineConfigurationImpl engine;

    DeliveryJobs(ObjectProvider<DeliverMail> deliverMail, NotifySettings settings) {
        this.deliverMail = deliverMail;
        this.settings = settings;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void preInit(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
        List<JobHandler> handlers = new ArrayList<>();
        if (engine.getCustomJobHandlers() != null) {
            handlers.addAll(engine.getCustomJobHandlers());
        }
        handlers.add(new Handler());
        engine.setCustomJobHandlers(handlers);
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine built) {
        if (engine != null && engine.getJobExecutor() != null) {
            checkLimit(Duration.ofMillis(engine.getJobExecutor().getLockTimeInMillis()));
        }
    }

    /** A job that outlives its lock is run by a second node at the same time. */
    void checkLimit(Duration lock) {
        if (settings.sendWithin().multipliedBy(2).compareTo(lock) > 0) {
            throw new IllegalStateException(
                    "crisis-plan.notify.send-within (%s) must be at most half of camunda.bpm.job-execution.lock-time-in-millis (%s), or two nodes send the same mail"
                            .formatted(settings.sendWithin(), lock));
        }
    }

    /**
     * @param processDefinition where the engine shows an incident, if it comes to that
     * @return id of the job
     */
    String create(String deliveryId, @Nullable String processDefinition) {
        return inTheEngine(context -> {
            MessageEntity job = job(deliveryId);
            show(context, job, processDefinition);
            context.getJobManager().send(job);
            return job.getId();
        });
    }

    boolean exists(@Nullable String jobId) {
        return jobId != null && inTheEngine(context -> context.getJobManager().findJobById(jobId) != null);
    }

    /** A command joins the one that is running, if there is one, and with it its transaction. */
    private <T> T inTheEngine(Command<T> command) {
        return engine.getCommandExecutorTxRequired().execute(command);
    }

    private static MessageEntity job(String deliveryId) {
        MessageEntity job = new MessageEntity();
        job.setJobHandlerType(TYPE);
        job.setJobHandlerConfiguration(new DeliveryId(deliveryId));
        job.setExclusive(false);
        return job;
    }

    /** Where the job and its incident are seen, if that version of the plan is still there. */
    private static void show(CommandContext context, MessageEntity job, @Nullable String processDefinition) {
        var definition = processDefinition == null
                ? null
                : context.getProcessDefinitionManager().findLatestProcessDefinitionById(processDefinition);
        if (definition != null) {
            job.setProcessDefinitionId(definition.getId());
            job.setProcessDefinitionKey(definition.getKey());
        }
    }

    /** The job's parameter. */
    private record DeliveryId(String id) implements JobHandlerConfiguration {

        @Override
        public String toCanonicalString() {
            return id;
        }
    }

    /** Runs one attempt and keeps the job for the next one, with its id, if there is to be one. */
    private class Handler implements JobHandler<DeliveryId> {

        @Override
        public String getType() {
            return TYPE;
        }

        @Override
        public void execute(
                DeliveryId delivery, @Nullable ExecutionEntity none, CommandContext context, @Nullable String tenant) {
            Attempt attempt = deliverMail.getObject().attempt(delivery.id());
            MessageEntity job = (MessageEntity) context.getCurrentJob();
            if (attempt instanceof TryAgain again) {
                keep(context, job, again.at());
            } else if (attempt instanceof GivenUp givenUp) {
                deliverMail.getObject().handOver(delivery.id(), park(context, job, givenUp.reason()));
            }
        }

        private void keep(CommandContext context, MessageEntity job, Instant nextAttempt) {
            context.getJobManager().reschedule(job, Date.from(nextAttempt));
            // the engine deletes a message job after its run unless it has something to repeat
            job.setRepeat("next-attempt");
        }

        /** A job without retries is an incident: visible in Cockpit, where "increment retries" sends the mail once more. */
        private String park(CommandContext context, MessageEntity tried, String reason) {
            MessageEntity parked = job(tried.getJobHandlerConfigurationRaw());
            show(context, parked, tried.getProcessDefinitionId());
            parked.setExceptionMessage(reason);
            parked.setRetries(1);
            context.getJobManager().insertJob(parked);
            parked.setRetries(0);
            return parked.getId();
        }

        @Override
        public DeliveryId newConfiguration(String id) {
            return new DeliveryId(id);
        }

        @Override
        public void onDelete(DeliveryId delivery, JobEntity job) {
            // the row stays: it is the proof of what was sent
        }
    }
}
