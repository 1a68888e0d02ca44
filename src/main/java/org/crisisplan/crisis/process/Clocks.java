package org.crisisplan.crisis.process;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Paced;
import org.crisisplan.crisis.Variables;
import org.crisisplan.decision.PinnedDecisions;
import org.crisisplan.decision.PlanDuration;
import org.crisisplan.engine.InPlan;
import org.jspecify.annotations.Nullable;

/**
 * Called by the diagrams as {@code ${clocks...}}: when a step is due, when to remind and when to escalate, by the table
 * {@code deadlines} and counted from the moment it names (R24, R25, R50, R56, R58).
 */
@InPlan("clocks")
public class Clocks {

    /** A step's own due date (ISO 8601), which goes before the table's. */
    private static final String OWN_DATE = "stepDue";

    private static final String TABLE = "deadlines";
    private static final LocalTime END_OF_WORK = LocalTime.of(18, 0);

    private final PinnedDecisions tables;
    private final Crises crises;
    private final TaskService tasks;
    private final ManagementService management;
    private final Clock clock;
    private final Map<Question, Row> rows = new ConcurrentHashMap<>();

    Clocks(PinnedDecisions tables, Crises crises, TaskService tasks, ManagementService management, Clock clock) {
        this.tables = tables;
        this.crises = crises;
        this.tasks = tasks;
        this.management = management;
        this.clock = clock;
    }

    /** When the user task that is being created is due. */
    public Date due(DelegateExecution execution) {
        return Date.from(allowance(execution, execution.getCurrentActivityId()).due());
    }

    /** When to remind of the user task. */
    public Date remindAt(DelegateExecution execution) {
        Allowance allowance = allowance(execution, execution.getCurrentActivityId());
        return Date.from(allowance.due().minus(allowance.remindBefore()));
    }

    /**
     * From when on, and how often, the user task is escalated: an ISO 8601 cycle. Four times it is as often as the table says, then half
     * as often, and after twelve such times a quarter: what comes each hour for three nights is read by nobody.
     */
    public String escalations(DelegateExecution execution) {
        Allowance allowance = allowance(execution, execution.getCurrentActivityId());
        // asked again at each escalation: what is counted from the task must not be counted from then
        Task task = tasks.createTaskQuery().executionId(execution.getId()).active().list().stream()
                .filter(open -> open.getDueDate() != null)
                .findFirst()
                .orElse(null);
        Instant due = task == null ? allowance.due() : task.getDueDate().toInstant();
        Duration every = allowance.escalateEvery();
        Duration late = Duration.between(due, clock.instant());
        long times = late.dividedBy(every);
        return "R/" + due + "/" + every.multipliedBy(times < 4 ? 1 : times < 12 ? 2 : 4);
    }

    /** How long a step may take: an ISO 8601 duration for a timer. */
    public String within(DelegateExecution execution, String step) {
        return allowance(execution, step).within().toString();
    }

    /** How long until somebody is reminded of a step that may be done any time before: an ISO 8601 duration for a timer. */
    public String untilReminder(DelegateExecution execution, String step) {
        Allowance allowance = allowance(execution, step);
        Duration rest = allowance.within().minus(allowance.remindBefore());
        return (rest.isNegative() ? Duration.ZERO : rest).toString();
    }

    /** A promise of the plan starts to run; it is shown with the crisis until it is met. */
    public void starts(DelegateExecution execution, String what) {
        crises.promise(
                execution.getProcessBusinessKey(),
                what,
                allowance(execution, what).due());
    }

    /** A promise of the plan is kept, in time or not. */
    public void met(DelegateExecution execution, String what) {
        if (!execution.isCanceled()) {
            crises.keep(execution.getProcessBusinessKey(), what);
        }
    }

    /** The plan reached a point that deadlines are counted from, see {@link org.crisisplan.crisis.Milestones}. */
    public void marks(DelegateExecution execution, String moment) {
        if (!execution.isCanceled()) {
            crises.mark(execution.getProcessBusinessKey(), moment);
        }
    }

    /** At half of the promised time, at its end, and on and on in that step: an ISO 8601 cycle (R25, R56). */
    public String halves(DelegateExecution execution, String what) {
        Allowance allowance = allowance(execution, what);
        Duration half = allowance.within().dividedBy(2);
        return "R/" + allowance.due().minus(half) + "/" + half;
    }

    /** How often something is asked for that may go unanswered: an ISO 8601 cycle. */
    public String every(DelegateExecution execution, String what) {
        return "R/" + allowance(execution, what).within();
    }

    /** When a step is due, as ISO 8601 text for a variable. */
    public String dueText(DelegateExecution execution, String what) {
        return allowance(execution, what).due().toString();
    }

