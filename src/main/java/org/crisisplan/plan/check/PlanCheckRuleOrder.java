package org.crisisplan.plan.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Rule;

/** Rules that can never count, where only the first one counts; rules that meet, where only one may fit. */
class PlanCheckRuleOrder {

    private final String file;
    private final PlanCheckReport report;

    PlanCheckRuleOrder(String file, PlanCheckReport report) {
        this.file = file;
        this.report = report;
    }

    private record Row(Rule rule, int number, List<String> cells, List<Optional<CellRange>> ranges) {

        boolean isAsked(int column) {
            return !TableCells.asksNothing(cells.get(column));
        }
    }

    void check(DecisionTable table, String hitPolicy) {
        List<Row> rows = rows(table);
        for (int later = 1; later < rows.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                if (hitPolicy.equals("FIRST") && shadows(rows.get(earlier), rows.get(later))) {
                    hidden(rows.get(earlier), rows.get(later));
                    break;
                }
                if (hitPolicy.equals("UNIQUE") && all(rows.get(earlier), rows.get(later), PlanCheckRuleOrder::meet)) {
                    meeting(rows.get(earlier), rows.get(later));
                    break;
                }
            }
        }
    }

    private static List<Row> rows(DecisionTable table) {
        List<Row> rows = new ArrayList<>();
        for (Rule rule : table.getRules()) {
            List<String> cells = TableCells.inputs(rule);
            rows.add(new Row(
                    rule,
                    rows.size() + 1,
                    cells,
                    cells.stream()
                            .map(cell ->
                                    TableCells.asksNothing(cell) ? Optional.<CellRange>empty() : CellRange.of(cell))
                            .toList()));
        }
        return rows;
    }

    /** A row with the same conditions on top of all is an override that somebody put there. */
    private static boolean shadows(Row earlier, Row later) {
        boolean same =
                all(earlier, later, PlanCheckRuleOrder::covers) && all(later, earlier, PlanCheckRuleOrder::covers);
        return all(earlier, later, PlanCheckRuleOrder::covers) && !(same && earlier.number() == 1);
    }

    private record Pair(Row one, Row other, int column) {}

    private static boolean all(Row one, Row other, BiPredicate<Pair, Integer> test) {
        for (int column = 0; column < one.cells().size(); column++) {
            if (!test.test(new Pair(one, other, column), column)) {
                return false;
            }
        }
        return true;
    }

    private static boolean covers(Pair pair, int column) {
        if (!pair.one().isAsked(column)) {
            return true;
        }
        if (!pair.other().isAsked(column)) {
            return false;
        }
        if (pair.one().cells().get(column).equals(pair.other().cells().get(column))) {
            return true;
        }
        Optional<CellRange> one = pair.one().ranges().get(column);
        Optional<CellRange> other = pair.other().ranges().get(column);
        return one.isPresent() && other.isPresent() && one.get().covers(other.get());
    }

    private static boolean meet(Pair pair, int column) {
        if (!pair.one().isAsked(column) || !pair.other().isAsked(column)) {
            return true;
        }
        Optional<CellRange> one = pair.one().ranges().get(column);
        Optional<CellRange> other = pair.other().ranges().get(column);
        return pair.one().cells().get(column).equals(pair.other().cells().get(column))
                || one.isPresent() && other.isPresent() && one.get().meets(other.get());
    }

    private void hidden(Row earlier, Row later) {
        report.add(
                file,
                later.rule(),
                "row " + later.number() + " can never be reached, since row " + earlier.number() + " ("
                        + earlier.rule().getId() + ") before it takes all its cases",
                "Remove one of them, or put row " + later.number() + " before row " + earlier.number());
    }

    private void meeting(Row earlier, Row later) {
        report.add(
                file,
                later.rule(),
                "row " + later.number() + " fits cases that row " + earlier.number() + " ("
                        + earlier.rule().getId() + ") fits too, and the hit policy UNIQUE allows one only",
                "Narrow one of them, or choose the hit policy FIRST");
    }
}
