package org.crisisplan.decision;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** What the plan's tables must answer, written down by hand in {@code src/test/resources/decisions}. */
final class DecisionExamples {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** One question to a table, and the rows it answers with. */
    record Example(String decision, Map<String, Object> given, List<Map<String, Object>> then) {}

    /** A crisis with its facts, the level it has by the plan, and the clause that decides. */
    record Case(Map<String, Object> facts, int level, String because) {}

    private DecisionExamples() {}

    static Stream<Named<Example>> of(String decision) {
        return read("/decisions/" + decision + ".yaml", new TypeReference<List<Map<String, Object>>>() {}).stream()
                .map(entry -> Named.of(
                        decision + ": " + entry.get("because") + " " + entry.get("given"),
                        new Example(decision, contextOf(entry.get("given")), rowsOf(entry.get("then")))));
    }

    /** Crises that happened, and the edges of each number. */
    static Stream<Named<Case>> cases() {
        return Stream.concat(
                        read("/cases/historical.yaml", new TypeReference<Map<String, List<Map<String, Object>>>>() {})
                                .get("real")
                                .stream(),
                        read("/decisions/boundary.yaml", new TypeReference<Map<String, List<Map<String, Object>>>>() {})
                                .get("boundary")
                                .stream())
                .map(entry -> Named.of(
                        entry.get("level") + " " + entry.get("because") + " " + entry.get("facts"),
                        new Case(contextOf(entry.get("facts")), (Integer) entry.get("level"), (String)
                                entry.get("because"))));
    }

    private static List<Map<String, Object>> rowsOf(Object then) {
        return then instanceof List<?> rows
                ? rows.stream().map(DecisionExamples::contextOf).toList()
                : List.of(contextOf(then));
    }

    private static Map<String, Object> contextOf(Object entry) {
        return YAML.convertValue(entry, new TypeReference<>() {});
    }

    private static <T> T read(String resource, TypeReference<T> type) {
        try (var in = DecisionExamples.class.getResourceAsStream(resource)) {
            return YAML.readValue(in, type);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }
}
