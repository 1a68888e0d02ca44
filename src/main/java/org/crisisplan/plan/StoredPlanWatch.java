package org.crisisplan.plan;

import java.time.Duration;
import org.crisisplan.engine.PeriodicTask;
import org.crisisplan.engine.SharedDatabase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Holds this node's folder against the stored plan again when somebody deployed another version, on whichever node. */
@Component
class StoredPlanWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StoredPlanWatch.class);

    private static final Duration OFTEN = Duration.ofSeconds(20);

    private final PlanDeployment deployment;
    private final boolean shared;
    private final PeriodicTask task = new PeriodicTask("stored-plan-watch", OFTEN, this::look);

    StoredPlanWatch(PlanDeployment deployment, SharedDatabase database) {
        this.deployment = deployment;
        this.shared = database.isShared();
    }

    @Override
    public void start() {
        if (shared) {
            task.start();
        }
    }

    private void look() {
        try {
            deployment.compareIfAnotherRuns();
        } catch (RuntimeException noDatabase) {
            LOG.debug("The plan could not be compared", noDatabase);
        }
    }

    @Override
    public void stop() {
        task.stop();
    }

    @Override
    public boolean isRunning() {
        return task.isRunning();
    }
}
