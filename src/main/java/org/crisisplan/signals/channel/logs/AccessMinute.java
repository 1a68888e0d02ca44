package org.crisisplan.signals.channel.logs;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The requests of one minute, counted. */
class AccessMinute {

    private static final int MOST_VISITORS = 200_000;
    private static final int LONGEST_MILLIS = 600_000;

    private final Place begins;
    private final long order;
    private final Set<Long> visitors = new HashSet<>();
    private final TreeMap<Integer, Integer> pagesByMillis = new TreeMap<>();
    private long requests;
    private long errors;
    private long timed;

    /**
     * @param begins where its first line stands
     * @param order of that line among the first lines of other minutes
     */
    AccessMinute(Place begins, long order) {
        this.begins = begins;
        this.order = order;
    }

    void add(AccessLine line) {
        requests++;
        if (line.isServersFault()) {
            errors++;
        }
        // in a flood nobody needs to know exactly how many there are
        if (visitors.size() < MOST_VISITORS) {
            visitors.add(line.visitor());
        }
        if (line.seconds() != null && line.isPage()) {
            timed++;
            pagesByMillis.merge((int) Math.min(LONGEST_MILLIS, Math.round(line.seconds() * 1000)), 1, Integer::sum);
        }
    }

    Place begins() {
        return begins;
    }

    long order() {
        return order;
    }

    long requests() {
        return requests;
    }

    long errors() {
        return errors;
    }

    double errorShare() {
        return (double) errors / requests;
    }

    long visitors() {
        return visitors.size();
    }

    /** How many pages there are of which it is known how long they took. */
    long timed() {
        return timed;
    }

    /** 95 of 100 pages took so long at most: one slow visitor makes no slow site. */
    double usualSeconds() {
        long wanted = (long) Math.ceil(timed * 0.95);
        long seen = 0;
        for (Map.Entry<Integer, Integer> entry : pagesByMillis.entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted) {
                return entry.getKey() / 1000.0;
            }
        }
        return 0;
    }

    double slowestSeconds() {
        return pagesByMillis.isEmpty() ? 0 : pagesByMillis.lastKey() / 1000.0;
    }
}
