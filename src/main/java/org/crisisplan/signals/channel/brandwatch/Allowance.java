package org.crisisplan.signals.channel.brandwatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The requests that Brandwatch allows: 30 within any ten minutes. It says only that it was too many, never when the next may come,
 * so they are counted here.
 */
class Allowance {

    static final int MOST = 30;
    static final Duration WITHIN = Duration.ofMinutes(10);

    private final Deque<Instant> asked;
    private final Clock clock;

    Allowance(List<Instant> asked, Clock clock) {
        this.asked = new ArrayDeque<>(asked);
        this.clock = clock;
    }

    int left() {
        Instant old = clock.instant().minus(WITHIN);
        while (!asked.isEmpty() && !asked.peekFirst().isAfter(old)) {
            asked.removeFirst();
        }
        return MOST - asked.size();
    }

    boolean take() {
        if (left() <= 0) {
            return false;
        }
        asked.addLast(clock.instant());
        return true;
    }

    List<Instant> asked() {
        left();
        return List.copyOf(asked);
    }
}
