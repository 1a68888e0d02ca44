package org.crisisplan.audit.dossier;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.crisisplan.audit.dossier.EngineHistory.Decided;
import org.crisisplan.audit.dossier.EngineHistory.DueTask;
import org.crisisplan.audit.dossier.EngineHistory.Instance;
import org.crisisplan.audit.dossier.EngineHistory.Visit;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.FactDefinitions;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.Actor;
import org.jspecify.annotations.Nullable;

/**
 * What all sections of a dossier are made of, read once.
 *
 * @param acts the whole record, in its order
 * @param facts how that plan version calls its facts
 * @param plan what that plan version draws
 * @param engine what the engine keeps of its processes
 */
record CaseFile(Crisis crisis, List<Act> acts, FactDefinitions facts, PlanModel plan, Engine engine) {

    /**
     * What the engine keeps.
     *
     * @param visits in the order in which they happened
     * @param tasks by their ids
     * @param taken the ids of the flows that each instance took
     */
    record Engine(
            List<Instance> instances,
            List<Visit> visits,
            Map<String, DueTask> tasks,
            List<Decided> decisions,
            Map<String, Set<String>> taken) {}

    String number() {
        return crisis.number();
    }

    Stream<Act> acts(ActKind first, ActKind... others) {
        Set<ActKind> kinds = EnumSet.of(first, others);
        return acts.stream().filter(act -> kinds.contains(act.kind()));
    }

    /** The main process instance; null if the engine does not have it any more. */
    @Nullable String root() {
        return engine.instances().stream()
                .filter(instance ->
                        instance.caller() == null && instance.process().equals(CrisisResponse.KEY))
                .map(Instance::id)
                .findFirst()
                .orElse(null);
    }

    /** The names that people had when they acted, by their logins; where words were erased, nothing. */
    Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        acts.stream()
                .map(Act::actor)
                .filter(actor ->
                        actor.kind() == Actor.Kind.PERSON && !actor.name().isEmpty())
                .forEach(actor -> names.put(actor.id(), actor.name()));
        return names;
    }
}
