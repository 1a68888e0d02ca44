package org.crisisplan.audit.dossier;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one plan version draws, as far as a dossier needs it: its elements with the clauses that they carry, how they follow one another,
 * and the clauses that its tables speak of.
 *
 * @param deployment the engine's deployment that holds the version
 */
record PlanModel(String deployment, List<Node> nodes, List<Rule> rules, List<Formula> formulas) {

    private static final String DEADLINES = "deadlines";

    /**
     * An element of a diagram.
     *
     * @param name as it is drawn, in both languages
     * @param type as BPMN calls it, such as {@code userTask}
     * @param clauses that it says it carries out (an extension property)
     * @param parent the sub-process it stands in, or the process itself
     * @param attachedTo of a boundary event, what it watches; null for all others
     * @param calls the process that a call activity calls; null for all others
     * @param form of a user task, the form it is answered with; null for all others
     * @param byEvent an event sub-process: only an event begins it
     */
    record Node(
            String process,
            String id,
            String name,
            String type,
            List<String> clauses,
            String parent,
            @Nullable String attachedTo,
            @Nullable String calls,
            @Nullable String form,
            boolean byEvent,
            List<Flow> incoming,
            List<Flow> outgoing) {

        boolean isDecidingGateway() {
            return type.equals("exclusiveGateway")
                    || type.equals("inclusiveGateway")
                    || type.equals("eventBasedGateway");
        }

        boolean isProcess() {
            return type.equals("process");
        }
    }

    /** A way from one element to another, named as the answer to the gateway before it. */
    record Flow(String id, String name, String source, String target) {}

    /**
     * A rule of a table, or a table as a whole, that speaks of a clause.
     *
     * @param id of the rule; empty for a table as a whole
     * @param file key of the first decision of its file
     * @param table key of the decision
     * @param name of the decision, in both languages
     * @param inputs what its cells ask for
     * @param text what the rule says, in both languages; empty for a table as a whole
     */
    record Rule(String id, String file, String table, String name, String clause, List<String> inputs, String text) {}

    /**
     * Something that is computed in a file of tables.
     *
     * @param file the key of that file's first decision
     * @param name of what is computed, in both languages
     * @param text the expression, in FEEL
     */
    record Formula(String file, String name, String text) {}

    /** What the file whose first decision has that key computes. */
    List<Formula> formulas(String file) {
        return formulas.stream().filter(one -> one.file().equals(file)).toList();
    }

    /** The user tasks that are answered with a form. */
    Set<String> stepsWith(String form) {
        return nodes.stream()
                .filter(node -> form.equals(node.form()))
                .map(Node::id)
                .collect(Collectors.toSet());
    }

    /** The clauses of the row that says how long something may take at a level: the first row that fits. */
    List<String> clausesOfDeadline(String what, @Nullable Integer level) {
        List<Rule> rows = rules.stream()
                .filter(rule -> rule.table().equals(DEADLINES) && rule.inputs().size() > 1)
                .filter(rule -> rule.inputs().get(0).contains("\"" + what + "\""))
                .filter(rule -> rule.inputs().get(1).isBlank()
                        || level != null && rule.inputs().get(1).contains(level.toString()))
                .toList();
        return rows.stream()
                .filter(rule -> rule.id().equals(rows.get(0).id()))
                .map(Rule::clause)
                .toList();
    }

    Map<String, Node> byId(String process) {
        return nodes.stream()
                .filter(node -> node.process().equals(process))
                .collect(Collectors.toMap(Node::id, Function.identity(), (one, other) -> one));
    }

    List<Node> callersOf(String process) {
        return nodes.stream().filter(node -> process.equals(node.calls())).toList();
    }

    static int byNumber(String one, String other) {
        int first = Integer.parseInt(one.substring(1));
        int second = Integer.parseInt(other.substring(1));
        return first == second ? one.compareTo(other) : Integer.compare(first, second);
    }
}
