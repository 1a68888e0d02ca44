package org.crisisplan.crisis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinitionQuery;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.engine.fence.OfferedActs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The table {@code facts} of each plan version: which facts there are, and which of them grow with the clock (R27, R30). */
@Component
public class FactTable {

    private static final String GRADING = "crisisLevel";
    private static final Pattern VERSION = Pattern.compile("v\\d{1,9}");

    private final RepositoryService repository;
    private final LatestDecisions tables;
    private final OfferedActs acts;
    // a deployed version never changes
    private final Map<String, Version> versions = new ConcurrentHashMap<>();
    private final Map<String, String> deployments = new ConcurrentHashMap<>();
    private final Map<String, String> processes = new ConcurrentHashMap<>();

    private volatile Newest newest = new Newest("", FactDefinitions.NONE);

    FactTable(RepositoryService repository, LatestDecisions tables, OfferedActs acts) {
        this.repository = repository;
        this.tables = tables;
        this.acts = acts;
    }

    private record Newest(String version, FactDefinitions facts) {}

    private record Version(FactDefinitions facts, LatestDecisions.@Nullable Table table, Set<String> graded) {

        static final Version NONE = new Version(FactDefinitions.NONE, null, Set.of());
    }

    /** Those of the newest plan. */
    public FactDefinitions newest() {
        String version = tables.newest(FactDefinitions.TABLE).version();
        Newest known = newest;
        if (!known.version().equals(version)) {
            byte[] file = tables.file(FactDefinitions.TABLE).getBytes(StandardCharsets.UTF_8);
            known = new Newest(version, FactDefinitions.read(file));
            newest = known;
        }
        return known.facts();
    }

    /** Those of the plan version that a process belongs to. */
    public FactDefinitions of(String processDefinitionId) {
        return version(deployment(processDefinitionId)).facts();
    }

    /** The main process of a plan version, by the engine's id; of the newest where the engine does not have that version. */
    public String processOf(String planVersion) {
        return processes.computeIfAbsent(
                planVersion, version -> acts.perform(OfferedActs.READ_FOR_PAGE, () -> process(version)));
    }

    private String process(String planVersion) {
        ProcessDefinition found = VERSION.matcher(planVersion).matches()
                ? main().processDefinitionVersion(Integer.valueOf(planVersion.substring(1)))
                        .singleResult()
                : null;
        return (found != null ? found : main().latestVersion().singleResult()).getId();
    }

    private ProcessDefinitionQuery main() {
        return repository.createProcessDefinitionQuery().processDefinitionKey(CrisisResponse.KEY);
    }

    /** Those that the grading tables of that version speak of, or that say whether another grows. */
    Set<String> graded(String processDefinitionId) {
        return version(deployment(processDefinitionId)).graded();
    }

    /** Whether the fact, as things stand, grows with the clock. */
    boolean isGrowing(String processDefinitionId, FactDefinition fact, Map<String, @Nullable Object> known) {
        Version version = version(deployment(processDefinitionId));
        if (fact.grows() == null || version.table() == null) {
            return false;
        }
        Map<String, @Nullable Object> asked = new HashMap<>();
        version.facts().names().forEach(name -> asked.put(name, known.get(name)));
        asked.put("name", fact.name());
        return tables.ask(version.table(), asked).stream().anyMatch(row -> Boolean.TRUE.equals(row.get("growing")));
    }

    private String deployment(String processDefinitionId) {
        return deployments.computeIfAbsent(
                processDefinitionId,
                id -> acts.perform(
                        OfferedActs.READ_FOR_PAGE,
                        () -> repository.getProcessDefinition(id).getDeploymentId()));
    }

    private Version version(String deployment) {
        return versions.computeIfAbsent(
                deployment, id -> acts.perform(OfferedActs.READ_FOR_PAGE, () -> read(deployment)));
    }

    private Version read(String deployment) {
        Optional<byte[]> file = file(deployment, FactDefinitions.TABLE);
        if (file.isEmpty()) {
            return Version.NONE;
        }
        FactDefinitions facts = FactDefinitions.read(file.get());
        String grading = file(deployment, GRADING)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .orElse("");
        String speaks = grading + "\n" + facts.conditions();
        return new Version(
                facts,
                tables.read(file.get(), FactDefinitions.TABLE, deployment),
                facts.names().stream()
                        .filter(name -> Pattern.compile("\\b" + name + "\\b")
                                .matcher(speaks)
                                .find())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private Optional<byte[]> file(String deployment, String decision) {
        DecisionDefinition table = repository
                .createDecisionDefinitionQuery()
                .deploymentId(deployment)
                .decisionDefinitionKey(decision)
                .singleResult();
        if (table == null) {
            return Optional.empty();
        }
        try (InputStream content = repository.getResourceAsStream(deployment, table.getResourceName())) {
            return Optional.of(content.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(table.getResourceName() + " of the plan cannot be read", unreadable);
        }
    }
}
