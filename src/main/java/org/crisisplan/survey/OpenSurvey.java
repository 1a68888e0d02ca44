package org.crisisplan.survey;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.engine.InPlan;
import org.jspecify.annotations.Nullable;

/** Draws the sample and sends the invitations (R36); used by {@code survey-users}. */
@InPlan("openSurvey")
class OpenSurvey implements JavaDelegate {

    private static final String PLAN = "the plan";

    private final Surveys surveys;
    private final SurveyQuestions questions;
    private final InvitationWords words;
    private final SurveyCourse course;
    private final CrisisFacts facts;

    OpenSurvey(
            Surveys surveys, SurveyQuestions questions, InvitationWords words, SurveyCourse course, CrisisFacts facts) {
        this.surveys = surveys;
        this.questions = questions;
        this.words = words;
        this.course = course;
        this.facts = facts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Crisis crisis = course.crisis(execution);
        String plan = execution.getProcessDefinitionId();
        int size = execution.getVariable("sampleSize") instanceof Number said ? said.intValue() : 0;
        if (size < 1) {
            throw new IllegalStateException("The survey is to ask sampleSize people, 1 at least, not " + size);
        }
        Map<String, @Nullable Object> asked = new HashMap<>(facts.context(crisis.number()));
        surveys.open(
                crisis,
                size,
                SurveyCourse.openFor(execution, crisis),
                questions.ask(plan, known(asked)),
                words.of(crisis, plan),
                PLAN);
    }

    private static Map<String, Object> known(Map<String, @Nullable Object> all) {
        Map<String, Object> known = new HashMap<>();
        all.forEach((name, value) -> {
            if (value != null) {
                known.put(name, value);
            }
        });
        known.putIfAbsent("level", "");
        return known;
    }
}
