package org.crisisplan.cases;

import org.crisisplan.cases.ArchivedCase.Situation;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.Kind;
import org.springframework.stereotype.Component;

/** What a running crisis is, to compare it with past ones. */
@Component
class RunningCrisis {

    private final CrisisFacts facts;

    RunningCrisis(CrisisFacts facts) {
        this.facts = facts;
    }

    Situation situation(Crisis crisis) {
        return new Situation(
                crisis.kinds().contains(Kind.TECHNICAL), crisis.kinds().contains(Kind.CONTENT), facts.graded(crisis));
    }
}
