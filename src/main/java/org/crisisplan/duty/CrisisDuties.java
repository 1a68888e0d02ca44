package org.crisisplan.duty;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Milestones;
import org.crisisplan.crisis.Paced;
import org.crisisplan.crisis.Phase;
import org.crisisplan.decision.PlanDuration;
import org.crisisplan.duty.CrisisDutyRepository.Kept;
import org.crisisplan.duty.table.DutyClock;
import org.crisisplan.duty.table.DutyRows;
import org.crisisplan.duty.table.DutyRows.Found;
import org.crisisplan.duty.table.DutyTable;
import org.crisisplan.duty.table.DutyTerms;
import org.crisisplan.duty.table.LegalTime;
import org.crisisplan.duty.table.PlanCalendar;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The duties of the law in one crisis, as its facts, its moments and the decisions of people have them now (R91). Reading changes nothing:
 * what follows from it is for {@link FollowDuties}.
 */
@Component
public class CrisisDuties {

    /** Whether personal data leaked; where nobody said so, what is known of a leak tells. */
    static final String BREACH = "personalDataBreach";

    private final Crises crises;
    private final DutyTable tables;
    private final DutySwitches switches;
    private final CrisisDutyRepository kept;
    private final PlanCalendar calendar;
    private final Clock clock;

