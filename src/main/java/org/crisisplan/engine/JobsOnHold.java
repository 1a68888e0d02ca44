package org.crisisplan.engine;

import java.util.function.BooleanSupplier;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.AcquireJobsCommandFactory;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;

/** In {@linkplain SafeMode safe mode} the job executor finds nothing to do, however much is due. */
class JobsOnHold implements AcquireJobsCommandFactory {

    private final AcquireJobsCommandFactory otherwise;
    private final BooleanSupplier isOnHold;

    JobsOnHold(AcquireJobsCommandFactory otherwise, BooleanSupplier isOnHold) {
        this.otherwise = otherwise;
        this.isOnHold = isOnHold;
    }

    @Override
    public Command<AcquiredJobs> getCommand(int most) {
        return isOnHold.getAsBoolean() ? context -> new AcquiredJobs(0) : otherwise.getCommand(most);
    }
}
