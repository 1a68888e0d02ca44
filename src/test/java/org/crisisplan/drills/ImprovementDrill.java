package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.task.Task;
import org.crisisplan.access.Visitor;
import org.crisisplan.audit.CheckedHistory;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.engine.RunningPlan;
import org.crisisplan.improvement.DrillPassed;
import org.crisisplan.improvement.ImprovementItem;
import org.crisisplan.improvement.ImprovementItem.State;
import org.crisisplan.improvement.ImprovementItems;
import org.crisisplan.improvement.ImprovementItems.DrillItem;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;

/** What the review agreed on outlives the crisis, and is closed only by what its kind asks for (R58-R61). */
class ImprovementDrill extends Drill {

    @Autowired
    ImprovementItems items;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    RepositoryService repository;

    @Autowired
    RunningPlan plans;

    @Autowired
    CrisisRecord record;

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext product;

    @Test
    void theCrisisIsClosedWhileWhatWasAgreedGoesOn() {
        ImprovementItem item = agreed("documents", "Encrypt all backups", "technology");

        assertThat(crisis().phase().isOver()).isTrue();
        assertThat(item.number()).matches("AI-2026-\\d{4,}");
        Task task = taskOf(item);
        assertThat(groupsOf(task)).containsExactly("technology");
        assertThat(task.getDueDate().toInstant())
                .as("before people go home on that day")
                .isEqualTo("2027-01-15T10:00:00Z");
        assertThat(sql.sql("select count(*) from delivery where number = ? and kind = 'new-task'")
                        .param(item.number())
                        .query(Integer.class)
                        .single())
                .as("its owner is told")
                .isPositive();
        assertThatThrownBy(() -> answer(task, "documentReference", " "))
                .as("no document")
                .hasMessageContaining("documentReference");
        assertThat(now(item).isOpen()).isTrue();

        answer(task, "documentReference", "Policy 7, version 3", "itemResult", "Written and signed.");
        assertThat(CheckedHistory.differences(product, number))
                .as("the engine's history agrees with the record")
                .isEmpty();

        assertThat(now(item)).returns(State.CLOSED, ImprovementItem::state).returns("tech", ImprovementItem::closedBy);
        assertThat(now(item).reference()).isEqualTo("Policy 7, version 3");
        assertThat(acts()).containsExactly("improvement-agreed", "improvement-closed");
        assertThat(record.firstBroken(number)).as("the sealed record takes it").isEmpty();
    }

    @Test
    void aPlanItemIsClosedByALaterVersionThatNamesIt() throws IOException {
        ImprovementItem item = agreed("plan", "Add the scenario of a stolen backup", "technology");
        ImprovementItem other = agreedMore("plan", "Shorten the deadlines");
        Task asked = taskOf(other);
        assertThatThrownBy(() -> answer(asked, "planVersion", "v1"))
                .as("a version that was there before")
                .hasMessageContaining("planVersion");

        passes("PT1H");
        String version = deployed("Adds the scenario of a stolen backup, " + item.number());
        try {
            assertThat(now(item))
                    .returns(State.CLOSED, ImprovementItem::state)
                    .returns(version, ImprovementItem::proof);
            assertThat(now(other).isOpen()).as("nothing names it").isTrue();
            answer(taskOf(other), "planVersion", version);
            assertThat(now(other))
                    .returns(State.CLOSED, ImprovementItem::state)
                    .returns(version, ImprovementItem::proof);
        } finally {
            deployedAgain();
        }
    }

    @Test
    void aDrillItemIsClosedByAPassedDrillAlone() {
        ImprovementItem item = agreed("drill", "Rehearse a stolen backup", "publicRelations");
        assertThat(items.openDrillItems())
                .contains(new DrillItem(item.number(), "Rehearse a stolen backup", "technical", null));

        answer(taskOf(item), "drillOn", "2026-12-01");
        assertThat(now(item).plannedFor()).isEqualTo("2026-12-01");
        assertThat(open(item)).as("nobody is asked until then").isEmpty();

        passes("P9D");
        assertThat(open(item)).as("the day is over and no drill was passed").hasSize(1);
        assertThatThrownBy(() -> answer(taskOf(item), "drillOn", "2026-12-01")).hasMessageContaining("past");

        events.publishEvent(new DrillPassed("DR-2026-0009", Set.of(item.number(), "AI-2026-9999"), now()));
        assertThat(now(item))
                .returns(State.CLOSED, ImprovementItem::state)
                .returns("DR-2026-0009", ImprovementItem::proof);
        assertThat(open(item)).isEmpty();
        assertThat(items.openDrillItems()).extracting(DrillItem::number).doesNotContain(item.number());
    }

