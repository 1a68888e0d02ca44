package org.crisisplan.cases;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.crisis.Crises;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.KnownToSteps;
import org.crisisplan.web.BilingualText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows whoever assesses a crisis, or reviews it, which earlier ones it repeats and why, as things are known at that moment (R35). */
@Component
class KnownToAssessment implements KnownToSteps {

    private static final Set<String> SHOWING = Set.of("assess-crisis", "review");

    private final Crises crises;
    private final Repetitions repetitions;

    KnownToAssessment(Crises crises, Repetitions repetitions) {
        this.crises = crises;
        this.repetitions = repetitions;
    }

    @Override
    public Map<String, Object> of(String process, @Nullable String businessKey) {
        Optional<Crisis> crisis = !SHOWING.contains(process) || businessKey == null || !Crises.isNumber(businessKey)
                ? Optional.empty()
                : crises.find(businessKey);
        Map<String, Object> known = new HashMap<>();
        crisis.map(repetitions::of).filter(found -> !found.isEmpty()).ifPresent(found -> {
            known.put("repeatedCases", text(found));
            known.put("recurrenceSuggested", "yes");
        });
        return known;
    }

    /** On a line in English and on the next in Chinese, as the page of a task takes them apart. */
    static String text(List<Repetition> found) {
        StringBuilder lines = new StringBuilder();
        for (Repetition one : found) {
            lines.append("%s %s (%s, %d days before): %s (%s)\n"
                    .formatted(
                            one.number(),
                            one.title(),
                            one.day(),
                            one.daysAgo(),
                            BilingualText.of(one.reason(), Locale.ENGLISH),
                            one.what().english()));
            lines.append("%s %s（%s，%d 天前）：%s（%s）\n"
                    .formatted(
                            one.number(),
                            one.title(),
                            one.day(),
                            one.daysAgo(),
                            BilingualText.of(one.reason(), Locale.CHINESE),
                            one.what().chinese()));
        }
        return lines.toString().strip();
    }
}
