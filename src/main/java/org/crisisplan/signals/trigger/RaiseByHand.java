package org.crisisplan.signals.trigger;

import org.crisisplan.engine.InPlan;

/** The former name of {@link OpenTriagedCrisis}, by which diagrams drawn before go on to run. */
@Deprecated
@InPlan("raiseByHand")
class RaiseByHand extends OpenTriagedCrisis {

    RaiseByHand(CrisisCorrelation correlation) {
        super(correlation);
    }
}
