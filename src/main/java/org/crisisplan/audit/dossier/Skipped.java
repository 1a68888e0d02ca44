package org.crisisplan.audit.dossier;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.audit.dossier.EngineHistory.Instance;
import org.crisisplan.audit.dossier.EngineHistory.Visit;
import org.crisisplan.audit.dossier.PlanActual.State;
import org.crisisplan.audit.dossier.PlanActual.Why;
import org.crisisplan.audit.dossier.PlanModel.Flow;
import org.crisisplan.audit.dossier.PlanModel.Node;
import org.jspecify.annotations.Nullable;

/**
 * Why the processes of a crisis never came to an element: it looks back along the flows, and out of sub-processes and called processes, for
 * the last place that they came to, and says which way they went there.
 */
final class Skipped {

    private static final int DEEPEST = 12;

    private final CaseFile file;
    private final Map<String, List<Visit>> visits;
    private final Map<String, Map<String, Node>> nodes = new HashMap<>();
    private final Map<String, Found> known = new HashMap<>();
    private final Set<String> ran = new HashSet<>();
    private final Map<String, Instance> instances = new HashMap<>();
    private final Map<String, List<Visit>> byInstance;

    /** @param visits by {@link PlanActual#key} */
    Skipped(CaseFile file, Map<String, List<Visit>> visits) {
        this.file = file;
        this.visits = visits;
        this.byInstance = file.engine().visits().stream().collect(Collectors.groupingBy(Visit::instance));
        file.engine().instances().forEach(instance -> {
            ran.add(instance.process());
            instances.put(instance.id(), instance);
        });
    }

    /**
     * What is known of something that did not happen.
     *
     * @param link where it can be seen; null if nowhere
     */
    record Found(State state, Why why, @Nullable String link) {}

    Found why(Node node) {
        return why(node, 0);
    }

    private Found why(Node node, int depth) {
        String key = PlanActual.key(node.process(), node.id());
        Found found = known.get(key);
        if (found == null) {
            found = depth > DEEPEST ? unknown() : find(node, depth + 1);
            known.put(key, found);
        }
        return found;
    }

    private Found find(Node node, int depth) {
        if (!ran.contains(node.process())) {
            return file.plan().callersOf(node.process()).stream()
                    .map(caller -> caller(caller, depth))
                    .min(Comparator.comparing(Found::state))
                    .orElseGet(
                            () -> new Found(State.SKIPPED, Why.of("not-needed", nameOfProcess(node.process())), null));
        }
        Map<String, Node> process = process(node.process());
        Node scope = process.get(node.parent());
        if (scope != null && !scope.isProcess() && of(scope).isEmpty()) {
            return scope.byEvent()
                    ? new Found(State.SKIPPED, Why.of("no-event", begin(scope)), null)
                    : why(scope, depth);
        }
        if (node.byEvent()) {
            return orOpen(node, new Found(State.SKIPPED, Why.of("no-event", begin(node)), null));
        }
        if (node.attachedTo() != null) {
            Node host = process.get(node.attachedTo());
            return host == null || of(host).isEmpty()
                    ? host == null ? unknown() : why(host, depth)
                    : orOpen(host, new Found(State.SKIPPED, Why.of("no-event", node.name()), link(host)));
        }
        return back(node, process, depth);
    }

    /** A caller that was reached called some other time, or not yet. */
    private Found caller(Node caller, int depth) {
        return of(caller).isEmpty() ? why(caller, depth) : orOpen(caller, unknown());
    }

    /** To the nearest places before it that were reached. */
    private Found back(Node node, Map<String, Node> process, int depth) {
        Deque<Flow> ways = new ArrayDeque<>(node.incoming());
        Set<String> seen = new HashSet<>();
        Found best = null;
        while (!ways.isEmpty()) {
            Flow way = ways.removeFirst();
            Node before = process.get(way.source());
            if (before == null || !seen.add(way.id())) {
                continue;
            }
            if (of(before).isEmpty()) {
                if (before.attachedTo() != null) {
                    best = better(best, why(before, depth));
                } else {
                    ways.addAll(before.incoming());
                }
            } else {
                best = better(best, at(before, way));
            }
        }
        return best == null ? unknown() : best;
    }

