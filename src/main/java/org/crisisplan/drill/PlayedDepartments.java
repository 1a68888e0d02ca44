package org.crisisplan.drill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.camunda.spin.plugin.variable.SpinValues;
import org.crisisplan.approval.PlayedPart;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Paced;
import org.crisisplan.engine.PeriodicTask;
import org.crisisplan.engine.SafeMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Answers the tasks of drills whose departments are played, as the scenario says and as long after as it says, through the same forms and
 * checks as people. What it cannot answer is kept as a trouble of the drill and waits for people.
 */
@Component
public class PlayedDepartments implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PlayedDepartments.class);
    /** What stands in a scenario for the moment of the answer. */
    private static final String NOW = "now()";

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final DrillRepository drills;
    private final Scenarios scenarios;
    private final Crises crises;
    private final TaskService tasks;
    private final FormService forms;
    private final IdentityService identities;
    private final SafeMode safeMode;
    private final DrillSettings settings;
    private final Clock clock;
    private final PeriodicTask work;

    PlayedDepartments(
            DrillRepository drills,
            Scenarios scenarios,
            Crises crises,
            TaskService tasks,
            FormService forms,
            IdentityService identities,
            SafeMode safeMode,
            DrillSettings settings,
            Clock clock) {
        this.drills = drills;
        this.scenarios = scenarios;
        this.crises = crises;
        this.tasks = tasks;
        this.forms = forms;
        this.identities = identities;
        this.safeMode = safeMode;
        this.settings = settings;
        this.clock = clock;
        this.work = new PeriodicTask("played departments", PAUSE, this::look);
    }

    private void look() {
        if (!safeMode.isOn()) {
            playDue();
        }
    }

    /** Answers what is due now, in the thread that asks. @return how many tasks */
    public int playDue() {
        int answered = 0;
        for (Rehearsal drill : drills.running()) {
            if (drill.played()) {
                answered += scenarios
                        .find(drill.scenario())
                        .map(scenario -> play(drill, scenario))
                        .orElse(0);
            }
        }
        return answered;
    }

    private int play(Rehearsal drill, Scenario scenario) {
        Instant now = clock.instant();
        Duration after = Paced.duration(scenario.answersAfter(), crises.paceOf(drill.number()));
        List<String> absent = drills.absent(drill.number(), now);
        int answered = 0;
        for (Task task : tasks.createTaskQuery()
                .processInstanceBusinessKey(drill.number())
                .orderByTaskCreateTime()
                .asc()
                .list()) {
            boolean due = !task.getCreateTime().toInstant().plus(after).isAfter(now);
            // one that a person has taken is theirs
            if (due && task.getAssignee() == null && !drills.hasTrouble(task.getId())) {
                answered += answer(drill, scenario, task, absent) ? 1 : 0;
            }
        }
        return answered;
    }

    private boolean answer(Rehearsal drill, Scenario scenario, Task task, List<String> absent) {
        List<String> groups = tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(Objects::nonNull)
                .filter(group -> !absent.contains(group))
                .sorted()
                .toList();
        if (groups.isEmpty()) {
            return false;
        }
        Map<String, Object> answers = scenario.answers().get(task.getTaskDefinitionKey());
        if (answers == null) {
            trouble(drill, task, "The scenario has no answers for " + task.getTaskDefinitionKey() + ". 情景文件中没有该步骤的答案。");
            return false;
        }
        // whoever drafted a text may not approve it
        List<PlayedPart> parts = List.of(new PlayedPart(groups.get(0), 1), new PlayedPart(groups.get(0), 2));
        RuntimeException refused = null;
        for (PlayedPart part : parts) {
            try {
                submit(task, part, answers);
                return true;
            } catch (RuntimeException refusal) {
                if (tasks.createTaskQuery().taskId(task.getId()).count() == 0) {
                    return false;
                }
                refused = refusal;
            }
        }
        LOG.warn("A played department cannot answer {} of {}", task.getTaskDefinitionKey(), drill.number(), refused);
        trouble(drill, task, String.valueOf(refused == null ? "" : refused.getMessage()));
        return false;
    }

    private void submit(Task task, PlayedPart part, Map<String, Object> answers) {
        Map<String, Object> values = new HashMap<>();
        answers.forEach((field, value) -> values.put(field, typed(value)));
        identities.setAuthentication(part.login(), List.of(part.group()));
        try {
            forms.submitTaskForm(task.getId(), values);
        } finally {
            identities.clearAuthentication();
        }
    }

    private Object typed(Object value) {
        if (NOW.equals(value)) {
            return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        }
        return value instanceof List<?> list ? json(list) : value;
    }

    /** As Tasklist posts lists. */
    private static Object json(List<?> list) {
        return SpinValues.jsonValue(Spin.JSON(list).toString()).create();
    }

    private void trouble(Rehearsal drill, Task task, String problem) {
        drills.trouble(drill.number(), task.getId(), task.getTaskDefinitionKey(), problem);
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
