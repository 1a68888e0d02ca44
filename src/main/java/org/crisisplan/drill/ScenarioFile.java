package org.crisisplan.drill;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.decision.PlanDuration;
import org.crisisplan.department.Group;
import org.crisisplan.drill.Scenario.Call;
import org.crisisplan.drill.Scenario.Inject;
import org.crisisplan.drill.Scenario.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** Reads one scenario from its file. A file with a fault gives none: each fault is named with its place and what to write there. */
final class ScenarioFile {

    private static final ObjectReader YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();
    private static final ObjectMapper PLAIN = new ObjectMapper();

    private static final Pattern CLAUSE = Pattern.compile("R\\d{2}");
    private static final Set<String> FIELDS =
            Set.of("title", "goal", "report", "reaches", "lasts", "answersAfter", "injects", "answers");
    private static final Set<String> FIELDS_OF_REPORT = Set.of("title", "description", "kinds", "facts");
    private static final Set<String> FIELDS_OF_INJECT =
            Set.of("at", "kind", "say", "facts", "call", "department", "lasts");
    private static final Set<String> FIELDS_OF_CALL = Set.of("asker", "outlet", "question", "language", "answerWithin");
    private static final int MOST_INJECTS = 100;
    private static final int LONGEST_SAID = 1900;
    private static final int LONGEST_TITLE = 150;
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final String file;
    private final List<String> problems;

    /** What a file gives. @param scenario null if it has a fault */
    record Read(@Nullable Scenario scenario, List<String> problems) {}

