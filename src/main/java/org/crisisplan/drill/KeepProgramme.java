package org.crisisplan.drill;

import java.time.Duration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.crisisplan.engine.PeriodicTask;
import org.crisisplan.engine.RunningPlan;
import org.crisisplan.engine.SafeMode;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Begins the process {@code drill-programme} on days on which the table wants a drill to begin by itself; never in safe mode. Of two nodes
 * that do so at once the later one begins nothing: a scenario is rehearsed once at a time.
 */
@Component
public class KeepProgramme implements SmartLifecycle {

    static final String PROCESS = "drill-programme";

    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Programme programme;
    private final RunningPlan plan;
    private final RepositoryService definitions;
    private final RuntimeService runtime;
    private final SafeMode safeMode;
    private final DrillSettings settings;
    private final PeriodicTask work;

    KeepProgramme(
            Programme programme,
            RunningPlan plan,
            RepositoryService definitions,
            RuntimeService runtime,
            SafeMode safeMode,
            DrillSettings settings) {
        this.programme = programme;
        this.plan = plan;
        this.definitions = definitions;
        this.runtime = runtime;
        this.safeMode = safeMode;
        this.settings = settings;
        this.work = new PeriodicTask("programme of drills", PAUSE, this::beginDue);
    }

    /** @return whether anything begins today */
    public boolean beginDue() {
        if (safeMode.isOn()
                || programme.today().isEmpty()
                || runtime.createProcessInstanceQuery()
                                .processDefinitionKey(PROCESS)
                                .count()
                        > 0) {
            return false;
        }
        return plan.deployment()
                .map(deployment -> definitions
                        .createProcessDefinitionQuery()
                        .deploymentId(deployment)
                        .processDefinitionKey(PROCESS)
                        .singleResult())
                .map(ProcessDefinition::getId)
                .map(runtime::startProcessInstanceById)
                .isPresent();
    }

    @Override
    public void start() {
        if (settings.backgroundEnabled()) {
            work.start();
        }
    }

    @Override
    public void stop() {
        work.stop();
    }

    @Override
    public boolean isRunning() {
        return work.isRunning();
    }
}
