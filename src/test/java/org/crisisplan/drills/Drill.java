package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.Spin;
import org.camunda.spin.plugin.variable.SpinValues;
import org.crisisplan.PlanTest;
import org.crisisplan.compensation.LedgerDispatcher;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.notify.MailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The plan rehearsed on its deployed models: people answer tasks as their group may, the engine's clock runs, jobs become due. A
 * drill reads as the story of one crisis.
 */
@PlanTest
abstract class Drill {

    static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");

    @Autowired
    LedgerDispatcher ledgers;

    @Autowired
    protected CrisisPlan plan;

    @Autowired
    protected Crises crises;

    @Autowired
    protected RuntimeService runtime;

    @Autowired
    protected TaskService tasks;

    @Autowired
    protected FormService forms;

    @Autowired
    protected CrisisFacts facts;

    @Autowired
    protected HistoryService history;

    @Autowired
    protected ManagementService management;

    @Autowired
    protected IdentityService identities;

    @Autowired
    protected JdbcClient sql;

    @Autowired
    protected MailServer mails;

    /** The crisis this drill is about. */
    protected String number = "";

    @BeforeEach
    void setTheClock() {
        ClockUtil.setCurrentTime(Date.from(MONDAY));
        identities.clearAuthentication();
        // what other tests left waiting would come with the first mail of this one
        sql.sql("delete from delivery where state = 'waiting'").update();
        mails.start();
    }

    @AfterEach
    void resetTheClock() {
        identities.clearAuthentication();
        if (!number.isEmpty()) {
            runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(number)
                    .rootProcessInstances()
                    .list()
                    .forEach(left -> runtime.deleteProcessInstance(left.getId(), "drill over"));
            runtime.createProcessInstanceQuery().variableValueEquals("itemOf", number).list().stream()
                    .forEach(left -> runtime.deleteProcessInstance(left.getId(), "drill over"));
        }
        mails.stop();
        ClockUtil.reset();
    }

    // ---- what happens

    protected void reported(String title, Kind kind, Map<String, Object> facts) {
        number = plan.open(new CrisisReport(title, title + ": reported by a user.", Set.of(kind), facts))
                .number();
        runDueJobs();
    }

    protected void newFacts(Map<String, Object> facts) {
        plan.reportFacts(number, facts);
        runDueJobs();
    }

    /** Somebody of the task's group answers it, as usual but for the fields given. */
    protected void answers(String step, Object... fields) {
        answer(theTask(step), fields);
    }

    protected void answer(Task task, Object... fields) {
        answerAs(personFor(task), task, fields);
    }

    protected void answerAs(String person, Task task, Object... fields) {
        Map<String, Object> answer = Answers.usual(task.getTaskDefinitionKey());
        for (int i = 0; i < fields.length; i += 2) {
            answer.put((String) fields[i], fields[i + 1]);
        }
        answer.replaceAll((name, value) -> value instanceof List<?> list ? json(list) : value);
        as(person);
        try {
            forms.submitTaskForm(task.getId(), answer);
        } finally {
            identities.clearAuthentication();
        }
        runDueJobs();
    }

    protected void as(String person) {
        List<String> groups = identities.createGroupQuery().groupMember(person).list().stream()
                .map(org.camunda.bpm.engine.identity.Group::getId)
                .toList();
        identities.setAuthentication(person, groups);
    }

    /** The team answers whatever is open, as usual, until the step is asked. */
    protected void teamWorksUntil(String step) {
        for (int answered = 0; answered < 80; answered++) {
            List<Task> open = openTasks();
            if (open.stream().anyMatch(task -> task.getTaskDefinitionKey().equals(step))) {
                return;
            }
            assertThat(open).as("open tasks on the way to " + step).isNotEmpty();
            answer(open.get(0));
        }
        throw new AssertionError("The team never came to " + step + "; open: " + names(openTasks()));
    }

    /** The team answers everything, as usual, until the case is over. */
    protected void teamWorksToTheEnd() {
        for (int answered = 0; answered < 120 && !crisis().phase().isOver(); answered++) {
            List<Task> open = openTasks();
            assertThat(open).as("open tasks in phase " + crisis().phase()).isNotEmpty();
            answer(open.get(0));
        }
        assertThat(crisis().phase()).isEqualTo(Phase.CLOSED);
    }

    /** Time passes, and every job and mail becomes due in its turn. */
    protected void passes(String duration) {
        Instant until = now().plus(Duration.parse(duration));
        runDueJobs();
        for (Optional<Instant> next = nextMoment(until); next.isPresent(); next = nextMoment(until)) {
            if (next.get().isAfter(now())) {
                ClockUtil.setCurrentTime(Date.from(next.get()));
            }
            runDueJobs();
        }
        ClockUtil.setCurrentTime(Date.from(until));
    }

