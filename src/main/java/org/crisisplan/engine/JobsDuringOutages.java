package org.crisisplan.engine;

import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.crisisplan.web.DatabaseOutage;
import org.jspecify.annotations.Nullable;

/**
 * A job that failed because the database was away has done nothing wrong: it keeps its retries and runs again at once. Every other
 * failure counts, as the plan's retry cycle says.
 */
class JobsDuringOutages implements FailedJobCommandFactory {

    @Override
    public Command<Object> getCommand(String jobId, @Nullable Throwable fault) {
        return DatabaseOutage.causes(fault) ? new PutBack(jobId) : new DefaultJobRetryCmd(jobId, fault);
    }

    /** The job executor can have it run again. */
    private record PutBack(String jobId) implements Command<Object> {

        @Override
        public @Nullable Object execute(CommandContext context) {
            JobEntity job = context.getJobManager().findJobById(jobId);
            if (job != null) {
                job.unlock();
            }
            return null;
        }
    }
}
