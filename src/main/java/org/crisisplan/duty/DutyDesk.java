package org.crisisplan.duty;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.crisisplan.crisis.Crisis;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What other pages say of the duties of the law: those of one crisis in numbers, and the nearest clock of all. */
@Component
public class DutyDesk {

    private final CrisisDuties duties;
    private final CrisisDutyRepository kept;
    private final DutySwitches switches;

    DutyDesk(CrisisDuties duties, CrisisDutyRepository kept, DutySwitches switches) {
        this.switches = switches;
        this.duties = duties;
        this.kept = kept;
    }

    /**
     * In numbers, of those that are switched on.
     *
     * @param running those whose clocks run, the nearest first
     * @param applies how many apply and are not filed
     * @param possible of how many nobody knows yet
     * @param filed how many are filed, or rehearsed
     * @param missed how many were not filed in time
     * @param off how many may apply but are switched off
     */
    public record Summary(List<DutyLine> running, long applies, long possible, long filed, long missed, long off) {}

    public Summary of(Crisis crisis) {
        List<DutyLine> all = duties.of(crisis);
        List<DutyLine> on = all.stream().filter(DutyLine::on).toList();
        return new Summary(
                on.stream().filter(DutyLine::isRunning).toList(),
                on.stream().filter(line -> line.state() == DutyState.APPLIES).count(),
                on.stream().filter(line -> line.state() == DutyState.POSSIBLE).count(),
                on.stream()
                        .filter(line -> line.state() == DutyState.FILED || line.state() == DutyState.REHEARSED)
                        .count(),
                on.stream().filter(DutyLine::missed).count(),
                all.stream().filter(line -> !line.on() && line.state().isOpen()).count());
    }

    /**
     * A clock of the law.
     *
     * @param possible whether nobody knows yet that it applies
     * @param lawDue null where the law names no time
     */
    public record Clock(
            String crisis,
            String duty,
            boolean possible,
            Instant due,
            @Nullable Instant lawDue) {}

    /** The nearest of all crises, of the duties that count now; no drills. */
    public List<Clock> nearest(int most) {
        Set<String> on = switches.on();
        if (on.isEmpty()) {
            return List.of();
        }
        return kept.nearest(most, on).stream()
                .map(running -> new Clock(
                        running.crisis(),
                        running.duty(),
                        running.state() == DutyState.POSSIBLE,
                        running.due(),
                        running.lawDue()))
                .toList();
    }
}
