package org.crisisplan.survey;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.crisisplan.decision.PinnedDecisions;
import org.springframework.stereotype.Component;

/** The questions of a survey, by the table {@code surveyQuestions} of the plan version that a crisis runs by. */
@Component
class SurveyQuestions {

    private static final String TABLE = "surveyQuestions";

    private final PinnedDecisions tables;

    SurveyQuestions(PinnedDecisions tables) {
        this.tables = tables;
    }

    /**
     * In the order of the table's rows.
     *
     * @param facts what the table may be asked with
     * @throws IllegalStateException when the table asks nothing, or nothing that can be answered; it says which row
     */
    List<Question> ask(String processDefinitionId, Map<String, Object> facts) {
        List<Question> questions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Map<String, Object> row :
                tables.evaluate(TABLE, processDefinitionId, facts).getResultList()) {
            String name = Objects.toString(row.get("name"), "");
            try {
                Question question = Question.of(
                        name,
                        Objects.toString(row.get("kind"), ""),
                        Objects.toString(row.get("question"), ""),
                        Objects.toString(row.get("choices"), ""));
                if (names.add(name)) {
                    questions.add(question);
                }
            } catch (IllegalArgumentException wrong) {
                throw new IllegalStateException(
                        "The table 'surveyQuestions' cannot be asked: " + wrong.getMessage(), wrong);
            }
        }
        if (!names.contains(Question.SATISFACTION)) {
            throw new IllegalStateException(
                    "The table 'surveyQuestions' does not ask for 'satisfaction', from which the result is computed; add the row.");
        }
        return questions;
    }
}