    CrisisDuties(
            Crises crises,
            DutyTable tables,
            DutySwitches switches,
            CrisisDutyRepository kept,
            PlanCalendar calendar,
            Clock clock) {
        this.crises = crises;
        this.tables = tables;
        this.switches = switches;
        this.kept = kept;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** What the lines of one crisis are made of. */
    private record Case(
            Crisis crisis,
            Set<String> on,
            Map<String, Kept> kept,
            Map<String, DutyRuling> rulings,
            Map<String, DutyFiling> filings,
            Map<String, Instant> moments,
            Map<String, Crisis.Fact> facts,
            Map<String, List<DutyTerms>> byDuty) {}

    /**
     * Every duty that applies or may apply, those switched off among them, and every one that once did: those with a running clock first, the
     * nearest first.
     */
    public List<DutyLine> of(Crisis crisis) {
        DutyRows rows = tables.of(crisis);
        String number = crisis.number();
        Case one = new Case(
                crisis,
                switches.on(),
                kept.kept(number),
                kept.rulings(number),
                kept.filings(number),
                crises.milestonesOf(number),
                crises.factsOf(number),
                rows.byDuty());
        Map<String, Found> found = rows.ask(switches.organisation(), known(one.facts()));
        List<DutyLine> lines = new ArrayList<>();
        rows.byDuty().forEach((duty, terms) -> {
            Found fits = found.get(duty);
            if (fits != null || one.kept().containsKey(duty) || one.rulings().containsKey(duty)) {
                lines.add(line(one, duty, terms, fits));
            }
        });
        lines.sort(Comparator.comparing((DutyLine line) -> !line.isRunning())
                .thenComparing(line -> !line.on())
                .thenComparing(line -> !line.state().isOpen())
                .thenComparing(DutyLine::due, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(DutyLine::duty));
        return lines;
    }

    public Optional<DutyLine> of(Crisis crisis, String duty) {
        return of(crisis).stream().filter(line -> line.duty().equals(duty)).findFirst();
    }

    /**
     * The legal tests that a person decides, by the fact that keeps the decision; nothing for one that nobody decided.
     *
     * @param lines the duties of the crisis
     */
    public Map<String, Optional<Boolean>> tests(Crisis crisis, List<DutyLine> lines) {
        Set<String> known = tables.of(crisis).tests();
        Map<String, Crisis.Fact> facts = crises.factsOf(crisis.number());
        Set<String> asked = new java.util.TreeSet<>();
        lines.forEach(line -> {
            if (line.terms().determinedBy() != null) {
                asked.add(line.terms().determinedBy());
            }
            line.missing().stream().filter(known::contains).forEach(asked::add);
        });
        Map<String, Optional<Boolean>> tests = new TreeMap<>();
        asked.forEach(test -> tests.put(
                test,
                Optional.ofNullable(facts.get(test)).map(Crisis.Fact::value).map(Boolean.TRUE::equals)));
        return tests;
    }

    /** When we knew of it, as the law counts it. */
    public Instant awareOf(Crisis crisis) {
        return Objects.requireNonNullElseGet(
                crises.milestonesOf(crisis.number()).get(Milestones.AWARE), crisis::openedAt);
    }

    /** What is known, and what follows from it. */
    static Map<String, Object> known(Map<String, Crisis.Fact> facts) {
        Map<String, Object> known = new HashMap<>();
        facts.values().stream()
                .filter(fact -> fact.value() != null)
                .forEach(fact -> known.put(fact.name(), Objects.requireNonNull(fact.value())));
        Object users = known.get("leakedUsers");
        boolean some = users instanceof Number number && number.longValue() > 0;
        if (!known.containsKey(BREACH) && (some || Boolean.TRUE.equals(known.get("leakConfirmed")))) {
            known.put(BREACH, true);
        } else if (!known.containsKey(BREACH) && users != null) {
            known.put(BREACH, false);
        }
        if (Boolean.FALSE.equals(known.get(BREACH))) {
            known.putIfAbsent("leakedUsers", 0L);
            known.putIfAbsent("leakConfirmed", false);
            known.putIfAbsent("sensitiveData", false);
            known.putIfAbsent("minorsAffected", false);
            known.putIfAbsent("californiansAffected", 0L);
        }
        return known;
    }

    private DutyLine line(Case one, String duty, List<DutyTerms> all, @Nullable Found found) {
        DutyRuling ruling = one.rulings().get(duty);
        DutyFiling filing = one.filings().get(duty);
        Kept before = one.kept().get(duty);
        DutyState state = state(one, found, ruling, filing, before);
        List<DutyTerms> fitting =
                found == null || ruling != null && ruling.applies() && !found.applies() ? all : found.rows();
        Times times = times(one, fitting);
        boolean late = times.last() != null
                && (filing == null
                        ? state.isOpen() && clock.instant().isAfter(times.last())
                        : filing.filedAt().isAfter(times.last()));
        return new DutyLine(
                times.terms(),
                state,
                one.on().contains(duty),
                times.from(),
                times.law(),
                times.plan(),
                late || before != null && before.missed(),
                found == null || state != DutyState.POSSIBLE ? Set.of() : found.missing(),
                filing,
                ruling,
                before == null ? null : before.process());
    }

    private static DutyState state(
            Case one,
            @Nullable Found found,
            @Nullable DutyRuling ruling,
            @Nullable DutyFiling filing,
            @Nullable Kept before) {
        if (filing != null) {
            return DutyState.FILED;
        }
        if (before != null && before.state() == DutyState.REHEARSED) {
            return DutyState.REHEARSED;
        }
        if (ruling != null && !ruling.applies()) {
            return DutyState.EXCLUDED;
        }
        // what never was a crisis leaves nobody to be told; what is rehearsed ends with the drill
        if (one.crisis().phase() == Phase.FALSE_ALARM
                || one.crisis().drill() && one.crisis().phase().isOver()) {
            return DutyState.NOT_APPLICABLE;
        }
        if (ruling != null || found != null && found.applies()) {
            return DutyState.APPLIES;
        }
        return found == null ? DutyState.NOT_APPLICABLE : DutyState.POSSIBLE;
    }

    /** Of the rows that fit, the earliest times, each on its own. */
    private record Times(
            DutyTerms terms,
            @Nullable Instant from,
            @Nullable Instant law,
            @Nullable Instant plan) {

        @Nullable Instant last() {
            return law == null ? plan : law;
        }
    }

    private Times times(Case one, List<DutyTerms> rows) {
        Times earliest = new Times(rows.get(0), null, null, null);
        for (DutyTerms terms : rows) {
            Instant from = from(one, terms);
            if (from == null) {
                continue;
            }
            int pace = one.crisis().pace();
            Instant law = LegalTime.parse(terms.within()).due(from, calendar, clock.getZone(), pace);
            Instant plan = from.plus(Paced.duration(within(terms), pace));
            boolean first = earliest.from() == null || law != null && isBefore(law, earliest.law());
            earliest = new Times(
                    first ? terms : earliest.terms(),
                    first ? from : earliest.from(),
                    law != null && isBefore(law, earliest.law()) ? law : earliest.law(),
                    isBefore(plan, earliest.plan()) ? plan : earliest.plan());
        }
        return earliest;
    }

    private static Duration within(DutyTerms terms) {
        try {
            return PlanDuration.parse(terms.planWithin());
        } catch (DateTimeParseException wrong) {
            throw new IllegalStateException(
                    "The table 'duties' says '" + terms.planWithin() + "' for " + terms.duty()
                            + ", which is no duration",
                    wrong);
        }
    }

    private static boolean isBefore(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other);
    }

    private @Nullable Instant from(Case one, DutyTerms terms) {
        DutyClock counted = DutyClock.parse(terms.clock());
        return switch (counted.moment()) {
            case AWARE -> Objects.requireNonNullElseGet(one.moments().get(Milestones.AWARE), one.crisis()::openedAt);
            case DETERMINED -> {
                Crisis.Fact decided =
                        terms.determinedBy() == null ? null : one.facts().get(terms.determinedBy());
                yield decided != null && Boolean.TRUE.equals(decided.value()) ? decided.saidAt() : null;
            }
            case FILED -> filed(one, counted.duties());
            case TOLD ->
                filed(
                        one,
                        one.byDuty().values().stream()
                                .flatMap(Collection::stream)
                                .filter(other -> other.addressee().equals("subjects"))
                                .map(DutyTerms::duty)
                                .distinct()
                                .toList());
            case FIX_AVAILABLE -> one.moments().get(Milestones.FIX_AVAILABLE);
            case HANDLED -> one.moments().get(Milestones.ENDED);
        };
    }

    private static @Nullable Instant filed(Case one, List<String> duties) {
        return duties.stream()
                .map(duty -> one.filings().get(duty))
                .filter(Objects::nonNull)
                .map(DutyFiling::filedAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
