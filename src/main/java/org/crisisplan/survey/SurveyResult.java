package org.crisisplan.survey;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a survey says, and how sure it is.
 *
 * @param survey which one
 * @param questions in their order
 * @param counts how many chose what, by question and choice
 * @param reached how many the invitation reached as far as anybody knows; null when none was sent
 * @param words what people wrote, by question; in the order of nothing
 */
public record SurveyResult(
        Survey survey,
        List<Question> questions,
        Map<String, Map<String, Integer>> counts,
        @Nullable Long reached,
        Map<String, List<String>> words) {

    /** With fewer answers the figures say little. */
    public static final int FEW = 30;

    private static final int DISSATISFIED = 2;
    private static final int SATISFIED = 4;

    public int answered() {
        return survey.answered();
    }

    public boolean isThin() {
        return answered() < FEW;
    }

    /** Answers for each hundred who were invited. */
    public int responsePercent() {
        return survey.invited() == 0 ? 0 : Math.round(100f * answered() / survey.invited());
    }

    /** How many answered this question. */
    public int answersTo(String question) {
        return counts.getOrDefault(question, Map.of()).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    public int count(String question, String choice) {
        return counts.getOrDefault(question, Map.of()).getOrDefault(choice, 0);
    }

    public int dissatisfied() {
        return ratings(Question.LOWEST, DISSATISFIED);
    }

    public int satisfied() {
        return ratings(SATISFIED, Question.HIGHEST);
    }

    private int ratings(int from, int to) {
        int sum = 0;
        for (int rating = from; rating <= to; rating++) {
            sum += count(Question.SATISFACTION, String.valueOf(rating));
        }
        return sum;
    }

    /** The share of those affected who are dissatisfied; null while nobody has answered. */
    public @Nullable Estimate dissatisfiedShare() {
        int answers = answersTo(Question.SATISFACTION);
        return answers == 0 ? null : Estimate.ofShare(dissatisfied(), answers, survey.listed());
    }

    /** The mean of the ratings from 1 to 5; null while nobody has answered. */
    public @Nullable Estimate meanSatisfaction() {
        int answers = answersTo(Question.SATISFACTION);
        if (answers == 0) {
            return null;
        }
        double sum = 0;
        double squares = 0;
        for (int rating = Question.LOWEST; rating <= Question.HIGHEST; rating++) {
            int count = count(Question.SATISFACTION, String.valueOf(rating));
            sum += (double) count * rating;
            squares += (double) count * rating * rating;
        }
        return Estimate.ofMean(sum, squares, answers, survey.listed());
    }
}
