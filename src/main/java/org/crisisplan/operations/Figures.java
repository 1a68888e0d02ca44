package org.crisisplan.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the database says at one moment about the work that waits and how the crises stand. */
record Figures(
        Instant asOf,
        Waiting jobs,
        long failedJobs,
        Waiting mails,
        long failedMails,
        Waiting uncountedSignals,
        long faultySignals,
        Waiting unevaluatedSubjects,
        long lateDeadlines,
        Map<Standing, Long> openCrises,
        List<Source> sources,
        List<Channel> channels) {

    /** Things that wait.
     *
     * @param since when the oldest of them should have been done; null if none waits */
    record Waiting(long count, @Nullable Instant since) {}

    /** @param level {@code none} until the report is verified and graded */
    record Standing(String phase, String level) {}

    /** A source of signals. */
    record Source(String name, @Nullable Instant lastHeard, boolean failed, boolean silent) {}

    /** What became of statements on one channel. */
    record Channel(String name, String state, long statements) {}
}
