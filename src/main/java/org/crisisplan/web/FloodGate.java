package org.crisisplan.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How many of something are taken in a minute: of one visitor, and of all together, so that a flood from many places has an end too. */
public class FloodGate {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_VISITORS = 50_000;

    private final int each;
    private final int together;
    private final Clock clock;
    private final Deque<Instant> all = new ArrayDeque<>();

    /** The one who came longest ago is forgotten first; by then his minute is over, or the gate is shut for all. */
    private final Map<String, Deque<Instant>> byVisitor = new LinkedHashMap<>(16, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST_VISITORS;
        }
    };

    public FloodGate(int each, int together, Clock clock) {
        this.each = each;
        this.together = together;
        this.clock = clock;
    }

    /** @return how long to wait, if this one is too many */
    public synchronized Optional<Duration> tooMany(String visitor) {
        Instant now = clock.instant();
        Deque<Instant> own = byVisitor.computeIfAbsent(visitor, first -> new ArrayDeque<>());
        Optional<Duration> wait = wait(own, each, now).or(() -> wait(all, together, now));
        if (wait.isEmpty()) {
            own.addLast(now);
            all.addLast(now);
        }
        return wait;
    }

    private static Optional<Duration> wait(Deque<Instant> taken, int most, Instant now) {
        // whatever lies ahead was counted before the clock was set back
        taken.removeIf(moment -> !moment.isAfter(now.minus(WINDOW)) || moment.isAfter(now));
        return taken.size() < most
                ? Optional.empty()
                : Optional.of(Duration.between(now, taken.getFirst().plus(WINDOW)));
    }
}
