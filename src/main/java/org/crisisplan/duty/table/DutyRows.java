package org.crisisplan.duty.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.crisisplan.decision.LatestDecisions;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code duties} in one version. A table alone answers only yes or no; here a fact that nobody knows yet makes a duty
 * <em>possible</em>: the row fits as far as it can be asked.
 */
public class DutyRows {

    static final String TABLE = "duties";
    private static final Set<String> OF_THE_ORGANISATION = Set.of("jurisdiction", "sector", "role");
    private static final int MOST_VARIANTS = 500;

    private final LatestDecisions tables;
    private final String version;
    private final List<String> columns;
    private final List<String> types;
    private final List<List<String>> cells;
    private final List<DutyTerms> terms;
    // the same table without the columns that nobody can answer
    private final Map<Set<String>, LatestDecisions.Table> variants = new ConcurrentHashMap<>();

    private DutyRows(
            LatestDecisions tables,
            String version,
            List<String> columns,
            List<String> types,
            List<List<String>> cells,
            List<DutyTerms> terms) {
        this.tables = tables;
        this.version = version;
        this.columns = columns;
        this.types = types;
        this.cells = cells;
        this.terms = terms;
    }

    /**
     * What the table finds of one duty.
     *
     * @param applies false if it is only possible
     * @param rows those that fit; of a duty that applies, those that fit for certain
     * @param missing the facts that would tell, if it is only possible
     */
    public record Found(boolean applies, List<DutyTerms> rows, Set<String> missing) {}

