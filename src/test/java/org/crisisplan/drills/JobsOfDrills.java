package org.crisisplan.drills;

import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.drill.DrillDesk;
import org.crisisplan.drill.Rehearsal;

/** What the engine does of drills when their time has come, and of nothing else that runs beside them. */
public final class JobsOfDrills {

    private static final int MOST = 500;

    private final RuntimeService runtime;
    private final ManagementService management;
    private final DrillDesk desk;

    public JobsOfDrills(RuntimeService runtime, ManagementService management, DrillDesk desk) {
        this.runtime = runtime;
        this.management = management;
        this.desk = desk;
    }

    /** Moves the engine's clock to each job that is due until then, and does it. */
    public void runUntil(Instant until) {
        for (int done = 0; done < MOST; done++) {
            List<Job> due = instances()
                    .flatMap(
                            instance -> management
                                    .createJobQuery()
                                    .processInstanceId(instance.getId())
                                    .withRetriesLeft()
                                    .active()
                                    .list()
                                    .stream())
                    .filter(job -> !dueAt(job).isAfter(until))
                    .sorted(Comparator.comparing(JobsOfDrills::dueAt))
                    .toList();
            if (due.isEmpty()) {
                return;
            }
            Job first = due.get(0);
            if (dueAt(first).isAfter(ClockUtil.getCurrentTime().toInstant())) {
                ClockUtil.setCurrentTime(Date.from(dueAt(first)));
            }
            management.executeJob(first.getId());
        }
    }

    private static Instant dueAt(Job job) {
        return job.getDuedate() == null ? Instant.EPOCH : job.getDuedate().toInstant();
    }

    private Stream<ProcessInstance> instances() {
        Stream<ProcessInstance> running = Stream.of("drill", "drill-programme")
                .flatMap(key -> runtime.createProcessInstanceQuery().processDefinitionKey(key).list().stream());
        Stream<ProcessInstance> rehearsed = desk.all().stream()
                .filter(Rehearsal::isRunning)
                .flatMap(drill ->
                        runtime
                                .createProcessInstanceQuery()
                                .processInstanceBusinessKey(drill.number())
                                .list()
                                .stream());
        return Stream.concat(running, rehearsed);
    }
}
