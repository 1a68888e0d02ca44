package org.crisisplan.survey;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.crisisplan.retention.KeptData;
import org.springframework.stereotype.Component;

/** Who was asked, and what they wrote, from the end of the survey. What was counted stays. */
@Component
class OldAnswers implements KeptData {

    private static final int AT_ONCE = 5;

    private final SurveyRepository surveys;

    OldAnswers(SurveyRepository surveys) {
        this.surveys = surveys;
    }

    @Override
    public String name() {
        return "survey";
    }

    @Override
    public Optional<Duration> withoutTable() {
        return Optional.of(Duration.ofDays(180));
    }

    @Override
    public Removed removeSome(Instant before, Set<String> held) {
        Map<String, Long> removed = new TreeMap<>();
        surveys.endedBefore(before).stream()
                .filter(survey -> !held.contains(survey.crisis()))
                .limit(AT_ONCE)
                .forEach(survey -> removed.merge(survey.crisis(), surveys.erase(survey.id()), Long::sum));
        return removed.isEmpty() ? Removed.NOTHING : new Removed(removed);
    }
}
