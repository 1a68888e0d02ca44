package org.crisisplan.site;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.crisisplan.crisis.CrisisFacts;
import org.crisisplan.crisis.CrisisSubjects;
import org.crisisplan.crisis.FactTable;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.engine.RunningPlan;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The site as the newest plan describes it. A plan without the tables has no components and no windows. */
@Component
public class Site {

    private static final String SUBJECT = "subject";

    private final LatestDecisions tables;
    private final CrisisFacts facts;
    private final FactTable factTable;
    private final ObjectProvider<CrisisSubjects> subjects;
    private final RunningPlan plan;
    private final RepositoryService repository;
    private final OfferedActs acts;
    private volatile Read<SiteComponent> components = new Read<>("", List.of());
    private volatile Read<MaintenanceWindow> windows = new Read<>("", List.of());
    private volatile Optional<LatestDecisions.Table> affected = Optional.empty();
    private volatile Described described = new Described("", Instant.EPOCH);

    Site(
            LatestDecisions tables,
            CrisisFacts facts,
            FactTable factTable,
            ObjectProvider<CrisisSubjects> subjects,
            RunningPlan plan,
            RepositoryService repository,
            OfferedActs acts) {
        this.tables = tables;
        this.facts = facts;
        this.factTable = factTable;
        this.subjects = subjects;
        this.plan = plan;
        this.repository = repository;
        this.acts = acts;
    }

    /** A table's rows in one version. */
    private record Read<T>(String version, List<T> rows) {}

    private record Described(String deployment, Instant at) {}

    /** In the order of the table, which is the order for readers. */
    public List<SiteComponent> components() {
        affected = tables.find(SiteTables.AFFECTED);
        components = read(SiteTables.COMPONENTS, components, SiteTables::components);
        return components.rows();
    }

    /** By their beginning. */
    public List<MaintenanceWindow> windows() {
        windows = read(SiteTables.WINDOWS, windows, SiteTables::windows);
        return windows.rows();
    }

    private <T> Read<T> read(String table, Read<T> known, Function<byte[], List<T>> rows) {
        String version = tables.find(table).map(LatestDecisions.Table::version).orElse("");
        if (version.equals(known.version())) {
            return known;
        }
        return new Read<>(
                version,
                version.isEmpty() ? List.of() : rows.apply(tables.file(table).getBytes(StandardCharsets.UTF_8)));
    }

    /** Since when the newest plan, and with it the description of the site, is in force. */
    public Instant describedSince() {
        String deployment = plan.deployment().orElse("");
        if (!described.deployment().equals(deployment)) {
            Deployment found = acts.perform(
                    OfferedActs.READ_FOR_PAGE,
                    () -> repository
                            .createDeploymentQuery()
                            .deploymentId(deployment)
                            .singleResult());
            described = new Described(
                    deployment,
                    found == null ? Instant.EPOCH : found.getDeploymentTime().toInstant());
        }
        return described.at();
    }

    /** What a crisis does to the components, as far as it is known now; those it does nothing to are not named. */
    public Map<String, ComponentState> affectedBy(String crisis) {
        Set<String> about = new LinkedHashSet<>();
        subjects.orderedStream().forEach(known -> about.addAll(known.of(crisis)));
        Map<String, @Nullable Object> known = new HashMap<>();
        factTable.newest().names().forEach(name -> known.put(name, null));
        known.putAll(facts.context(crisis));
        Map<String, ComponentState> affected = new HashMap<>();
        if (about.isEmpty()) {
            known.put(SUBJECT, null);
            worst(affected, known);
        }
        about.forEach(subject -> {
            known.put(SUBJECT, subject);
            worst(affected, known);
        });
        return inOrder(affected);
    }

    private void worst(Map<String, ComponentState> affected, Map<String, @Nullable Object> known) {
        ask(known).forEach((component, state) -> affected.merge(component, state, ComponentState::worse));
    }

    private Map<String, ComponentState> inOrder(Map<String, ComponentState> affected) {
        Map<String, ComponentState> sorted = new LinkedHashMap<>();
        components().stream()
                .map(SiteComponent::key)
                .filter(affected::containsKey)
                .forEach(key -> sorted.put(key, Objects.requireNonNull(affected.get(key))));
        return sorted;
    }

    private Map<String, ComponentState> ask(Map<String, @Nullable Object> known) {
        Map<String, ComponentState> hit = new HashMap<>();
        affected()
                .ifPresent(table -> tables.ask(table, known)
                        .forEach(row -> ComponentState.of(String.valueOf(row.get("state")))
                                .ifPresent(state -> hit.merge(
                                        String.valueOf(row.get("component")), state, ComponentState::worse))));
        return hit;
    }

    /** As it was read last with the components: whoever publishes does not wait for it, nor fail with it. */
    private Optional<LatestDecisions.Table> affected() {
        Optional<LatestDecisions.Table> known = affected;
        return known.isPresent() ? known : tables.find(SiteTables.AFFECTED);
    }

    /** The components that a fault of this subject hits, by the table that says it of crises. */
    Set<String> componentsOf(String subject) {
        Map<String, @Nullable Object> known = new HashMap<>();
        factTable.newest().names().forEach(name -> known.put(name, null));
        known.put(SUBJECT, subject);
        return ask(known).keySet();
    }

    /** The windows in which a fault of the subject is to be expected: all that it hits is being worked on. */
    public List<MaintenanceWindow> windowsOf(String subject) {
        List<MaintenanceWindow> all = windows();
        if (all.isEmpty()) {
            return all;
        }
        Set<String> hit = componentsOf(subject);
        return hit.isEmpty()
                ? List.of()
                : all.stream()
                        .filter(window -> window.components().containsAll(hit))
                        .toList();
    }
}
