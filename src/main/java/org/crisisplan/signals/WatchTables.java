package org.crisisplan.signals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.crisisplan.plan.StandingTables;
import org.crisisplan.signals.WatchList.Topic;
import org.springframework.stereotype.Component;

/** The watch list as it stands in the tables {@code keywords}, {@code brands} and {@code assets} of the newest plan. */
@Component
class WatchTables implements WatchList {

    private final StandingTables tables;

    WatchTables(StandingTables tables) {
        this.tables = tables;
    }

    @Override
    public List<Topic> topics(String text) {
        return rows("keywords", "text", text).stream()
                .filter(row -> row.get("subject") != null)
                .map(row -> new Topic(
                        Signal.subjectOf(String.valueOf(row.get("subject"))),
                        row.get("metric") == null ? null : String.valueOf(row.get("metric"))))
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
