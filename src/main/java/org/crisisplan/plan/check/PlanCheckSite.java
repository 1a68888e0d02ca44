package org.crisisplan.plan.check;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.crisisplan.site.SiteTables;
import org.crisisplan.site.SiteTables.Row;

/** The components of the site and when they are worked on: each row names one, once, and a window has a beginning and an end. */
class PlanCheckSite {

    private final PlanCheckModels models;
    private final PlanCheckReport report;

    PlanCheckSite(PlanCheckModels models, PlanCheckReport report) {
        this.models = models;
        this.report = report;
    }

    void check(String file, DmnModelInstance model) {
        keys(file, model, SiteTables.COMPONENTS);
        keys(file, model, SiteTables.WINDOWS);
        SiteTables.rows(model, SiteTables.WINDOWS).forEach(row -> window(file, row));
    }

    private void keys(String file, DmnModelInstance model, String table) {
        Set<String> seen = new HashSet<>();
        for (Row row : SiteTables.rows(model, table)) {
            if (row.key().isEmpty()) {
                report.add(
                        file,
                        row.rule(),
                        "has no key",
                        "Write one in double quotes, of small letters, digits and hyphens, such as \"user-data\"");
            } else if (!seen.add(row.key().get())) {
                report.add(file, row.rule(), "has the key " + row.key().get() + " a second time", "Write another one");
            }
        }
    }

    private void window(String file, Row row) {
        Map<String, Instant> ends = new HashMap<>();
        for (String column : Set.of("from", "until")) {
            Optional<Instant> moment = SiteTables.moment(row.cell(column));
            moment.ifPresent(at -> ends.put(column, at));
            if (moment.isEmpty() && !row.cell(column).isEmpty()) {
                report.add(
                        file,
                        row.rule(),
                        "has \"" + row.cell(column) + "\" under " + column + ", which is no moment",
                        "Write day, time and the distance from UTC, such as \"2026-01-11T02:00+08:00\"");
            }
        }
        Instant from = ends.get("from");
        Instant until = ends.get("until");
        if (from != null && until != null && !from.isBefore(until)) {
            report.add(file, row.rule(), "ends before it begins", "Put the two times right");
        }
        components(file, row);
    }

    private void components(String file, Row row) {
        Set<String> known = known();
        for (String component : SiteTables.words(row.cell("components"))) {
            if (!known.isEmpty() && !known.contains(component)) {
                report.add(
                        file,
                        row.rule(),
                        "names " + component + ", which is no component",
                        PlanCheckSpelling.nearest(component, known)
                                .map(one -> "Write " + one)
                                .orElse("Use one of " + String.join(", ", known)));
            }
        }
    }

    private Set<String> known() {
        Set<String> known = new TreeSet<>();
        models.tables()
                .values()
                .forEach(model -> SiteTables.rows(model, SiteTables.COMPONENTS)
                        .forEach(row -> row.key().ifPresent(known::add)));
        return known;
    }
}
