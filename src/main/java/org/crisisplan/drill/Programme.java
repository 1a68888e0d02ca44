package org.crisisplan.drill;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.decision.PlanDuration;
import org.crisisplan.department.Group;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is to be rehearsed when, by the table {@code drills} of the newest plan and by what was rehearsed (R61). */
@Component
public class Programme {

    /** The table {@code drills}. */
    static final String TABLE = "drills";

    private static final LocalTime MORNING = LocalTime.of(10, 0);

    private final Scenarios scenarios;
    private final DrillRepository drills;
    private final LatestDecisions tables;
    private final RepositoryService definitions;
    private final OfferedActs acts;
    private final Clock clock;

    Programme(
            Scenarios scenarios,
            DrillRepository drills,
            LatestDecisions tables,
            RepositoryService definitions,
            OfferedActs acts,
            Clock clock) {
        this.scenarios = scenarios;
        this.drills = drills;
        this.tables = tables;
        this.definitions = definitions;
        this.acts = acts;
        this.clock = clock;
    }

    /**
     * A scenario and how the table wants it rehearsed.
     *
     * @param due when it is due next; null if the table does not want it to be
     * @param scheduled whether it begins by itself then
     * @param last the last drill of it that was not broken off; null if there is none
     */
    public record Item(
            Scenario scenario,
            Group lead,
            int pace,
            boolean played,
            boolean scheduled,
            @Nullable Instant due,
            @Nullable Rehearsal last) {

        public boolean isOverdue(Instant now) {
            return due != null && due.isBefore(now) && (last == null || !last.isRunning());
        }
    }

    /** All scenarios, those that are due first. */
    public List<Item> items() {
        return scenarios.all().stream()
                .map(this::item)
                .sorted(Comparator.comparing(Item::due, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    /** Those that should have begun. */
    public List<Item> overdue() {
        Instant now = clock.instant();
        return items().stream().filter(item -> item.isOverdue(now)).toList();
    }

    /** Numbers of the drills that run. */
    public List<String> running() {
        return drills.running().stream().map(Rehearsal::number).toList();
    }

    Optional<Item> of(String scenario) {
        return scenarios.find(scenario).map(this::item);
    }

    /** Scenarios that begin by themselves today, and have not: one that was broken off stays due, and begins on another day. */
    List<Item> today() {
        LocalDate today = LocalDate.now(clock);
        return items().stream()
                .filter(Item::scheduled)
                .filter(item -> item.due() != null
                        && !LocalDate.ofInstant(item.due(), clock.getZone()).isAfter(today))
                .filter(item -> drills.all().stream()
                        .filter(drill -> drill.scenario().equals(item.scenario().key()))
                        .noneMatch(drill -> drill.isRunning()
                                || LocalDate.ofInstant(drill.beganAt(), clock.getZone())
                                        .equals(today)))
                .toList();
    }

    private Item item(Scenario scenario) {
        Map<String, Object> row = row(scenario.key()).orElse(Map.of());
        Rehearsal last = drills.last(scenario.key()).orElse(null);
        return new Item(
                scenario,
                lead(row),
                row.get("pace") instanceof Number pace
                        ? Math.max(Crisis.REAL_PACE, Math.min(CrisisPlan.FASTEST, pace.intValue()))
                        : Crisis.REAL_PACE,
                Boolean.TRUE.equals(row.get("played")),
                "scheduled".equals(row.get("start")),
                due(row, last).orElse(null),
                last);
    }

    private Optional<Map<String, Object>> row(String scenario) {
        return acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> tables.find(TABLE)
                        .flatMap(table -> tables.ask(table, Map.of("scenario", scenario)).stream()
                                .findFirst()));
    }

    private static Group lead(Map<String, Object> row) {
        return Group.team().stream()
                .filter(group -> group.id().equals(row.get("department")))
                .findFirst()
                .orElse(Group.PUBLIC_RELATIONS);
    }

    /** The earlier of its cadence and its next date; on that day at the hour of the table. */
    private Optional<Instant> due(Map<String, Object> row, @Nullable Rehearsal last) {
        Instant from = last == null ? since() : last.beganAt();
        LocalTime hour = hour(row.get("at"));
        Stream<LocalDate> byCadence = row.get("every") instanceof String every && !every.isBlank()
                ? Stream.of(LocalDate.ofInstant(from.plus(duration(every)), clock.getZone()))
                : Stream.empty();
        LocalDate day = LocalDate.ofInstant(from, clock.getZone());
        return Stream.concat(byCadence, dates(row.get("dates")).filter(date -> date.isAfter(day)))
                .min(Comparator.naturalOrder())
                .map(date -> date.atTime(hour).atZone(clock.getZone()).toInstant());
    }

    private static Duration duration(String every) {
        return PlanDuration.parse(every);
    }

    private static Stream<LocalDate> dates(@Nullable Object said) {
        return said instanceof String dates && !dates.isBlank()
                ? Arrays.stream(dates.split(",")).flatMap(date -> {
                    try {
                        return Stream.of(LocalDate.parse(date.strip()));
                    } catch (DateTimeException none) {
                        return Stream.empty();
                    }
                })
                : Stream.empty();
    }

    private static LocalTime hour(@Nullable Object said) {
        try {
            return said instanceof String at && !at.isBlank() ? LocalTime.parse(at.strip()) : MORNING;
        } catch (DateTimeException none) {
            return MORNING;
        }
    }

    /** What was never rehearsed is counted from the day on which the plan could first be. */
    private Instant since() {
        return acts.perform(
                OfferedActs.READ_FOR_PAGE,
                () -> definitions
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(DrillDesk.PROCESS)
                        .orderByProcessDefinitionVersion()
                        .asc()
                        .listPage(0, 1)
                        .stream()
                        .map(ProcessDefinition::getDeploymentId)
                        .map(id -> definitions
                                .createDeploymentQuery()
                                .deploymentId(id)
                                .singleResult())
                        .map(Deployment::getDeploymentTime)
                        .map(java.util.Date::toInstant)
                        .findFirst()
                        .orElseGet(clock::instant));
    }
}
