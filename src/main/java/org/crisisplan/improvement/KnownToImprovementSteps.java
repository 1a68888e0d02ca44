package org.crisisplan.improvement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crisisplan.crisis.KnownToSteps;
import org.crisisplan.web.TimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the forms of {@code improve} offer: versions of the plan that may close the item, and its records of training, as they are now. */
@Component
class KnownToImprovementSteps implements KnownToSteps {

    private static final int FILES = 3;

    private final ImprovementItemRepository items;
    private final LaterPlans plans;
    private final TrainingRecords trainings;
    private final TimeFormatter moments;

    KnownToImprovementSteps(
            ImprovementItemRepository items, LaterPlans plans, TrainingRecords trainings, TimeFormatter moments) {
        this.items = items;
        this.plans = plans;
        this.trainings = trainings;
        this.moments = moments;
    }

    @Override
    public Map<String, Object> of(String process, @Nullable String businessKey) {
        Map<String, Object> known = new HashMap<>();
        Optional<ImprovementItem> found = !process.equals(ImprovementItems.PROCESS) || businessKey == null
                ? Optional.empty()
                : items.find(businessKey);
        found.ifPresent(item -> {
            switch (item.kind()) {
                case PLAN -> known.put("laterVersions", versions(item));
                case TRAINING -> known.put("trainingsHeld", trainings(item));
                default -> {
                    // nothing to choose from
                }
            }
        });
        return known;
    }

    private List<Map<String, String>> versions(ImprovementItem item) {
        return plans.after(item).stream()
                .map(later -> Map.of("value", later.name(), "label", label(later)))
                .toList();
    }

    private String label(LaterPlans.Later later) {
        String files = later.files().stream().limit(FILES).collect(Collectors.joining(", "));
        return "%s, %s: %s%s"
                .formatted(
                        later.name(),
                        moments.moment(later.at()).text(),
                        files,
                        later.files().size() > FILES ? " …" : "");
    }

    private String trainings(ImprovementItem item) {
        return trainings.of(item.number()).stream()
                .map(one -> one.heldOn() + " · " + one.topic() + " · " + one.person())
                .collect(Collectors.joining("\n"));
    }
}
