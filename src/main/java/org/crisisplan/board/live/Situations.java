package org.crisisplan.board.live;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisNotes;
import org.crisisplan.crisis.UnknownCrisis;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.notify.TeamRoster;
import org.crisisplan.publish.StatementOverview;
import org.crisisplan.web.LruCache;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the situation of a crisis: once for each act, however many people look. What changes without an act, such as a phone number, is
 * read anew after a few seconds.
 */
@Component
class Situations {

    private static final int KEPT = 100;
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final int PINNED = 20;

    private final Crises crises;
    private final CrisisRecord record;
    private final RecordSearch search;
    private final KnownFacts facts;
    private final OpenTaskRepository tasks;
    private final TeamRoster team;
    private final StatementOverview statements;
    private final CrisisNotes notes;
    private final Clock clock;
    private final LruCache<String, Slot> slots = new LruCache<>(KEPT);

    Situations(
            Crises crises,
            CrisisRecord record,
            RecordSearch search,
            KnownFacts facts,
            OpenTaskRepository tasks,
            TeamRoster team,
            StatementOverview statements,
            CrisisNotes notes,
            Clock clock) {
        this.crises = crises;
        this.record = record;
        this.search = search;
        this.facts = facts;
        this.tasks = tasks;
        this.team = team;
        this.statements = statements;
        this.notes = notes;
        this.clock = clock;
    }

    /** Where the situation of one crisis is kept; whoever comes while it is read waits for it. */
    private final class Slot {

        private @Nullable Situation known;

        synchronized Situation at(String number, int acts) {
            Situation now = known;
            if (now == null || now.acts < acts || !isFresh(now)) {
                now = read(number, acts);
                known = now;
            }
            return now;
        }
    }

    /** @throws UnknownCrisis when there is no such crisis */
    Situation of(String number) {
        int acts = record.count(number);
        return slots.of(number, none -> new Slot()).at(number, acts);
    }

    private boolean isFresh(Situation situation) {
        return Duration.between(situation.readAt, clock.instant()).abs().compareTo(FRESH) <= 0;
    }

    private Situation read(String number, int acts) {
        Crisis crisis = crises.find(number).orElseThrow(() -> UnknownCrisis.noSuch(number));
        List<OpenTask> open = tasks.of(number);
        Set<String> departments = new TreeSet<>();
        open.forEach(task -> departments.addAll(task.groups()));
        Map<Integer, CrisisNotes.Note> written = notes.of(number);
        return new Situation(
                crisis,
                acts,
                clock.instant(),
                new Situation.Details(
                        crises.milestonesOf(number),
                        crises.deadlinesOf(number),
                        crises.lastGrade(number).orElse(null),
                        crises.gradeInForce(number).orElse(null),
                        facts.definitions(crisis),
                        crises.factsOf(number),
                        search.lastOfEach(number, ActKind.FACT_TOLD),
                        open,
                        team.of(number, departments),
                        statements.of(List.of(number)).getOrDefault(number, List.of()),
                        search.lastActsOfPeople(number),
                        written,
                        pinned(number, written),
                        act(number, 1).orElse(null)));
    }

    private List<Act> pinned(String number, Map<Integer, CrisisNotes.Note> written) {
        return written.values().stream()
                .filter(CrisisNotes.Note::pinned)
                .sorted(Comparator.comparing(CrisisNotes.Note::seq).reversed())
                .limit(PINNED)
                .flatMap(note -> act(number, note.seq()).stream())
                .toList();
    }

    private Optional<Act> act(String number, int seq) {
        return record.of(number, seq - 1, 1).stream().findFirst();
    }
}
