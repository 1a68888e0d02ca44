package org.crisisplan.survey;

import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.affected.AffectedPeople;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Paced;
import org.crisisplan.engine.InPlan;

/** What the diagram {@code survey-users} asks. Public, because expressions call methods of public types only. */
@InPlan("survey")
public class SurveyCourse {

    private static final long LONGEST_HOURS = 336;

    private final AffectedPeople affected;
    private final SurveyRepository surveys;
    private final Crises crises;

    SurveyCourse(AffectedPeople affected, SurveyRepository surveys, Crises crises) {
        this.affected = affected;
        this.surveys = surveys;
        this.crises = crises;
    }

    /** Whether there is anybody on the lists of those affected who could be asked by a link. */
    public boolean hasPeople(DelegateExecution execution) {
        return affected.count(execution.getProcessBusinessKey()) > 0;
    }

    /** When the survey takes no more answers: a date for a timer. */
    public String closesAt(DelegateExecution execution) {
        return surveys.last(execution.getProcessBusinessKey())
                .orElseThrow(() -> new IllegalStateException(
                        "No survey was opened; the step ${openSurvey} comes before the timer that ends it."))
                .closesAt()
                .toString();
    }

    /** For how long it is open by what somebody entered; a drill's clock may run faster. */
    static Duration openFor(DelegateExecution execution, Crisis crisis) {
        long hours = execution.getVariable("surveyHours") instanceof Number said ? said.longValue() : 0;
        if (hours < 1 || hours > LONGEST_HOURS) {
            throw new IllegalStateException(
                    "The survey is to be open for surveyHours, 1 to " + LONGEST_HOURS + ", not " + hours);
        }
        return Paced.duration(Duration.ofHours(hours), crisis.pace());
    }

    Crisis crisis(DelegateExecution execution) {
        return crises.find(execution.getProcessBusinessKey()).orElseThrow();
    }
}
