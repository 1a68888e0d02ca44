package org.crisisplan.audit.dossier;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.PlanActual.State;
import org.crisisplan.audit.dossier.PlanActual.Why;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.web.LruCache;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Plan versus actual over many crises: which clauses are skipped or late most. */
@Service
class ClauseOverview {

    /** So many crises on a page: each is read as a whole the first time. */
    static final int CASES = 50;

    private static final int REMEMBERED = 2_000;
    private static final Set<ActKind> NEEDED =
            EnumSet.of(ActKind.TASK_COMPLETED, ActKind.INTERVENED, ActKind.GRADED, ActKind.REPORTED);

    private final Crises crises;
    private final RecordSearch record;
    private final FactTable facts;
    private final PlanModels models;
    private final EngineHistory history;
    private final Clock clock;
    // what happened in a crisis that is over does not change
    private final LruCache<String, List<Outcome>> over = new LruCache<>(REMEMBERED);

    ClauseOverview(
            Crises crises,
            RecordSearch record,
            FactTable facts,
            PlanModels models,
            EngineHistory history,
            Clock clock) {
        this.crises = crises;
        this.record = record;
        this.facts = facts;
        this.models = models;
        this.history = history;
        this.clock = clock;
    }

    /** What became of a clause in one crisis. */
    record Outcome(String clause, State state, @Nullable Why why) {}

    /** The same, with the crisis. */
    record Case(Crisis crisis, Outcome outcome) {}

    /**
     * One clause over the crises that are looked at.
     *
     * @param cases by what became of it
     */
    record Line(String clause, Map<State, List<Case>> cases) {

        int count(State... states) {
            int count = 0;
            for (State state : states) {
                count += cases.getOrDefault(state, List.of()).size();
            }
            return count;
        }

        /** What is skipped or late stands first. */
        int worth() {
            return count(State.SKIPPED, State.LATE, State.OVERDUE);
        }

        /** The reasons of those that were skipped, the most frequent first. */
        List<Map.Entry<Why, Long>> reasons() {
            Map<Why, Long> reasons = cases.getOrDefault(State.SKIPPED, List.of()).stream()
                    .map(one -> one.outcome().why())
                    .filter(why -> why != null)
                    .collect(Collectors.groupingBy(why -> why, LinkedHashMap::new, Collectors.counting()));
            return reasons.entrySet().stream()
                    .sorted(Map.Entry.<Why, Long>comparingByValue().reversed())
                    .toList();
        }
    }

    /**
     * Some crises, the newest first.
     *
     * @param total how many crises there are in all
     */
    record Page(List<Line> lines, int cases, int page, long total) {

        boolean hasMore() {
            return (page + 1L) * CASES < total;
        }
    }

    @Transactional(readOnly = true)
    public Page page(int page) {
        Crises.Page found = crises.newestPage(null, page, CASES, Long.MAX_VALUE);
        Map<String, Map<State, List<Case>>> lines = new TreeMap<>(PlanModel::byNumber);
        for (Crisis crisis : found.items()) {
            for (Outcome outcome : outcomes(crisis)) {
                lines.computeIfAbsent(outcome.clause(), first -> new EnumMap<>(State.class))
                        .computeIfAbsent(outcome.state(), first -> new ArrayList<>())
                        .add(new Case(crisis, outcome));
            }
        }
        List<Line> sorted = new ArrayList<>(lines.entrySet().stream()
                .map(line -> new Line(line.getKey(), line.getValue()))
                .toList());
        sorted.sort((one, other) -> Integer.compare(other.worth(), one.worth()));
        return new Page(sorted, found.items().size(), page, found.total());
    }

    private List<Outcome> outcomes(Crisis crisis) {
        return crisis.phase().isOver() ? over.of(crisis.number(), number -> read(crisis)) : read(crisis);
    }

    private List<Outcome> read(Crisis crisis) {
        String number = crisis.number();
        String process = facts.processOf(crisis.planVersion());
        List<Act> acts = new ArrayList<>(
                record.newest(number, new RecordSearch.Wanted(NEEDED, null), Integer.MAX_VALUE, Integer.MAX_VALUE));
        Collections.reverse(acts);
        var file = new CaseFile(crisis, acts, facts.of(process), models.of(process), history.of(number));
        if (file.root() == null) {
            return List.of();
        }
        return new PlanActual(file, crises.promisesOf(number), clock.instant())
                .clauses().stream()
                        .map(clause -> new Outcome(clause.id(), clause.state(), clause.why()))
                        .toList();
    }
}
