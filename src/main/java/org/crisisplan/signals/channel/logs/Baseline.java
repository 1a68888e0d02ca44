package org.crisisplan.signals.channel.logs;

/**
 * How many requests a minute usually has: a mean that moves. Minutes far above it teach it little, so that a flood does not become
 * usual while it lasts. Minutes without any request teach it nothing, or the first visitors after an outage would look like a flood.
 *
 * @param usual requests in a minute
 * @param minutes how many it was learned from
 */
record Baseline(double usual, long minutes) {

    static final Baseline UNKNOWN = new Baseline(0, 0);

    private static final int LEARNING = 30;
    private static final double HIGHEST_LESSON = 2;

    boolean isKnown() {
        return minutes >= LEARNING;
    }

    double timesUsual(long requests) {
        return requests / Math.max(1, usual);
    }

    Baseline learning(long requests) {
        double lesson = isKnown() ? Math.min(requests, Math.max(1, usual) * HIGHEST_LESSON) : requests;
        double weight = 1.0 / Math.min(LEARNING, minutes + 1);
        return new Baseline(usual + (lesson - usual) * weight, minutes + 1);
    }
}
