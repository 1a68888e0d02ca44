package org.crisisplan.plan.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.crisisplan.decision.FeelTree;

/** The conditions of a table: what its columns ask for is known, and each cell asks something that can be. */
class PlanCheckInputCells {

    private final PlanCheckReport report;
    private final String file;

    PlanCheckInputCells(String file, PlanCheckReport report) {
        this.file = file;
        this.report = report;
    }

    /**
     * @param askable the names the table may ask for with the kinds of their values; empty where nobody says it
     * @param needed the results of the tables it asks first
     */
    void columns(List<Input> inputs, Map<String, ValueKind> askable, Set<String> needed) {
        for (Input input : inputs) {
            TableColumn column = TableColumn.of(input);
            if (column.expression().isEmpty()) {
                report.add(file, input, "does not say what it asks for", "Write the name of a fact, such as level");
                continue;
            }
            FeelTree tree = FeelTree.ofExpression(CellSlips.straightened(column.expression()));
            Optional<CellMistake> slip = CellSlips.of(column.expression());
            if (slip.isPresent() || tree.root() == null) {
                say(input, column, slip.orElseGet(() -> unreadable(tree.fault())));
                continue;
            }
            named(input, column, tree, askable, needed);
            type(input, column, askable);
        }
    }

    private void named(
            Input input, TableColumn column, FeelTree tree, Map<String, ValueKind> askable, Set<String> needed) {
        unknownNames(tree, askable, needed).ifPresent(mistake -> say(input, column, mistake));
        if (tree.names().isEmpty()) {
            say(
                    input,
                    column,
                    new CellMistake(
                            "asks for nothing that could change",
                            "Write the name of a fact, such as level, without quotes"));
        }
    }

    /** The first name or function that nobody knows. */
    static Optional<CellMistake> unknownNames(FeelTree tree, Map<String, ValueKind> askable, Set<String> needed) {
        for (String function : tree.unknownFunctions()) {
            return Optional.of(new CellMistake(
                    "calls " + function + "(), which FEEL does not have",
                    PlanCheckSpelling.nearest(function, FeelTree.functions())
                            .map(one -> "Write " + one + "(), if that is meant")
                            .orElse("Use a function of FEEL")));
        }
        if (askable.isEmpty()) {
            return Optional.empty();
        }
        for (String name : tree.names()) {
            if (!askable.containsKey(name) && !needed.contains(name)) {
                return Optional.of(new CellMistake(
                        "asks for " + name + ", which is no fact that this table is told",
                        remedy(name, askable, needed)));
            }
        }
        return Optional.empty();
    }

    private static String remedy(String name, Map<String, ValueKind> askable, Set<String> needed) {
        return PlanCheckSpelling.nearest(name, askable.keySet())
                .or(() -> PlanCheckSpelling.nearest(name, needed))
                .map(one -> "Write " + one + ", if that is meant")
                .orElse(
                        askable.size() > 25
                                ? "Correct the name, or ask for it in a form of the process that asks the table"
                                : "Use one of " + String.join(", ", askable.keySet()));
    }

    /** A type that the engine would turn the values into something else by. */
    private void type(Input input, TableColumn column, Map<String, ValueKind> askable) {
        ValueKind known = column.shows().map(askable::get).orElse(ValueKind.ANY);
        ValueKind said = ValueKind.ofType(column.type());
        if (known.form() == ValueKind.Form.ANY || said.form() == ValueKind.Form.ANY) {
            return;
        }
        String type = known.isNumber()
                ? (known.whole() ? "integer, long or double" : "double")
                : known.isYesNo() ? "boolean" : "string";
        boolean fits = known.isNumber() ? said.isNumber() : known.isYesNo() ? said.isYesNo() : said.isText();
        if (!fits) {
            say(
                    input,
                    column,
                    new CellMistake(
                            "has the type " + column.type() + ", which its values are not of",
                            "Choose the type " + type));
        }
    }

    /** The cells of one rule, which has as many as there are columns. */
    void cells(
            Rule rule,
            String row,
            List<TableColumn> columns,
            List<ValueKind> kinds,
            Map<String, ValueKind> askable,
            Set<String> needed) {
        List<String> cells = TableCells.inputs(rule);
        for (int each = 0; each < cells.size(); each++) {
            TableColumn column = columns.get(each);
            String cell = cells.get(each);
            if (!TableCells.asksNothing(cell)) {
                mistake(cell, kinds.get(each), askable, needed)
                        .ifPresent(mistake -> report.add(
                                file,
                                rule,
                                row + " has the condition " + shortened(cell) + " under \"" + column.named()
                                        + "\", which " + mistake.problem(),
                                mistake.remedy()));
            }
        }
    }

    /** What is wrong with a condition on values of a kind, if anything is. */
    static Optional<CellMistake> mistake(
            String cell, ValueKind kind, Map<String, ValueKind> askable, Set<String> needed) {
        Optional<CellMistake> slip = (kind.isNumber() ? NumberSlips.of(cell, kind) : Optional.<CellMistake>empty())
                .or(() -> ConditionSlips.of(cell, kind))
                .or(() -> CellSlips.of(cell))
                .or(() -> quotedNumbers(cell, kind));
        if (slip.isPresent()) {
            return slip;
        }
        FeelTree tree = FeelTree.ofCell(cell);
        if (tree.root() == null) {
            String straight = CellSlips.operators(cell);
            return Optional.of(
                    straight.equals(cell) || FeelTree.ofCell(straight).root() == null
                            ? unreadable(tree.fault())
                            : CellMistake.write("has a sign that FEEL does not read", straight));
        }
        return new ConditionReading(kind, name -> askable.containsKey(name) || needed.contains(name), askable.keySet())
                .mistake(tree.root())
                .or(() -> unknownNames(tree, askable, needed))
                .or(() -> capitals(cell, kind));
    }

    private static Optional<CellMistake> quotedNumbers(String cell, ValueKind kind) {
        return kind.isYesNo() || kind.isWord() && !kind.open()
                ? Optional.empty()
                : CellSlips.whollyQuoted(cell)
                        .filter(text -> kind.form() == ValueKind.Form.ANY && text.matches("\\s*[<>]=?\\s*-?\\d.*"))
                        .map(text -> CellMistake.write("is a text in quotes and compares nothing", text.strip()));
    }

    /** What is searched for in texts that come in small letters. */
    private static Optional<CellMistake> capitals(String cell, ValueKind kind) {
        boolean capital = kind.form() == ValueKind.Form.SMALL_TEXT
                && java.util.regex.Pattern.compile("\"[^\"]*\\p{Lu}[^\"]*\"")
                        .matcher(cell)
                        .find();
        return capital
                ? Optional.of(new CellMistake(
                        "looks for capital letters in a text that comes in small ones",
                        "Write the words in small letters"))
                : Optional.empty();
    }

    static CellMistake unreadable(String fault) {
        return new CellMistake(
                "cannot be read (" + fault.replaceAll("\\s+", " ").replaceAll("\\.$", "") + ")",
                "Write it in FEEL; a text stands in double quotes");
    }

    private void say(Input input, TableColumn column, CellMistake mistake) {
        report.add(
                file,
                input,
                "the column \"" + column.named() + "\" asks for " + shortened(column.expression()) + ", which "
                        + mistake.problem(),
                mistake.remedy());
    }

    static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() > 120 ? line.substring(0, 119) + "…" : line;
    }
}
