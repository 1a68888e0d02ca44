/**
 * What the plan watches (R04-R23): every channel's signals come in here, are counted, held against the trigger table, and become
 * at most one crisis for each thing they are about. Each kind of channel is a package of its own below {@code channel}; it
 * hands {@link org.crisisplan.signals.Signal signals} to {@link org.crisisplan.signals.Signals} and knows no other channel. This
 * package is what channels and the other parts of the way agree on.
 *
 * <p>The way of a signal: {@code SignalWriter} commits it together with others, each commit with a row in the
 * {@code TallyOutbox} for {@code Counting}, which adds it to the counts of the windows and puts the subject into the
 * {@code EvaluationQueue}; {@code Evaluation} holds the windows against the table; {@code CrisisCorrelation} opens the crisis or
 * makes it worse; what no table can judge, {@code RequestManualTriage} gives to people. Each step leaves a row for the next one,
 * so that a node may be killed between any two of them.
 */
@ApplicationModule(
        allowedDependencies = {
            "crisis",
            "crisis :: record",
            "decision",
            "engine",
            "plan :: check",
            "retention",
            "retention :: erasure",
            "site",
            "web"
        })
@NullMarked
package org.crisisplan.signals;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
