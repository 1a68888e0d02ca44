package org.crisisplan.publish;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.Variables;
import org.crisisplan.decision.PinnedDecisions;
import org.crisisplan.department.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who must approve a statement, by the table {@code approval} of the plan version that the crisis runs on (R45). The table is asked
 * with what the product itself recorded, never with process variables: whoever changes a variable does not change who must agree.
 */
@Component
class RequiredApprovers {

    /** Who approves every statement, whatever the table says: no edit of the plan lets a text out that legal has not seen. */
    static final List<String> ALWAYS = List.of(Group.LEGAL.id());

    private static final String TABLE = "approval";

    private final PinnedDecisions tables;

    RequiredApprovers(PinnedDecisions tables) {
        this.tables = tables;
    }

    /** @param crisis null for an answer of the plan, which belongs to no single crisis */
    List<String> of(StatementKind kind, @Nullable Crisis crisis, String processDefinitionId) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("statementKind", kind.word());
        facts.put(Variables.LEVEL, crisis == null ? null : crisis.level());
        facts.put(Variables.TECHNICAL, crisis != null && crisis.kinds().contains(Kind.TECHNICAL));
        facts.put(Variables.CONTENT, crisis != null && crisis.kinds().contains(Kind.CONTENT));
        List<String> groups = tables.evaluate(TABLE, processDefinitionId, facts).getResultList().stream()
                .map(row -> row.get("approverGroup"))
                .flatMap(RequiredApprovers::names)
                .distinct()
                .toList();
        if (groups.isEmpty()) {
            throw new IllegalStateException(
                    "The plan's table 'approval' names no group for the %s statement of %s; nothing can"
                                    .formatted(kind.word(), crisis == null ? "the plan" : crisis.number())
                            + " be approved or published until it does.");
        }
        return Stream.concat(groups.stream(), ALWAYS.stream()).distinct().toList();
    }

    /** An analyst may write one group in a rule, or a list of them. */
    private static Stream<String> names(Object cell) {
        return cell instanceof Collection<?> several
                ? several.stream().filter(Objects::nonNull).map(Object::toString)
                : Stream.ofNullable(cell).map(Object::toString);
    }
}