    private static Found better(@Nullable Found one, Found other) {
        return one == null || other.state().compareTo(one.state()) < 0 ? other : one;
    }

    /** They came to this place, and did not go this way. */
    private Found at(Node before, Flow way) {
        List<Visit> all = of(before);
        Visit last = all.get(all.size() - 1);
        if (all.stream().anyMatch(Visit::isOpen)) {
            return new Found(State.OPEN, Why.of("not-yet", before.name()), Links.history(last.instance()));
        }
        if (all.stream().allMatch(Visit::cancelled)) {
            return new Found(State.CANCELLED, Why.of("cancelled-at", before.name()), Links.history(last.instance()));
        }
        if (before.isDecidingGateway()) {
            String answers = taken(before, all, way);
            return new Found(
                    State.SKIPPED,
                    answers.isEmpty()
                            ? Why.of("other-way", before.name())
                            : Why.of(
                                    before.type().equals("eventBasedGateway") ? "other-event" : "answer",
                                    before.name(),
                                    answers),
                    Links.history(last.instance()));
        }
        Instance instance = instances.get(last.instance());
        return instance != null && instance.end() == null
                ? new Found(State.OPEN, Why.of("not-yet", before.name()), Links.history(last.instance()))
                : new Found(State.CANCELLED, Why.of("ended-after", before.name()), Links.history(last.instance()));
    }

    /** The names of the ways that were taken from a gateway, once each. */
    private String taken(Node gateway, List<Visit> all, Flow notThis) {
        Set<String> answers = new LinkedHashSet<>();
        for (Visit visit : all) {
            Set<String> recorded = file.engine().taken().getOrDefault(visit.instance(), Set.of());
            gateway.outgoing().stream()
                    .filter(flow -> !flow.id().equals(notThis.id()))
                    .filter(flow -> recorded.isEmpty() ? ledOn(flow, visit) : recorded.contains(flow.id()))
                    .forEach(flow -> answers.add(
                            flow.name().isEmpty() ? nameOf(gateway.process(), flow.target()) : flow.name()));
        }
        return String.join(" / ", answers);
    }

    /** Of instances from before flows were recorded: whether it came afterwards to where the flow leads. */
    private boolean ledOn(Flow flow, Visit gateway) {
        return byInstance.getOrDefault(gateway.instance(), List.of()).stream()
                .anyMatch(one ->
                        one.element().equals(flow.target()) && !one.start().isBefore(gateway.start()));
    }

    private Found orOpen(Node running, Found otherwise) {
        return of(running).stream().anyMatch(Visit::isOpen)
                ? new Found(State.OPEN, Why.of("not-yet", running.name()), link(running))
                : otherwise;
    }

    private @Nullable String link(Node node) {
        List<Visit> all = of(node);
        return all.isEmpty() ? null : Links.history(all.get(all.size() - 1).instance());
    }

    private List<Visit> of(Node node) {
        return visits.getOrDefault(PlanActual.key(node.process(), node.id()), List.of());
    }

    private Map<String, Node> process(String key) {
        return nodes.computeIfAbsent(key, file.plan()::byId);
    }

    private String nameOf(String process, String element) {
        Node node = process(process).get(element);
        return node == null ? element : node.name();
    }

    private String nameOfProcess(String key) {
        return nameOf(key, key);
    }

    /** What begins an event sub-process. */
    private String begin(Node scope) {
        return process(scope.process()).values().stream()
                .filter(node -> node.parent().equals(scope.id()) && node.type().equals("startEvent"))
                .map(Node::name)
                .findFirst()
                .orElse(scope.name());
    }

    private static Found unknown() {
        return new Found(State.SKIPPED, Why.of("other-way-unknown"), null);
    }
}