    /** A worse level gives every open task and every running promise its shorter time; a better one leaves them as they are. */
    void levelChanged(String number, DelegateExecution execution, @Nullable Integer before, int level) {
        if (before == null || level > before) {
            return;
        }
        for (Crisis.Deadline deadline : crises.deadlinesOf(number)) {
            if (deadline.isRunning()) {
                Instant due = allowance(execution.getProcessDefinitionId(), number, deadline.what(), level)
                        .due();
                crises.promise(number, deadline.what(), earlier(due, deadline.due()));
            }
        }
        List<Task> open =
                tasks.createTaskQuery().processInstanceBusinessKey(number).list();
        for (Task task : open) {
            Instant due = allowance(task.getProcessDefinitionId(), number, task.getTaskDefinitionKey(), level)
                    .due();
            if (task.getDueDate() == null || due.isBefore(task.getDueDate().toInstant())) {
                task.setDueDate(Date.from(due));
                tasks.saveTask(task);
            }
        }
        Set<String> inWork = open.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet());
        inWork.add(CrisisCourse.root(execution));
        for (ProcessInstance part : execution
                .getProcessEngineServices()
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .list()) {
            recount(part.getId(), inWork.contains(part.getId()));
        }
    }

    /** A duration is counted from now on: it begins anew only where somebody is at work. */
    private void recount(String processInstance, boolean durationsToo) {
        for (Job timer : management
                .createJobQuery()
                .processInstanceId(processInstance)
                .timers()
                .list()) {
            if (durationsToo || !isDuration(timer)) {
                management.recalculateJobDuedate(timer.getId(), false);
            }
        }
    }

    private boolean isDuration(Job timer) {
        return management
                .createJobDefinitionQuery()
                .jobDefinitionId(timer.getJobDefinitionId())
                .singleResult()
                .getJobConfiguration()
                .startsWith("DURATION");
    }

    /** Lets a timer of a running instance be counted anew after what it depends on has changed. */
    void recount(String processInstance, String element) {
        management
                .createJobQuery()
                .processInstanceId(processInstance)
                .activityId(element)
                .list()
                .forEach(timer -> management.recalculateJobDuedate(timer.getId(), false));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Allowance allowance(DelegateExecution execution, String step) {
        String number = execution.getProcessBusinessKey();
        Object known = execution.getVariable(Variables.LEVEL);
        Integer level = known instanceof Number said
                ? Integer.valueOf(said.intValue())
                : number == null
                        ? null
                        : crises.gradeInForce(number).map(Crisis.Grade::level).orElse(null);
        Allowance byTable =
                allowance(execution.getProcessDefinitionId(), execution.getProcessBusinessKey(), step, level);
        return execution.getVariable(OWN_DATE) instanceof String date ? byTable.dueAt(endOfWork(date)) : byTable;
    }

    // a date without a time means: on that day, before people go home
    private Instant endOfWork(String date) {
        return date.contains("T")
                ? OffsetDateTime.parse(date).toInstant()
                : LocalDate.parse(date)
                        .atTime(END_OF_WORK)
                        .atZone(clock.getZone())
                        .toInstant();
    }

    private Allowance allowance(String processDefinition, String number, String step, @Nullable Integer level) {
        Row row = rows.computeIfAbsent(new Question(processDefinition, step, level), this::ask);
        Instant from = crises.moment(number, row.countedFrom()).orElseGet(clock::instant);
        int pace = crises.paceOf(number);
        Row paced = pace == Crisis.REAL_PACE ? row : row.faster(pace);
        return new Allowance(from.plus(paced.within()), paced.within(), paced.remindBefore(), paced.escalateEvery());
    }

    private Row ask(Question question) {
        Map<String, Object> asked = new HashMap<>();
        asked.put("step", question.step());
        asked.put("level", question.level());
        DmnDecisionResultEntries row =
                tables.evaluate(TABLE, question.processDefinition(), asked).getSingleResult();
        if (row == null) {
            throw new IllegalStateException("The table 'deadlines' has no row for the step " + question.step()
                    + " at level " + question.level() + "; add one, or a last row for any step.");
        }
        return new Row(
                row.getEntry("countedFrom"),
                PlanDuration.parse(row.getEntry("within")),
                PlanDuration.parse(row.getEntry("remindBefore")),
                PlanDuration.parse(row.getEntry("escalateEvery")));
    }

    /** What the table is asked; a plan version's table never changes, so its answers are kept. */
    private record Question(
            String processDefinition, String step, @Nullable Integer level) {}

    private record Row(String countedFrom, Duration within, Duration remindBefore, Duration escalateEvery) {

        /** What the clock counts in a drill (R61). */
        Row faster(int pace) {
            return new Row(
                    countedFrom,
                    Paced.duration(within, pace),
                    Paced.duration(remindBefore, pace),
                    Paced.duration(escalateEvery, pace));
        }
    }

    /** A row of the table, counted from its moment. */
    private record Allowance(Instant due, Duration within, Duration remindBefore, Duration escalateEvery) {

        Allowance dueAt(Instant date) {
            return new Allowance(date, within, remindBefore, escalateEvery);
        }
    }
}
