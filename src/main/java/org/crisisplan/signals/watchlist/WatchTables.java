package org.crisisplan.signals.watchlist;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.watchlist.WatchList.Topic;
import org.springframework.stereotype.Component;

/** The watch list as it stands in the tables {@code keywords}, {@code brands} and {@code assets} of the newest plan. */
@Component
class WatchTables implements WatchList {

    private static final String KEYWORDS = "keywords";

    /** How a cell names a word to look for; other conditions hold for texts, but nobody can search by them. */
    private static final Pattern WORD = Pattern.compile("contains\\(\\s*\\?\\s*,\\s*\"([^\"\\\\]+)\"\\s*\\)");

    private final LatestDecisions tables;
    private volatile Words words = new Words("", List.of());

    WatchTables(LatestDecisions tables) {
        this.tables = tables;
    }

    @Override
    public List<Topic> topics(String text) {
        return rows(KEYWORDS, "text", text).stream()
                .filter(row -> row.get("subject") != null)
                .map(row -> new Topic(
                        Signal.subjectOf(String.valueOf(row.get("subject"))),
                        row.get("metric") == null ? null : String.valueOf(row.get("metric"))))
                .distinct()
                .toList();
    }

    @Override
    public List<String> words() {
        String version = tables.newest(KEYWORDS).version();
        if (!words.version().equals(version)) {
            words = new Words(version, wordsIn(tables.file(KEYWORDS)));
        }
        return words.all();
    }

    /** The words of one version of the table. */
    private record Words(String version, List<String> all) {}

    private static List<String> wordsIn(String file) {
        var model = Dmn.readModelFromStream(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
        Decision table = model.getModelElementById(KEYWORDS);
        return table.getChildElementsByType(DecisionTable.class).stream()
                .flatMap(decision -> decision.getRules().stream())
                .flatMap(rule -> rule.getInputEntries().stream())
                .flatMap(cell -> WORD.matcher(cell.getTextContent()).results())
                .map(word -> word.group(1))
                .distinct()
                .toList();
    }

    @Override
    public List<String> brands(String text) {
        return subjects("brands", "text", text, "brand");
    }

    @Override
    public List<String> assets(String product) {
        return subjects("assets", "product", product, "subject");
    }

    private List<String> subjects(String table, String input, String text, String output) {
        return rows(table, input, text).stream()
                .map(row -> row.get(output))
                .filter(Objects::nonNull)
                .map(name -> Signal.subjectOf(String.valueOf(name)))
                .distinct()
                .toList();
    }

    /** The tables hold small letters. */
    private List<Map<String, Object>> rows(String table, String input, String text) {
        return tables.ask(table, Map.of(input, text.toLowerCase(Locale.ROOT)));
    }
}
