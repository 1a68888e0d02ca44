package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.BesideThePlan;
import org.crisisplan.audit.CheckedHistory;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Phase;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.drill.DrillDesk;
import org.crisisplan.drill.DrillDesk.Order;
import org.crisisplan.drill.KeepProgramme;
import org.crisisplan.drill.PlayedDepartments;
import org.crisisplan.drill.Rehearsal;
import org.crisisplan.drill.Scorecard;
import org.crisisplan.drill.Scorecards;
import org.crisisplan.plan.Modeler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionOperations;

/** A drill runs alone from its report to its scorecard, all seven departments played, while a real crisis runs beside it (R61). */
class RehearsalDrill extends ConfiguredServices {

    @Autowired
    private DrillDesk desk;

    @Autowired
    private PlayedDepartments departments;

    @Autowired
    private Scorecards scorecards;

    @Autowired
    private CrisisRecord record;

    @Autowired
    private KeepProgramme programme;

    @Autowired
    private Clock clock;

    @Autowired
    private LatestDecisions standing;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private TransactionOperations together;

    private String real = "";

    @AfterEach
    void nothingIsLeftRunning() {
        for (String key : List.of("drill", "drill-programme")) {
            runtime.createProcessInstanceQuery()
                    .processDefinitionKey(key)
                    .list()
                    .forEach(left -> runtime.deleteProcessInstance(left.getId(), "test over"));
        }
        for (String left : List.of(real, number)) {
            if (!left.isEmpty()) {
                runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey(left)
                        .rootProcessInstances()
                        .list()
                        .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test over"));
            }
        }
        sql.sql("update drill set ended_at = began_at, running = null where ended_at is null")
                .update();
        Modeler.deploysThePlanAsShipped(repository);
    }

    @Autowired
    ApplicationContext product;

    @Test
    void aScheduledLeakDrillRunsAloneWhileARealCrisisRunsBesideIt() {
        theTableWantsLeaksRehearsed(60, true);
        Instant morning =
                LocalDate.of(2028, 3, 1).atTime(6, 0).atZone(clock.getZone()).toInstant();
        ClockUtil.setCurrentTime(Date.from(morning));
        assertThat(programme.beginDue()).isTrue();
        assertThat(programme.beginDue()).as("once a day").isFalse();
        runJobsOfDrills(morning);
        assertThat(drillsWithinADayOf(morning)).as("before its hour").isEmpty();

        ClockUtil.setCurrentTime(Date.from(morning.plus(Duration.ofHours(3))));
        reported("Checkout down", Kind.TECHNICAL, Map.of());
        real = number;
        answers("User_VerifyReport", "technical", true);
        listed(real, 3);
        runDueJobs();
        List<Act> actsOfReal = record.of(real, 0, 5000);
        List<String> tasksOfReal = ids(openTasks());
        assertThat(actsOfReal).isNotEmpty();
        assertThat(tasksOfReal).isNotEmpty();

        runJobsOfDrills(morning.plus(Duration.ofHours(5)));
        assertThat(drillsWithinADayOf(morning)).hasSize(1);
        number = drillsWithinADayOf(morning).get(0);
        assertThat(desk.find(number)).get().satisfies(begun -> {
            assertThat(begun.scenario()).isEqualTo("leak");
            assertThat(begun.orderedBy()).as("by the schedule").isEmpty();
            assertThat(begun.played()).isTrue();
        });
        assertThat(crisis().pace()).isEqualTo(60);
        listed(number, 3);
        playsUntilNothingMoves(number);

        Rehearsal drill = desk.find(number).orElseThrow();
        assertThat(crisis().phase()).as(troubles()).isEqualTo(Phase.CLOSED);
        assertThat(drill.standing()).isEqualTo("evaluating");
        assertThat(Duration.between(crisis().openedAt(), now()))
                .as("days of the plan in less than two hours")
                .isLessThan(Duration.ofHours(2));
        assertThat(injects()).isEqualTo(4);
        Scorecard scorecard = scorecards.of(drill).orElseThrow();
        assertThat(scorecard.clauses()).extracting(Scorecard.Clause::clause).contains("R28", "R42", "R52", "R58");
        assertThat(scorecard.missed()).as("missed of " + scorecard).isEmpty();
        assertThat(scorecard.handOffs())
                .filteredOn(department -> department.done() > 0)
                .extracting(Scorecard.HandOff::department)
                .as("all seven have played their part")
                .contains(
                        "publicRelations",
                        "technology",
                        "legal",
                        "customerService",
                        "contentReview",
                        "finance",
                        "management");
        assertThat(scorecard.words()).isNotEmpty();

        assertThat(spokenTo()).as("nothing leaves the house").isEmpty();
        assertThat(writtenTo()).as("nobody outside is written to").isEmpty();
        assertThat(heldBack())
                .as("the seal kept silent, not the plan")
                .contains("statuspage", "affected", "subscribers", "webhook", "mastodon");
        assertThat(record.of(real, 0, 5000))
                .as("nothing of the real one is touched, hashes included")
                .isEqualTo(actsOfReal);
        assertThat(record.firstBroken(real)).isEmpty();
        assertThat(CheckedHistory.differences(product, number))
                .as("the engine's history agrees with the record")
                .isEmpty();
        assertThat(ids(tasks.createTaskQuery().processInstanceBusinessKey(real).list()))
                .containsExactlyInAnyOrderElementsOf(tasksOfReal);
        assertThat(crises.find(real).orElseThrow().phase().isOver()).isFalse();

        Task evaluate = tasks.createTaskQuery()
                .processInstanceBusinessKey("drill " + number)
                .singleResult();
        assertThat(evaluate.getTaskDefinitionKey()).isEqualTo("User_EvaluateDrill");
        assertThat(evaluate.getName()).startsWith("DRILL: ").contains(" 演练：");
        assertThat(mailsOf(evaluate))
                .isNotEmpty()
                .allSatisfy(mail -> assertThat(mail)
                        .startsWith(number + " " + Crisis.DRILL_MARK)
                        .containsAnyOf("DRILL 演练:", "演练 DRILL："));
        evaluated(evaluate, "yes");
        assertThat(desk.find(number).orElseThrow().passed()).isTrue();
        assertThat(desk.find(number).orElseThrow().evaluatedBy()).isEqualTo("pr");
    }

