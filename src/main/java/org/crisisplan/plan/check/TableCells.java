package org.crisisplan.plan.check;

import java.util.List;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.dmn.instance.Text;
import org.jspecify.annotations.Nullable;

/** The texts of a rule's cells, in the order of the columns; an empty cell is an empty text. */
final class TableCells {

    private TableCells() {}

    static List<String> inputs(Rule rule) {
        return rule.getInputEntries().stream().map(cell -> text(cell.getText())).toList();
    }

    static List<String> outputs(Rule rule) {
        return rule.getOutputEntries().stream()
                .map(cell -> text(cell.getText()))
                .toList();
    }

    static String text(@Nullable Text text) {
        return text == null ? "" : text.getTextContent().strip();
    }

    /** Whether a condition asks nothing. */
    static boolean asksNothing(String cell) {
        return cell.isEmpty() || cell.equals("-");
    }
}
