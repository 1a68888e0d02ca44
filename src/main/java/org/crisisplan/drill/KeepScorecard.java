package org.crisisplan.drill;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.engine.InPlan;

/** "Make the scorecard" in {@code drill}: what the plan did is held against what it was to do, and kept. */
@InPlan("keepScorecard")
class KeepScorecard implements JavaDelegate {

    private final Scorecards scorecards;

    KeepScorecard(Scorecards scorecards) {
        this.scorecards = scorecards;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Scorecard scorecard = scorecards.keep(Drills.number(execution));
        execution.setVariable("drillSummary", scorecard.summary());
    }
}