    private ScenarioFile(String file, List<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** @param usual what the departments answer where the scenario says nothing else */
    static Read read(Resource file, String key, Map<String, Map<String, Object>> usual) {
        List<String> problems = new ArrayList<>();
        @Nullable Scenario scenario = new ScenarioFile(name(file), problems).scenario(file, key, usual);
        return new Read(problems.isEmpty() ? scenario : null, problems);
    }

    /** What departments usually answer: a file with nothing but {@code answers}. */
    static Map<String, Map<String, Object>> usual(Resource file, List<String> problems) {
        var reading = new ScenarioFile(name(file), problems);
        JsonNode tree = reading.tree(file);
        reading.only("", tree, Set.of("answers"));
        return reading.answers(tree.path("answers"));
    }

    private static String name(Resource file) {
        return String.valueOf(file.getFilename());
    }

    private JsonNode tree(Resource file) {
        try (var content = file.getInputStream()) {
            JsonNode tree = YAML.readTree(content);
            if (!tree.isObject()) {
                wrong("", "is no scenario", "begin with 'title:'");
                return PLAIN.createObjectNode();
            }
            return tree;
        } catch (IOException unreadable) {
            wrong(
                    "",
                    "cannot be read: " + String.valueOf(unreadable.getMessage()).replaceAll("\\s+", " "),
                    "write it as YAML");
            return PLAIN.createObjectNode();
        }
    }

    private @Nullable Scenario scenario(Resource file, String key, Map<String, Map<String, Object>> usual) {
        JsonNode tree = tree(file);
        if (!problems.isEmpty()) {
            return null;
        }
        only("", tree, FIELDS);
        Map<String, Map<String, Object>> answers = new HashMap<>();
        usual.forEach((step, fields) -> answers.put(step, new HashMap<>(fields)));
        answers(tree.path("answers"))
                .forEach((step, fields) ->
                        answers.computeIfAbsent(step, new_ -> new HashMap<>()).putAll(fields));
        return new Scenario(
                key,
                words("title", tree.path("title"), LONGEST_TITLE),
                words("goal", tree.path("goal"), LONGEST_SAID),
                report(tree.path("report")),
                injects(tree.path("injects")),
                clauses(tree.path("reaches")),
                duration("lasts", tree.path("lasts"), Duration.ofDays(14)),
                duration("answersAfter", tree.path("answersAfter"), Duration.ofMinutes(2)),
                answers);
    }

    private void only(String where, JsonNode node, Set<String> fields) {
        node.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                wrong(where, "has the unknown field '" + name + "'", "use one of " + new TreeSet<>(fields));
            }
        });
    }

    private CrisisReport report(JsonNode report) {
        only("report", report, FIELDS_OF_REPORT);
        Words title = words("report.title", report.path("title"), LONGEST_TITLE / 2);
        Words description = words("report.description", report.path("description"), LONGEST_SAID / 2);
        Set<Kind> kinds = new TreeSet<>();
        report.path("kinds").forEach(kind -> {
            switch (kind.asText()) {
                case "technical" -> kinds.add(Kind.TECHNICAL);
                case "content" -> kinds.add(Kind.CONTENT);
                default -> wrong("report.kinds", "has '" + kind.asText() + "'", "write technical, content or both");
            }
        });
        if (kinds.isEmpty()) {
            wrong("report.kinds", "is empty", "write a list such as [technical]");
        }
        return new CrisisReport(
                title.en() + " " + title.zh(), description.both(), kinds, values("report.facts", report.path("facts")));
    }

    private List<Inject> injects(JsonNode list) {
        List<Inject> injects = new ArrayList<>();
        if (!list.isMissingNode() && !list.isArray()) {
            wrong("injects", "is no list", "begin each inject with '- at: PT10M'");
        }
        if (list.size() > MOST_INJECTS) {
            wrong("injects", "has more than " + MOST_INJECTS, "leave some out");
            return injects;
        }
        Duration before = Duration.ZERO;
        for (int i = 0; i < list.size(); i++) {
            String where = "inject " + (i + 1);
            Inject inject = inject(where, list.get(i));
            if (inject != null) {
                if (inject.at().compareTo(before) < 0) {
                    wrong(where, "comes before the one above it", "put injects in the order of their times");
                }
                before = inject.at();
                injects.add(inject);
            }
        }
        return injects;
    }

    private @Nullable Inject inject(String where, JsonNode node) {
        only(where, node, FIELDS_OF_INJECT);
        Duration at = duration(where + ", at", node.path("at"), null);
        Scenario.Kind kind = kind(where, node.path("kind").asText(""));
        Words said = words(where + ", say", node.path("say"), LONGEST_SAID);
        if (kind == null) {
            return null;
        }
        Call call = null;
        String department = null;
        if (kind == Scenario.Kind.CALL) {
            call = call(where + ", call", node.path("call"));
        } else if (node.has("call")) {
            wrong(where, "has a call, but its kind is " + kind.word(), "write kind: call");
        }
        if (kind == Scenario.Kind.ABSENT) {
            department = node.path("department").asText("");
            if (!Group.teamIds().contains(department)) {
                wrong(
                        where + ", department",
                        "is '" + department + "'",
                        "use one of " + new TreeSet<>(Group.teamIds()));
            }
        } else if (node.has("department")) {
            wrong(where, "names a department, but its kind is " + kind.word(), "write kind: absent");
        }
        return new Inject(
                at,
                kind,
                said,
                values(where + ", facts", node.path("facts")),
                call,
                department,
                duration(where + ", lasts", node.path("lasts"), AN_HOUR));
    }

    private Scenario.@Nullable Kind kind(String where, String word) {
        for (Scenario.Kind kind : Scenario.Kind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        wrong(where + ", kind", "is '" + word + "'", "use one of [absent, call, fact, signal]");
        return null;
    }

    private Call call(String where, JsonNode call) {
        only(where, call, FIELDS_OF_CALL);
        String question = call.path("question").asText("");
        if (question.isBlank()) {
            wrong(where, "has no question", "write what the journalist asks");
        }
        String outlet = call.path("outlet").asText("");
        String asker = call.path("asker").asText("");
        if (outlet.isBlank() && asker.isBlank()) {
            wrong(where, "does not say who asks", "write outlet: or asker:");
        }
        String language = call.path("language").asText("zh");
        if (!Set.of("zh", "en").contains(language)) {
            wrong(where, "is in the language '" + language + "'", "write zh or en");
        }
        return new Call(
                asker,
                outlet,
                question,
                language,
                duration(where + ", answerWithin", call.path("answerWithin"), AN_HOUR.multipliedBy(2)));
    }

    private Words words(String where, JsonNode text, int longest) {
        String en = text.path("en").asText("").strip();
        String zh = text.path("zh").asText("").strip();
        if (en.isEmpty() || zh.isEmpty()) {
            wrong(
                    where,
                    "is not said in both languages",
                    "write '" + where.replaceAll(".*[ .]", "") + ": {en: …, zh: …}'");
        } else if (en.length() > longest || zh.length() > longest) {
            wrong(where, "is longer than " + longest + " characters", "say it shorter");
        }
        return new Words(en, zh);
    }

    private SortedSet<String> clauses(JsonNode list) {
        SortedSet<String> clauses = new TreeSet<>();
        list.forEach(clause -> {
            if (CLAUSE.matcher(clause.asText()).matches()) {
                clauses.add(clause.asText());
            } else {
                wrong("reaches", "has '" + clause.asText() + "'", "write clauses of the plan, such as R24");
            }
        });
        if (clauses.isEmpty()) {
            wrong("reaches", "is empty", "name the clauses that the drill is to reach, such as [R24, R42]");
        }
        return clauses;
    }

    /** @param otherwise where nothing is said; null if something must be */
    private Duration duration(String where, JsonNode text, @Nullable Duration otherwise) {
        if (text.isMissingNode() && otherwise != null) {
            return otherwise;
        }
        try {
            Duration duration = PlanDuration.parse(text.asText(""));
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException | IllegalArgumentException none) {
            // said below, with the place
        }
        wrong(where, "is '" + text.asText("") + "', which is no duration", "write one such as PT10M or P1D");
        return otherwise == null ? Duration.ZERO : otherwise;
    }

    private Map<String, Object> values(String where, JsonNode node) {
        if (!node.isMissingNode() && !node.isObject()) {
            wrong(where, "is no list of names and values", "write each as 'name: value'");
            return Map.of();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties().forEach(field -> values.put(field.getKey(), plain(field.getValue())));
        return values;
    }

    private static Object plain(JsonNode value) {
        return PLAIN.convertValue(value, Object.class);
    }

    private Map<String, Map<String, Object>> answers(JsonNode node) {
        Map<String, Map<String, Object>> answers = new TreeMap<>();
        node.properties().forEach(step -> {
            if (!step.getKey().startsWith("User_")) {
                wrong("answers", "has '" + step.getKey() + "'", "use the id of a user task, such as User_VerifyReport");
            }
            answers.put(step.getKey(), values("answers, " + step.getKey(), step.getValue()));
        });
        return answers;
    }

    private void wrong(String where, String what, String remedy) {
        problems.add("%s: %s%s; %s".formatted(file, where.isEmpty() ? "" : where + " ", what, remedy));
    }

    @Override
    public String toString() {
        return file.toLowerCase(Locale.ROOT);
    }
}
