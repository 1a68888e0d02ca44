package org.crisisplan.site;

import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.Rule;

/**
 * The tables {@code components} and {@code maintenanceWindows} as lists. A row that cannot be understood is left out; the plan's check
 * names it.
 */
public final class SiteTables {

    public static final String COMPONENTS = "components";
    public static final String AFFECTED = "affectedComponents";
    public static final String WINDOWS = "maintenanceWindows";

    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private SiteTables() {}

    /**
     * One row as it stands.
     *
     * @param key the text in the first cell, or nothing if there is none that can be a key
     */
    public record Row(Rule rule, Optional<String> key, Map<String, String> cells) {

        public String cell(String column) {
            return cells.getOrDefault(column, "");
        }
    }

    /** All rows in their order, whether they can be used or not. */
    public static List<Row> rows(DmnModelInstance model, String table) {
        List<Row> rows = new ArrayList<>();
        if (model.getModelElementById(table) instanceof Decision decision) {
            for (DecisionTable rules : decision.getChildElementsByType(DecisionTable.class)) {
                List<String> columns = rules.getOutputs().stream()
                        .map(output -> output.getName())
                        .toList();
                rules.getRules().forEach(rule -> rows.add(row(rule, columns)));
            }
        }
        return rows;
    }

    private static Row row(Rule rule, List<String> columns) {
        List<String> results = texts(rule.getOutputEntries());
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(columns.size(), results.size()); i++) {
            cells.put(columns.get(i), results.get(i));
        }
        return new Row(
                rule,
                texts(rule.getInputEntries()).stream()
                        .findFirst()
                        .filter(key -> KEY.matcher(key).matches()),
                cells);
    }

    private static List<String> texts(Iterable<? extends DmnElement> cells) {
        List<String> texts = new ArrayList<>();
        for (DmnElement cell : cells) {
            var text = TEXT.matcher(cell.getTextContent().strip());
            texts.add(
                    text.matches()
                            ? text.group(1)
                                    .replace("\\n", "\n")
                                    .replace("\\\"", "\"")
                                    .replace("\\\\", "\\")
                            : "");
        }
        return texts;
    }

    public static List<SiteComponent> components(byte[] file) {
        return rows(Dmn.readModelFromStream(new ByteArrayInputStream(file)), COMPONENTS).stream()
                .flatMap(row -> row.key().stream().map(key -> component(key, row)))
                .toList();
    }

    private static SiteComponent component(String key, Row row) {
        return new SiteComponent(
                key, row.cell("nameEn"), row.cell("nameZh"), row.cell("descriptionEn"), row.cell("descriptionZh"));
    }

    /** By their beginning, the first one first. */
    public static List<MaintenanceWindow> windows(byte[] file) {
        return rows(Dmn.readModelFromStream(new ByteArrayInputStream(file)), WINDOWS).stream()
                .flatMap(row -> window(row).stream())
                .sorted(Comparator.comparing(MaintenanceWindow::from))
                .toList();
    }

    private static Optional<MaintenanceWindow> window(Row row) {
        Optional<Instant> from = moment(row.cell("from"));
        Optional<Instant> until = moment(row.cell("until"));
        if (row.key().isEmpty() || from.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MaintenanceWindow(
                row.key().get(),
                words(row.cell("components")),
                from.get(),
                until.get(),
                words(row.cell("mutes")),
                row.cell("titleEn"),
                row.cell("titleZh"),
                row.cell("textEn"),
                row.cell("textZh")));
    }

    /** A moment with its distance from UTC, such as {@code 2026-12-05T02:00+08:00}; nothing if it is none. */
    public static Optional<Instant> moment(String cell) {
        try {
            return Optional.of(OffsetDateTime.parse(cell).toInstant());
        } catch (DateTimeException noMoment) {
            return Optional.empty();
        }
    }

    /** Keys with commas between them. */
    public static Set<String> words(String cell) {
        return Arrays.stream(cell.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
