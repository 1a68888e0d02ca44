package org.crisisplan.survey;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.affected.AffectedPeople;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.crisis.KnownToSteps;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What forms show of surveys: how many could be asked, and what those who were asked say (R36). */
@Component
class KnownToSurveySteps implements KnownToSteps {

    private static final String SURVEYING = "survey-users";
    private static final Set<String> SHOWING = Set.of(SURVEYING, "assess-damage", "assess-crisis");

    private final AffectedPeople affected;
    private final SurveyRepository surveys;
    private final Surveys results;
    private final Crises crises;
    private final FactTable plans;
    private final InvitationWords words;
    private final MessageSource messages;

    KnownToSurveySteps(
            AffectedPeople affected,
            SurveyRepository surveys,
            Surveys results,
            Crises crises,
            FactTable plans,
            InvitationWords words,
            MessageSource messages) {
        this.crises = crises;
        this.plans = plans;
        this.words = words;
        this.affected = affected;
        this.surveys = surveys;
        this.results = results;
        this.messages = messages;
    }

    @Override
    public Map<String, Object> of(String process, @Nullable String businessKey) {
        if (!SHOWING.contains(process) || businessKey == null || !Crises.isNumber(businessKey)) {
            return Map.of();
        }
        Map<String, Object> known = new HashMap<>();
        known.put("affectedListed", affected.count(businessKey));
        if (process.equals(SURVEYING)) {
            crises.find(businessKey).ifPresent(crisis -> known.put("surveyInvitation", invitation(crisis)));
        }
        Optional<SurveyResult> closed = surveys.last(businessKey)
                .filter(survey -> survey.closedAt() != null)
                .flatMap(survey -> results.last(businessKey));
        closed.ifPresent(result -> {
            known.put("surveyAnswered", result.answersTo(Question.SATISFACTION));
            known.put("surveyDissatisfied", result.dissatisfied());
            known.put("surveySummary", summary(result));
        });
        return known;
    }

    /** Both languages as they are sent: whoever lets them go reads both. */
    private String invitation(Crisis crisis) {
        return words.of(crisis, plans.processOf(crisis.planVersion())).stream()
                .map(text -> text.subject() + "\n\n" + text.body())
                .collect(Collectors.joining("\n\n– – –\n\n"));
    }

    /** On a line in English and on the next in Chinese, as the page of a task takes them apart. */
    String summary(SurveyResult result) {
        StringBuilder lines = new StringBuilder();
        for (String line : List.of("asked", "mean", "share", "thin")) {
            String english = line(line, result, Locale.ENGLISH);
            if (!english.isEmpty()) {
                lines.append(english)
                        .append('\n')
                        .append(line(line, result, Locale.CHINESE))
                        .append('\n');
            }
        }
        return lines.toString().strip();
    }

    private String line(String line, SurveyResult result, Locale language) {
        Estimate mean = result.meanSatisfaction();
        Estimate share = result.dissatisfiedShare();
        return switch (line) {
            case "asked" ->
                said(
                        "survey.summary.asked",
                        language,
                        result.survey().invited(),
                        result.answered(),
                        result.responsePercent());
            case "mean" ->
                mean == null
                        ? ""
                        : said("survey.summary.mean", language, decimal(mean.value()), decimal(mean.margin()));
            case "share" ->
                share == null
                        ? ""
                        : said(
                                "survey.summary.share",
                                language,
                                share.percent(),
                                share.lowPercent(),
                                share.highPercent());
            default -> result.isThin() ? said("survey.summary.thin", language, SurveyResult.FEW) : "";
        };
    }

    static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private String said(String key, Locale language, Object... values) {
        Object[] written = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            written[i] = String.valueOf(values[i]);
        }
        return messages.getMessage(key, written, language);
    }
}