    /** @throws IllegalArgumentException when a row says something that no clock or time is; with the row and what to write */
    static DutyRows read(byte[] file, String version, LatestDecisions tables) {
        DmnModelInstance model = Dmn.readModelFromStream(new java.io.ByteArrayInputStream(file));
        DecisionTable table = model.getModelElementsByType(Decision.class).stream()
                .filter(decision -> decision.getId().equals(TABLE))
                .flatMap(decision -> decision.getChildElementsByType(DecisionTable.class).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no table '" + TABLE + "' in the file"));
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (Input input : table.getInputs()) {
            columns.add(input.getInputExpression().getText().getTextContent().strip());
            types.add(input.getInputExpression().getTypeRef());
        }
        List<String> outputs = table.getOutputs().stream().map(Output::getName).toList();
        List<List<String>> cells = new ArrayList<>();
        List<DutyTerms> terms = new ArrayList<>();
        for (Rule rule : table.getRules()) {
            List<String> asked = texts(rule.getInputEntries());
            cells.add(asked);
            terms.add(terms(terms.size(), columns, asked, outputs, texts(rule.getOutputEntries())));
        }
        return new DutyRows(tables, version, columns, types, cells, terms);
    }

    private static List<String> texts(Collection<? extends ModelElementInstance> entries) {
        return entries.stream().map(entry -> entry.getTextContent().strip()).toList();
    }

    private static DutyTerms terms(
            int row, List<String> columns, List<String> asked, List<String> outputs, List<String> said) {
        Map<String, String> cell = new HashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            cell.put(outputs.get(i), unquoted(said.get(i)));
        }
        int jurisdiction = columns.indexOf("jurisdiction");
        String test = cell.getOrDefault("determinedBy", "");
        DutyTerms terms = new DutyTerms(
                row,
                cell.getOrDefault("duty", ""),
                jurisdiction < 0 ? "" : asked.get(jurisdiction).replace("\"", ""),
                test.isEmpty() ? null : test,
                cell.getOrDefault("authority", ""),
                cell.getOrDefault("channel", ""),
                cell.getOrDefault("within", ""),
                cell.getOrDefault("planWithin", ""),
                cell.getOrDefault("clock", ""),
                cell.getOrDefault("addressee", ""),
                cell.getOrDefault("contents", ""),
                cell.getOrDefault("article", ""),
                cell.getOrDefault("source", ""),
                cell.getOrDefault("verifiedOn", ""),
                cell.getOrDefault("confidence", ""),
                "true".equals(cell.get("usable")));
        try {
            LegalTime.parse(terms.within());
            DutyClock.parse(terms.clock());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "Row " + (row + 1) + " of the table 'duties' (" + terms.duty() + "): " + wrong.getMessage(), wrong);
        }
        return terms;
    }

    private static String unquoted(String cell) {
        return cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"")
                ? cell.substring(1, cell.length() - 1)
                : cell;
    }

    /** Every row, in the order of the table. */
    public List<DutyTerms> all() {
        return terms;
    }

    /** Every duty with its rows, in the order of the table. */
    public Map<String, List<DutyTerms>> byDuty() {
        return terms.stream()
                .collect(Collectors.groupingBy(DutyTerms::duty, LinkedHashMap::new, Collectors.toUnmodifiableList()));
    }

    /** Everything that the rows of a duty say, in one text: another one means that the table says something else now. */
    public String wording(String duty) {
        return terms.stream()
                .filter(row -> row.duty().equals(duty))
                .map(row -> cells.get(row.row()) + " " + row.toString().replaceFirst("row=\\d+", ""))
                .collect(Collectors.joining("\n"));
    }

    /** The facts that the table asks for, and the legal tests. */
    public Set<String> facts() {
        Set<String> names = new TreeSet<>(columns);
        names.removeAll(OF_THE_ORGANISATION);
        names.addAll(tests());
        return names;
    }

    /** The facts by which a person decides a legal test. */
    public Set<String> tests() {
        return terms.stream()
                .map(DutyTerms::determinedBy)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Which duties apply or are possible.
     *
     * @param known the facts that are known; what is not in there nobody knows
     */
    public Map<String, Found> ask(Organisation organisation, Map<String, Object> known) {
        Set<String> unknown = columns.stream()
                .filter(column -> !OF_THE_ORGANISATION.contains(column) && known.get(column) == null)
                .collect(Collectors.toCollection(TreeSet::new));
        LatestDecisions.Table variant = variant(unknown);
        Set<Integer> fitting = new TreeSet<>();
        for (String jurisdiction : organisation.jurisdictions()) {
            for (String role : organisation.roles()) {
                Map<String, @Nullable Object> asked = new HashMap<>(known);
                asked.put("jurisdiction", jurisdiction);
                asked.put("sector", organisation.sector());
                asked.put("role", role);
                columns.forEach(column -> asked.putIfAbsent(column, null));
                tables.ask(variant, asked)
                        .forEach(row -> fitting.add(((Number) Objects.requireNonNull(row.get("row"))).intValue()));
            }
        }
        Map<String, List<DutyTerms>> certain = new TreeMap<>();
        Map<String, List<DutyTerms>> possible = new TreeMap<>();
        Map<String, Set<String>> missing = new TreeMap<>();
        for (int row : fitting) {
            DutyTerms one = terms.get(row);
            Object tested = one.determinedBy() == null ? Boolean.TRUE : known.get(one.determinedBy());
            if (Boolean.FALSE.equals(tested)) {
                continue;
            }
            Set<String> open = asks(row, unknown);
            if (tested == null && one.determinedBy() != null) {
                open.add(one.determinedBy());
            }
            (open.isEmpty() ? certain : possible)
                    .computeIfAbsent(one.duty(), duty -> new ArrayList<>())
                    .add(one);
            missing.computeIfAbsent(one.duty(), duty -> new TreeSet<>()).addAll(open);
        }
        Map<String, Found> found = new LinkedHashMap<>();
        byDuty().keySet().forEach(duty -> {
            if (certain.containsKey(duty)) {
                found.put(duty, new Found(true, certain.get(duty), Set.of()));
            } else if (possible.containsKey(duty)) {
                found.put(duty, new Found(false, possible.get(duty), missing.getOrDefault(duty, Set.of())));
            }
        });
        return found;
    }

    /** Those of the columns that the row asks for. */
    private Set<String> asks(int row, Set<String> names) {
        Set<String> asked = new TreeSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String cell = cells.get(row).get(i);
            if (names.contains(columns.get(i)) && !cell.isEmpty() && !cell.equals("-")) {
                asked.add(columns.get(i));
            }
        }
        return asked;
    }

    private LatestDecisions.Table variant(Set<String> unknown) {
        if (variants.size() > MOST_VARIANTS) {
            variants.clear();
        }
        return variants.computeIfAbsent(
                unknown,
                without -> tables.read(
                        xml(without).getBytes(StandardCharsets.UTF_8), TABLE, version + " without " + without));
    }

    private String xml(Set<String> without) {
        StringBuilder xml = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="duties-variant" name="duties" namespace="variant">
                <decision id="duties" name="duties"><decisionTable id="Table" hitPolicy="COLLECT">
                """);
        for (int i = 0; i < columns.size(); i++) {
            xml.append(
                    "<input id=\"I%d\"><inputExpression id=\"E%d\" typeRef=\"%s\"><text>%s</text></inputExpression></input>"
                            .formatted(i, i, escaped(types.get(i)), escaped(columns.get(i))));
        }
        xml.append("<output id=\"O\" name=\"row\" typeRef=\"integer\"/>");
        for (int row = 0; row < cells.size(); row++) {
            xml.append("<rule id=\"R%d\">".formatted(row));
            for (int i = 0; i < columns.size(); i++) {
                String cell =
                        without.contains(columns.get(i)) ? "" : cells.get(row).get(i);
                xml.append("<inputEntry id=\"R%dI%d\"><text>%s</text></inputEntry>".formatted(row, i, escaped(cell)));
            }
            xml.append("<outputEntry id=\"R%dO\"><text>%d</text></outputEntry></rule>".formatted(row, row));
        }
        return xml.append("</decisionTable></decision></definitions>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
