package org.crisisplan.plan.check;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.crisisplan.decision.TableFile;
import org.jspecify.annotations.Nullable;

/** Examples that stand beside a table, as {@code dmn/team.examples.yaml}: what is given, and what the table must then answer. */
class PlanCheckExamples {

    static final String ENDING = ".examples.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> PARTS = new TreeSet<>(Set.of("because", "given", "then", "decision"));

    private final PlanCheckReport report;

    PlanCheckExamples(PlanCheckReport report) {
        this.report = report;
    }

    static boolean isOne(String file) {
        return file.endsWith(ENDING);
    }

    static String tableOf(String file) {
        return file.substring(0, file.length() - ENDING.length()) + ".dmn";
    }

    /** @param main the decision that is asked where an example names none */
    void check(String file, byte[] content, String main, TableFile table) {
        List<Map<String, Object>> examples;
        try {
            examples = YAML.readValue(content, new TypeReference<>() {});
        } catch (JacksonException malformed) {
            var at = malformed.getLocation();
            report.add(
                    file,
                    "",
                    "is no list of examples (line " + (at == null ? 1 : at.getLineNr()) + ": "
                            + malformed.getOriginalMessage().replaceAll("\\s+", " ") + ")",
                    "Write them as \"- {because: R28, given: {leakedUsers: 20000}, then: {level: 1}}\"");
            return;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        int number = 0;
        for (Map<String, Object> example : examples == null ? List.<Map<String, Object>>of() : examples) {
            check(file, ++number, example, main, table);
        }
    }

    private void check(String file, int number, Map<String, Object> example, String main, TableFile table) {
        String place =
                "example " + number + (example.get("because") == null ? "" : " \"" + example.get("because") + "\"");
        Set<String> other = new TreeSet<>(example.keySet());
        other.removeAll(PARTS);
        String decision = String.valueOf(example.getOrDefault("decision", main));
        if (!other.isEmpty()
                || !example.containsKey("then")
                || !(example.getOrDefault("given", Map.of()) instanceof Map)) {
            report.add(
                    file,
                    place,
                    other.isEmpty()
                            ? "does not say what is given and what is then answered"
                            : "has the part " + other.iterator().next(),
                    "Write because, given and then");
        } else if (!table.has(decision)) {
            report.add(file, place, "asks the decision " + decision + ", which is not beside it", "Correct its id");
        } else {
            @SuppressWarnings("unchecked")
            var given = (Map<String, Object>) example.getOrDefault("given", Map.of());
            List<Map<String, Object>> answer = table.ask(decision, given);
            if (!fits(rows(example.get("then")), answer)) {
                report.add(
                        file,
                        place,
                        "expects " + example.get("then") + " for " + given + ", but " + decision + " answers "
                                + (answer.isEmpty() ? "nothing" : answer.size() == 1 ? answer.get(0) : answer),
                        "Correct the table, or the example if it no longer holds");
            }
        }
    }

    private static List<?> rows(@Nullable Object then) {
        return then == null ? List.of() : then instanceof List<?> several ? several : List.of(then);
    }

    /** As many answers as expected, each with the results that are named; others may be there. */
    private static boolean fits(List<?> expected, List<Map<String, Object>> answer) {
        if (expected.size() != answer.size()) {
            return false;
        }
        for (int row = 0; row < expected.size(); row++) {
            if (!(expected.get(row) instanceof Map<?, ?> results) || !fits(results, answer.get(row))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(Map<?, ?> results, Map<String, Object> answer) {
        return results.entrySet().stream()
                .allMatch(result -> answer.containsKey(String.valueOf(result.getKey()))
                        && same(result.getValue(), answer.get(String.valueOf(result.getKey()))));
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number a && other instanceof Number b) {
            return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
        }
        if (one instanceof List<?> a && other instanceof List<?> b) {
            List<Boolean> each = new ArrayList<>();
            for (int at = 0; at < Math.min(a.size(), b.size()); at++) {
                each.add(same(a.get(at), b.get(at)));
            }
            return a.size() == b.size() && !each.contains(false);
        }
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.keySet().equals(b.keySet())
                    && a.entrySet().stream().allMatch(entry -> same(entry.getValue(), b.get(entry.getKey())));
        }
        return java.util.Objects.equals(one, other);
    }
}