    @Test
    void isBrokenOffWithAReasonAndWithdrawsItsTasksOnly() {
        desk.begin(new Order("outage", 1, false, null, ""), "pr");
        number = begun();
        runJobsOfDrills(now());
        assertThat(openTasks()).isNotEmpty();
        assertThatThrownBy(() -> desk.breakOff(number, " ")).isInstanceOf(InvalidReport.class);
        assertThatThrownBy(() -> desk.begin(new Order("outage", 1, false, null, ""), "pr"))
                .as("one of a scenario at a time")
                .isInstanceOf(InvalidReport.class);

        desk.breakOff(number, "A real outage.");
        runJobsOfDrills(now());

        assertThat(openTasks()).isEmpty();
        assertThat(crisis().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(desk.find(number).orElseThrow().standing()).isEqualTo("broken-off");
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("drill")
                        .count())
                .isZero();
    }

    @Test
    void whatWasBrokenOffDoesNotBeginAgainOnThatDay() {
        Instant morning =
                LocalDate.of(2035, 3, 1).atTime(6, 0).atZone(clock.getZone()).toInstant();
        ClockUtil.setCurrentTime(Date.from(morning));
        assertThat(programme.beginDue()).isTrue();
        runJobsOfDrills(morning.plus(Duration.ofMinutes(241)));
        number = drillsWithinADayOf(morning).get(0);
        desk.breakOff(number, "A real leak.");
        runJobsOfDrills(now());

        assertThat(programme.beginDue()).as("on that day").isFalse();
        ClockUtil.setCurrentTime(Date.from(morning.plus(Duration.ofDays(1))));
        assertThat(programme.beginDue()).as("it is still due").isTrue();
    }

    @Test
    void ofTwoNodesThatBeginTheSameDrillTheSecondIsRefused() throws Exception {
        Order order = new Order("rumour", 1, false, null, "");
        CountDownLatch secondComes = new CountDownLatch(1);
        try (var otherNode = new Closing(Executors.newSingleThreadExecutor())) {
            Future<?> second = together.execute(begun -> {
                desk.begin(order, "pr");
                Future<?> coming = otherNode.thread().submit(() -> {
                    secondComes.countDown();
                    desk.begin(order, "tech");
                });
                await(secondComes);
                return coming;
            });
            assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InvalidReport.class)
                    .hasMessageContaining("is being rehearsed already");
        }
        assertThat(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("drill")
                        .count())
                .isEqualTo(1);
        number = begun();
        assertThatThrownBy(() -> sql.sql("insert into drill (number, scenario, running, lead_group, ordered_by, played,"
                                + " items, began_at, until_at) select 'DR-2026-9999', scenario, running, lead_group,"
                                + " ordered_by, played, items, began_at, until_at from drill where number = ?")
                        .param(number)
                        .update())
                .as("nor does the database take another")
                .isInstanceOf(DuplicateKeyException.class)
                .message()
                .containsIgnoringCase("one_at_a_time");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** A thread that ends with the test. */
    private record Closing(ExecutorService thread) implements AutoCloseable {

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }

