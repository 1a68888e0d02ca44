package org.crisisplan.engine;

import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The first step of a stop: this node takes no more jobs from the database, and goes on to answer for a while although its readiness
 * says no. Then the web server finishes what it has, and the jobs under way end.
 */
@Component
class UnreadyBeforeStop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadyBeforeStop.class);

    private final ShutdownSettings settings;
    private final ObjectProvider<JobExecutor> jobs;
    private volatile boolean running;

    UnreadyBeforeStop(ShutdownSettings settings, ObjectProvider<JobExecutor> jobs) {
        this.settings = settings;
        this.jobs = jobs;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        jobs.ifAvailable(JobExecutor::shutdown);
        if (!settings.unreadyFor().isZero()) {
            LOG.info(
                    "This node is not ready any more; it stops in {} s.",
                    settings.unreadyFor().toSeconds());
            try {
                Thread.sleep(settings.unreadyFor().toMillis());
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
