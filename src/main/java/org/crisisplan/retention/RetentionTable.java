package org.crisisplan.retention;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.decision.PlanDuration;
import org.springframework.stereotype.Component;

/** How long each kind of data is kept, by the table {@code retention} of the newest plan. What it says nothing of is kept for ever. */
@Component
public class RetentionTable {

    private static final String TABLE = "retention";

    private final LatestDecisions tables;

    RetentionTable(LatestDecisions tables) {
        this.tables = tables;
    }

    /**
     * As the table says it, but for as long as the product needs the data.
     *
     * @throws IllegalStateException when the table says something that is no time
     */
    public Optional<Duration> keptFor(KeptData data) {
        return tables.find(TABLE).isEmpty()
                ? data.withoutTable()
                : said(data.name()).map(said -> said.compareTo(data.least()) < 0 ? data.least() : said);
    }

    /** As the table says it, even if the product needs the data for longer. */
    Optional<Duration> said(String data) {
        return tables.find(TABLE).flatMap(table -> {
            Map<String, Object> asked = new HashMap<>();
            asked.put("data", data);
            return tables.ask(table, asked).stream()
                    .map(row -> row.get("keptFor"))
                    .filter(said -> said != null && !said.toString().isBlank())
                    .findFirst()
                    .map(said -> duration(data, said.toString()));
        });
    }

    private static Duration duration(String data, String said) {
        try {
            return PlanDuration.parse(said);
        } catch (DateTimeParseException no) {
            throw new IllegalStateException(
                    "The table 'retention' keeps '" + data + "' for '" + said + "', which is no time such as P30D", no);
        }
    }
}