    /** As an analyst says it in the table. */
    private void theTableWantsLeaksRehearsed(int pace, boolean played) {
        String before = standing.newest("drills").version();
        String table = BesideThePlan.shipped("dmn/drills.dmn")
                .replaceFirst("(?<cell>Result_Drills_Leak_6\">\\s*<text>)1<", "${cell}" + pace + "<")
                .replaceFirst("(?<cell>Result_Drills_Leak_7\">\\s*<text>)false<", "${cell}" + played + "<");
        assertThat(table).isNotEqualTo(BesideThePlan.shipped("dmn/drills.dmn"));
        Modeler.deploysThePlan(repository, Map.of("dmn/drills.dmn", table), "analyst");
        Awaitility.await().until(() -> !standing.newest("drills").version().equals(before));
    }

    private List<String> mailsOf(Task task) {
        return sql.sql("select number, subject, body from delivery where task_id = ?")
                .param(task.getId())
                .query((row, i) ->
                        row.getString("number") + " " + row.getString("subject") + "\n" + row.getString("body"))
                .list();
    }

    private List<String> drillsWithinADayOf(Instant moment) {
        return crises.drills().stream()
                .filter(one ->
                        one.openedAt().isAfter(moment) && one.openedAt().isBefore(moment.plus(Duration.ofDays(1))))
                .map(Crisis::number)
                .toList();
    }

    private Set<String> heldBack() {
        return Set.copyOf(
                sql.sql("select distinct p.channel from publication p join statement s on s.id = p.statement_id"
                                + " where s.crisis = ? and p.held_back")
                        .param(number)
                        .query(String.class)
                        .list());
    }

    private void evaluated(Task task, String passed) {
        as("pr");
        try {
            forms.submitTaskForm(
                    task.getId(),
                    Map.of(
                            "drillExecution", "As planned.",
                            "drillPlanFitness", "It fits.",
                            "drillCommand", "Good.",
                            "drillHandling", "Good.",
                            "drillEquipment", "Good.",
                            "drillAdvice", "Shorter forms.",
                            "drillPassed", passed));
        } finally {
            identities.clearAuthentication();
        }
    }

    /** The number of the drill that was ordered last. */
    private String begun() {
        Set<String> before = new HashSet<>();
        crises.drills().forEach(drill -> before.add(drill.number()));
        runJobsOfDrills(now());
        return crises.drills().stream()
                .map(Crisis::number)
                .filter(drill -> !before.contains(drill))
                .findFirst()
                .orElseThrow();
    }

    private void playsUntilNothingMoves(String drill) {
        for (int round = 0; round < 400; round++) {
            runJobsOfDrills(now());
            departments.playDue();
            ledgers.issueDue();
            channels.send();
            mails.deliver();
            if (desk.find(drill).orElseThrow().scorecard() != null) {
                return;
            }
            ClockUtil.setCurrentTime(Date.from(now().plusSeconds(5)));
        }
        throw new AssertionError("The drill never came to an end; open: "
                + openTasks().stream().map(Task::getTaskDefinitionKey).toList() + " " + troubles());
    }

    private void runJobsOfDrills(Instant until) {
        new JobsOfDrills(runtime, management, desk).runUntil(until);
    }

    private int injects() {
        return sql.sql("select count(*) from drill_inject where number = ? and told_at is not null and problem is null")
                .param(number)
                .query(Integer.class)
                .single();
    }

    private String troubles() {
        return sql.sql("select step, problem from drill_trouble where number = ?")
                .param(number)
                .query((row, i) -> row.getString("step") + ": " + row.getString("problem"))
                .list()
                .toString();
    }

    private static List<String> ids(List<Task> open) {
        return open.stream().map(Task::getId).toList();
    }
}