    /** What is due now is done now: messages at once, timers whose time has come, mails that wait. */
    protected void runDueJobs() {
        runJobs();
        // who waits for it goes on
        ledgers.issueDue();
        runJobs();
        mails.deliver();
    }

    private void runJobs() {
        for (List<Job> due = dueJobs(now()); !due.isEmpty(); due = dueJobs(now())) {
            for (Job job : due) {
                // one that ran before may have ended what this one belongs to
                if (due.size() == 1
                        || management.createJobQuery().jobId(job.getId()).count() == 1) {
                    management.executeJob(job.getId());
                }
            }
        }
    }

    // ---- what can be seen

    protected Crisis crisis() {
        return crises.find(number).orElseThrow();
    }

    protected Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    protected List<Task> openTasks() {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .orderByTaskCreateTime()
                .asc()
                .list();
    }

    protected List<Task> open(String step) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey(step)
                .list();
    }

    protected Task theTask(String step) {
        List<Task> found = open(step);
        assertThat(found).as(step + " among " + names(openTasks())).hasSize(1);
        return found.get(0);
    }

    protected Task theTask(String step, String group) {
        return open(step).stream()
                .filter(task -> groupsOf(task).contains(group))
                .findFirst()
                .orElseThrow(() -> new AssertionError(step + " is not asked of " + group));
    }

    protected Set<String> groupsOf(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());
    }

    protected long timesDone(String element) {
        return history.createHistoricActivityInstanceQuery().activityId(element).finished().list().stream()
                .filter(activity -> !activity.isCanceled())
                .filter(activity -> instancesOfTheCase().contains(activity.getProcessInstanceId()))
                .count();
    }

    protected Crisis.Deadline deadline(String what) {
        return crises.deadlinesOf(number).stream()
                .filter(deadline -> deadline.what().equals(what))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("No deadline '" + what + "' among " + crises.deadlinesOf(number)));
    }

    /** How many mails of a kind were written about this crisis, sent or not. */
    protected long mails(String kind) {
        return sql.sql("select count(*) from delivery where number = ? and kind = ?")
                .params(number, kind)
                .query(Long.class)
                .single();
    }

    protected static Map<String, Object> facts(Object... facts) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            map.put((String) facts[i], facts[i + 1]);
        }
        return map;
    }

    protected Set<String> instancesOfTheCase() {
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                .map(org.camunda.bpm.engine.history.HistoricProcessInstance::getId)
                .collect(Collectors.toSet());
    }

    private String personFor(Task task) {
        Set<String> groups = groupsOf(task);
        String author =
                String.valueOf(runtime.getVariables(task.getExecutionId()).get("statementAuthor"));
        return groups.stream()
                .map(Answers::personOf)
                .filter(person -> !person.equals(author))
                .sorted()
                .findFirst()
                .orElseThrow(() -> new AssertionError(task.getName() + " is asked of nobody but " + groups));
    }

    /** As Tasklist posts lists. */
    private static TypedValue json(List<?> list) {
        return SpinValues.jsonValue(Spin.JSON(list).toString()).create();
    }

    /** When the next timer or mail is due, if that is not after the given moment. */
    private Optional<Instant> nextMoment(Instant until) {
        return Stream.concat(
                        dueJobs(until).stream().map(job -> job.getDuedate().toInstant()),
                        mails.nextAttempt().filter(moment -> !moment.isAfter(until)).stream())
                .min(Comparator.naturalOrder());
    }

    private List<Job> dueJobs(Instant until) {
        Set<String> running = Stream.concat(
                        runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list().stream(),
                        // what its review agreed on has a process of its own
                        runtime.createProcessInstanceQuery().variableValueEquals("itemOf", number).list().stream())
                .map(ProcessInstance::getId)
                .collect(Collectors.toSet());
        if (running.isEmpty()) {
            return List.of();
        }
        // not the timers of all that other tests left open
        return management.createJobQuery().processInstanceIds(running).withRetriesLeft().active().list().stream()
                .filter(job -> job.getDuedate() == null
                        || !job.getDuedate().toInstant().isAfter(until))
                .sorted(Comparator.comparing(job -> job.getDuedate() == null
                        ? Instant.EPOCH
                        : job.getDuedate().toInstant()))
                .toList();
    }

    private static String names(List<Task> tasks) {
        return tasks.stream().map(Task::getTaskDefinitionKey).toList().toString();
    }

    /** What the form of an open task shows in a field. */
    protected Object shown(Task task, String field) {
        return forms.getTaskFormVariables(task.getId()).get(field);
    }
}
