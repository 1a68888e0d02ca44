package org.crisisplan.board.live;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisNotes;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.notify.TeamRoster;
import org.crisisplan.publish.StatementOverview;
import org.jspecify.annotations.Nullable;

/** All that the live page shows of one crisis, as it was after one act; read once for all who look. */
final class Situation {

    private static final int CONSENT_LEVELS = 3;

    final Crisis crisis;
    final int acts;
    final Instant readAt;
    final Details details;
    private final Map<Object, String> written = new ConcurrentHashMap<>();

    Situation(Crisis crisis, int acts, Instant readAt, Details details) {
        this.crisis = crisis;
        this.acts = acts;
        this.readAt = readAt;
        this.details = details;
    }

    /**
     * What belongs to the crisis.
     *
     * @param last the last grade, in force or waiting for consent
     * @param told the act that told each fact last
     * @param seen when each person did something about it last
     * @param reported the act that opened it
     */
    record Details(
            Map<String, Instant> milestones,
            List<Crisis.Deadline> deadlines,
            Crisis.@Nullable Grade last,
            Crisis.@Nullable Grade inForce,
            FactDefinitions definitions,
            Map<String, Crisis.Fact> facts,
            Map<String, Act> told,
            List<OpenTask> tasks,
            List<TeamRoster.Seat> seats,
            List<StatementOverview.Line> statements,
            Map<String, Instant> seen,
            Map<Integer, CrisisNotes.Note> notes,
            List<Act> pinned,
            @Nullable Act reported) {}

    /** What is counted down to. */
    enum Clock {
        PUBLIC,
        TASK,
        PLAN;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A point in time that something must be done by.
     *
     * @param what the task's name, or the promise of the plan
     * @param task to be done; null for what is no task
     */
    record Countdown(
            Clock clock, String what, Instant due, @Nullable OpenTask task) {}

    /** Everything that runs out, the nearest first. */
    List<Countdown> countdowns() {
        return Stream.of(
                        promised().stream().map(due -> new Countdown(Clock.PUBLIC, "statement", due, null)),
                        details.deadlines().stream()
                                .filter(Crisis.Deadline::isRunning)
                                .map(deadline -> new Countdown(Clock.PLAN, deadline.what(), deadline.due(), null)),
                        details.tasks().stream()
                                .flatMap(task -> Stream.ofNullable(task.due())
                                        .map(due -> new Countdown(Clock.TASK, task.name(), due, task))))
                .flatMap(some -> some)
                .sorted(Comparator.comparing(Countdown::due).thenComparing(Countdown::clock))
                .toList();
    }

    /** When the public expects our next word, as our last one says. */
    Optional<Instant> promised() {
        return crisis.phase().isOver()
                ? Optional.empty()
                : StatementOverview.lastPublished(details.statements()).map(StatementOverview.Line::promised);
    }

    /** The better level that the tables gave and that nobody has agreed to yet. */
    Optional<Integer> lowering() {
        Crisis.Grade last = details.last();
        Crisis.Grade inForce = details.inForce();
        return last != null
                        && inForce != null
                        && !last.inForce()
                        && last.level() > inForce.level()
                        && last.level() <= CONSENT_LEVELS
                ? Optional.of(last.level())
                : Optional.empty();
    }

    /** A part of the page, written once for all who see it alike. */
    String written(Object part, Supplier<String> writer) {
        return written.computeIfAbsent(part, missing -> writer.get());
    }
}
