package org.crisisplan.media;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form, by field, for its page. */
public record Faults(Map<String, String> byField) {

    public static final Faults NONE = new Faults(Map.of());

    public static Faults of(@Nullable InvalidReport invalid) {
        return invalid == null
                ? NONE
                : new Faults(invalid.findings().stream()
                        .collect(Collectors.toMap(Finding::field, Finding::message, (one, other) -> one)));
    }

    public static Faults of(List<Finding> findings) {
        return of(findings.isEmpty() ? null : new InvalidReport(findings));
    }

    public boolean any() {
        return !byField.isEmpty();
    }

    public @Nullable String at(String field) {
        return byField.get(field);
    }
}
