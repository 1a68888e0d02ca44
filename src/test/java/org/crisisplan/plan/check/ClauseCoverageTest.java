package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionRule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clause by clause: which element or rule of the plan carries it out. The table is in {@code target/clause-coverage.md}. */
class ClauseCoverageTest {

    /** What nothing carries out yet, and what it waits for. */
    private static final Map<String, String> LATER = new TreeMap<>();

    /** What is carried out, but not to the clause's full width yet. */
    private static final Map<String, String> PARTLY = new TreeMap<>(Map.of(
            "R46", "the product's own public page; app and social channels come later",
            "R57", "decided, approved and announced; issuing once per user comes later",
            "R90", "judged by a person; figures from signals come later",
            "R91", "judged by a person; statutory clocks come later"));

    private static final Pattern CLAUSE = Pattern.compile("R\\d\\d");

    private static final Path CHANNELS = Path.of("src/main/java/org/crisisplan/signals/channel");

    private static final SortedMap<String, SortedSet<String>> CARRIED = carried();

    @ParameterizedTest
    @MethodSource("clauses")
    void everyClauseIsCarriedOutOrNamedAsLater(String clause) {
        assertThat(CARRIED.containsKey(clause) ^ LATER.containsKey(clause))
                .as("%s is carried by %s; later: %s", clause, CARRIED.get(clause), LATER.get(clause))
                .isTrue();
    }

    @Test
    void noElementCitesAClauseThePlanDoesNotHave() {
        List<String> known = IntStream.rangeClosed(1, 91)
                .filter(number -> number < 66 || number > 87)
                .mapToObj(number -> "R%02d".formatted(number))
                .toList();

        assertThat(known).containsAll(CARRIED.keySet());
    }

    @AfterAll
    static void writeTheTable() throws IOException {
        String table = clauses()
                .map(clause -> "| %s | %s | %s |"
                        .formatted(
                                clause,
                                String.join("<br>", CARRIED.getOrDefault(clause, new TreeSet<>())),
                                LATER.getOrDefault(clause, PARTLY.getOrDefault(clause, ""))))
                .collect(Collectors.joining("\n", "| clause | carried out by | later |\n|---|---|---|\n", "\n"));
        Files.writeString(Path.of("target", "clause-coverage.md"), table);
    }

    static Stream<String> clauses() {
        return Stream.of(IntStream.rangeClosed(1, 65), IntStream.rangeClosed(88, 91))
                .flatMap(IntStream::boxed)
                .map("R%02d"::formatted);
    }

    private static SortedMap<String, SortedSet<String>> carried() {
        SortedMap<String, SortedSet<String>> carriers = new TreeMap<>();
        var reader = new PlanCheckReader(PlanCheckVocabulary.with(PlanCheckTest.beansOfTheProduct()));
        var models = PlanCheckModels.read(PlanBundle.readFrom("classpath*:"), reader, new PlanCheckReport());
        models.processes()
                .forEach((file, model) -> model.getModelElementsByType(BaseElement.class)
                        .forEach(element -> cite(
                                carriers,
                                PlanCheckProcesses.property(element, "clause"),
                                file + ": " + PlanCheckReport.describe(element))));
        models.tables().forEach((file, model) -> {
            model.getModelElementsByType(DecisionRule.class)
                    .forEach(rule -> cite(
                            carriers,
                            rule.getDescription().getTextContent().split(":")[0],
                            file + ": " + rule.getId()));
            model.getModelElementsByType(Decision.class).stream()
                    .filter(decision -> decision.getDescription() != null)
                    .forEach(decision -> cite(
                            carriers,
                            decision.getDescription().getTextContent().split(":")[0],
                            file + ": " + PlanCheckReport.describe(decision)));
        });
        citeTheChannels(carriers);
        return carriers;
    }

    /** Monitoring channels are code, not elements of a model: the package of each says which clause it carries out. */
    private static void citeTheChannels(SortedMap<String, SortedSet<String>> carriers) {
        try (Stream<Path> files = Files.walk(CHANNELS)) {
            for (Path file :
                    files.filter(each -> each.endsWith("package-info.java")).toList()) {
                cite(carriers, Files.readString(file), "channel " + CHANNELS.relativize(file.getParent()));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void cite(SortedMap<String, SortedSet<String>> carriers, String clauses, String carrier) {
        CLAUSE.matcher(clauses)
                .results()
                .forEach(clause -> carriers.computeIfAbsent(clause.group(), first -> new TreeSet<>())
                        .add(carrier));
    }
}
