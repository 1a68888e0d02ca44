package org.crisisplan.audit.dossier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one plan version draws, as far as a dossier needs it: its elements with the clauses that they carry, how they follow one another,
 * and the clauses that its tables speak of.
 *
 * @param deployment the engine's deployment that holds the version
 */
record PlanModel(String deployment, List<Node> nodes, List<Rule> rules) {

    /**
     * An element of a diagram.
     *
     * @param name as it is drawn, in both languages
     * @param type as BPMN calls it, such as {@code userTask}
     * @param clauses that it says it carries out (an extension property)
     * @param parent the sub-process it stands in, or the process itself
     * @param attachedTo of a boundary event, what it watches; null for all others
     * @param calls the process that a call activity calls; null for all others
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
            boolean byEvent,
            List<Flow> incoming,
            List<Flow> outgoing) {

        boolean isDecidingGateway() {
            return type.equals("exclusiveGateway")
                    || type.equals("inclusiveGateway")
                    || type.equals("eventBasedGateway");
        }

        boolean isUserTask() {
            return type.equals("userTask");
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
     * @param table key of the decision
     * @param name of the decision, in both languages
     * @param text what the rule says, in both languages; empty for a table as a whole
     */
    record Rule(String table, String name, String clause, String text) {}

    Map<String, Node> byId(String process) {
        return nodes.stream()
                .filter(node -> node.process().equals(process))
                .collect(Collectors.toMap(Node::id, Function.identity(), (one, other) -> one));
    }

    List<Node> callersOf(String process) {
        return nodes.stream().filter(node -> process.equals(node.calls())).toList();
    }

    /** All clauses that anything of the version carries, in the order of their numbers. */
    SortedSet<String> clauses() {
        SortedSet<String> clauses = new TreeSet<>(PlanModel::byNumber);
        nodes.forEach(node -> clauses.addAll(node.clauses()));
        rules.forEach(rule -> clauses.add(rule.clause()));
        return clauses;
    }

    List<Node> carrying(String clause) {
        return new ArrayList<>(
                nodes.stream().filter(node -> node.clauses().contains(clause)).toList());
    }

    static int byNumber(String one, String other) {
        int first = Integer.parseInt(one.substring(1));
        int second = Integer.parseInt(other.substring(1));
        return first == second ? one.compareTo(other) : Integer.compare(first, second);
    }
}
