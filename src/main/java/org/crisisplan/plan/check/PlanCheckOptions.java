package org.crisisplan.plan.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.form.FormField;

/** Where the product itself understands an answer, the form offers the words it knows, and those without which it cannot decide. */
class PlanCheckOptions {

    /**
     * @param known the words that the product understands
     * @param needed those that it acts on; without them what they stand for can never be answered
     */
    private record Words(Set<String> known, Set<String> needed) {

        Words andPerhaps(String... words) {
            Set<String> all = new TreeSet<>(known);
            all.addAll(Set.of(words));
            return new Words(all, needed);
        }

        static Words only(String... words) {
            return new Words(Set.of(words), Set.of(words));
        }
    }

    private static final Map<String, Words> UNDERSTOOD = Map.of(
            "isCrisis", Words.only("yes", "no"),
            "consent", Words.only("yes", "no"),
            "verdict", Words.only("approve", "reject"),
            "draftDecision", Words.only("submit", "withdraw").andPerhaps("facts-en", "facts-zh"),
            "crisisKind", Words.only("technical", "content", "both"),
            "compensationDecision", Words.only("approve", "none"));

    private final PlanCheckModels models;
    private final PlanCheckReport report;

    PlanCheckOptions(PlanCheckModels models, PlanCheckReport report) {
        this.models = models;
        this.report = report;
    }

    void check(CaseFlow flows) {
        models.forms().forEach((file, form) -> check(file, form.path("components")));
    }

    private void check(String file, JsonNode components) {
        for (FormField field : FormField.of(components)) {
            Words words = UNDERSTOOD.get(field.key());
            if (words != null && field.hasValue() && !FormUse.isShown(field)) {
                Set<String> offered = new TreeSet<>();
                field.json()
                        .path("values")
                        .forEach(option -> offered.add(option.path("value").asText()));
                offered.stream()
                        .filter(value -> !words.known().contains(value))
                        .forEach(value -> report.add(
                                file,
                                field.key(),
                                "offers the value " + value + ", which the product does not understand",
                                "Use one of " + String.join(", ", new TreeSet<>(words.known()))));
                words.needed().stream()
                        .filter(value -> !offered.contains(value))
                        .sorted()
                        .forEach(value -> report.add(
                                file,
                                field.key(),
                                "does not offer the value " + value + ", which the product acts on",
                                "Add an option with the value " + value + "; its label may be anything"));
            }
            check(file, field.json().path("components"));
        }
    }
}