    @Test
    void aTrainingItemIsClosedByItsRecords() {
        ImprovementItem item = agreed("training", "Train customer service for leaks", "customerService");
        assertThatThrownBy(() -> answer(taskOf(item)))
                .as("nobody was trained yet")
                .hasMessageContaining("/improvement/training");

        assertThat(entered(Map.of(
                        "person", "Night shift",
                        "department", "customerService",
                        "topic", "What to say after a leak",
                        "heldOn", "2026-11-23",
                        "validUntil", "2027-11-23",
                        "evidence", "List of attendees 12",
                        "item", item.number())))
                .isEqualTo(302);
        answer(taskOf(item));
        assertThat(now(item)).returns(State.CLOSED, ImprovementItem::state).returns("1", ImprovementItem::proof);
    }

    @Test
    void whatIsOverdueIsEscalatedAndWhatIsEndedByHandIsWithdrawn() {
        ImprovementItem item = agreed("documents", "Write the inventory", "technology");
        passes("P60D");
        assertThat(items.overdue()).extracting(ImprovementItem::number).contains(item.number());
        assertThat(sql.sql("select count(*) from delivery where number = ? and kind = 'deadline-missed'")
                        .param(item.number())
                        .query(Integer.class)
                        .single())
                .isPositive();

        runtime.deleteProcessInstance(taskOf(item).getProcessInstanceId(), "merged into another one");
        assertThat(now(item).state()).isEqualTo(State.WITHDRAWN);
        assertThat(items.overdue()).extracting(ImprovementItem::number).doesNotContain(item.number());
        assertThat(acts()).containsExactly("improvement-agreed", "improvement-withdrawn");
    }

    private ImprovementItem agreed(String kind, String what, String owner) {
        reported("Complaints everywhere", Kind.TECHNICAL, facts("widespreadComplaints", true));
        answers("User_VerifyReport", "technical", true, "content", false);
        teamWorksUntil("User_HoldReview");
        answers(
                "User_HoldReview",
                "itemWhat1",
                what,
                "itemKind1",
                kind,
                "itemOwner1",
                owner,
                "itemWhat2",
                null,
                "itemKind2",
                null,
                "itemOwner2",
                null,
                "itemDue2",
                null);
        teamWorksToTheEnd();
        List<ImprovementItem> agreed = items.of(number);
        assertThat(agreed).hasSize(1);
        return agreed.get(0);
    }

    private ImprovementItem agreedMore(String kind, String what) {
        return items.agree(
                number,
                new ImprovementItems.Agreed(
                        ImprovementItem.Kind.valueOf(kind.toUpperCase(java.util.Locale.ROOT)),
                        what,
                        "technology",
                        java.time.LocalDate.parse("2027-01-15")));
    }

    private ImprovementItem now(ImprovementItem item) {
        return items.find(item.number()).orElseThrow();
    }

    private List<Task> open(ImprovementItem item) {
        return tasks.createTaskQuery().processInstanceBusinessKey(item.number()).list();
    }

    private Task taskOf(ImprovementItem item) {
        assertThat(open(item)).hasSize(1);
        return open(item).get(0);
    }

    private List<String> acts() {
        return sql.sql("select kind from crisis_act where number = ? and kind like 'improvement-%' order by seq")
                .param(number)
                .query(String.class)
                .list();
    }

    private String deployed(String why) throws IOException {
        try (var table = ImprovementDrill.class.getResourceAsStream("/dmn/top-media.dmn")) {
            String changed = new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst("<description>", "<description>Stolen backups too. ");
            as("analyst");
            try {
                repository
                        .createDeployment()
                        .name(why)
                        .addString("top-media.dmn", changed)
                        .deploy();
            } finally {
                identities.clearAuthentication();
            }
        }
        return "v" + plans.versionOf(plans.deployment().orElseThrow()).orElseThrow();
    }

    /** Others find the plan as it was. */
    private void deployedAgain() throws IOException {
        try (var table = ImprovementDrill.class.getResourceAsStream("/dmn/top-media.dmn")) {
            as("analyst");
            try {
                repository
                        .createDeployment()
                        .name("As it was before")
                        .addString("top-media.dmn", new String(table.readAllBytes(), StandardCharsets.UTF_8))
                        .deploy();
            } finally {
                identities.clearAuthentication();
            }
        }
    }

    private int entered(Map<String, String> fields) {
        return new Visitor(port)
                .loggedInAs("service")
                .submits("/improvement/training", "/improvement/training", fields)
                .statusCode();
    }
}
