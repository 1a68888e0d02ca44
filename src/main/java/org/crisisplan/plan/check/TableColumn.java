package org.crisisplan.plan.check;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.If;
import org.camunda.feel.syntaxtree.Ref;
import org.crisisplan.decision.FeelTree;
import org.jspecify.annotations.Nullable;

/**
 * A column of conditions.
 *
 * @param heading what stands above it
 * @param expression what it asks for
 * @param type of its values as the file says it
 */
record TableColumn(
        String heading, String expression, @Nullable String type) {

    static TableColumn of(Input input) {
        InputExpression asked = input.getInputExpression();
        return new TableColumn(
                input.getLabel() == null ? "" : input.getLabel(),
                asked == null ? "" : TableCells.text(asked.getText()),
                asked == null ? null : asked.getTypeRef());
    }

    /** The one name whose value it shows as it is, or nothing in its place. */
    Optional<String> shows() {
        FeelTree tree = FeelTree.ofExpression(expression);
        Set<String> names = tree.names();
        if (names.size() != 1 || tree.root() == null) {
            return Optional.empty();
        }
        String name = names.iterator().next();
        Exp root = tree.root();
        boolean asItIs = isRef(root, name)
                || root instanceof If choice
                        && isShown(choice.statement(), name)
                        && isShown(choice.elseStatement(), name)
                || root instanceof FunctionInvocation call && call.function().equals("get or else");
        return asItIs ? Optional.of(name) : Optional.empty();
    }

    private static boolean isShown(Exp part, String name) {
        return FeelTree.isNull(part) || isRef(part, name);
    }

    private static boolean isRef(@Nullable Exp part, String name) {
        return part instanceof Ref ref
                && ref.names().size() == 1
                && ref.names().head().equals(name);
    }

    /** What its values are: what the name it shows is known for, else what the file says. */
    ValueKind kind(Map<String, ValueKind> askable) {
        ValueKind known = shows().map(askable::get).orElse(ValueKind.ANY);
        return known.form() == ValueKind.Form.ANY ? ValueKind.ofType(type) : known;
    }

    /** How it is named to a person. */
    String named() {
        return heading.isBlank() ? expression : heading;
    }
}
