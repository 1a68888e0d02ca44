package org.crisisplan.signals.trigger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crisisplan.crisis.Kind;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.decision.LatestDecisions.Table;
import org.crisisplan.signals.trigger.Finding.Action;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Holds figures against the table of triggers (R15-R23). */
@Component
public class Triggers {

    public static final String TABLE = "triggers";

    private final LatestDecisions tables;

    Triggers(LatestDecisions tables) {
        this.tables = tables;
    }

    public List<Finding> of(SubjectWindows situation) {
        return of(situation, tables.newest(TABLE));
    }

    public List<Finding> of(SubjectWindows situation, Table table) {
        List<Finding> findings = new ArrayList<>();
        for (WindowStats figures : situation.figures()) {
            if (figures.lastDay() > 0 || figures.resolved() > 0) {
                for (Map<String, Object> row : tables.ask(table, figures.asInputs())) {
                    Finding finding = finding(row, figures);
                    findings.add(situation.isLoneAnonymousVoice(figures) ? finding.onlyWatched() : finding);
                }
            }
        }
        return findings;
    }

    private static Finding finding(Map<String, Object> row, WindowStats figures) {
        return new Finding(
                word(row, "action", Action.class),
                String.valueOf(row.get("clause")),
                String.valueOf(row.get("reason")),
                word(row, "crisisKind", Kind.class),
                facts(row.get("facts")),
                figures);
    }

    private static <E extends Enum<E>> E word(Map<String, Object> row, String output, Class<E> type) {
        String text = String.valueOf(row.get(output));
        List<String> words = new ArrayList<>();
        for (E one : type.getEnumConstants()) {
            String word = one.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return one;
            }
            words.add(word);
        }
        throw new IllegalStateException("The table '%s' has a rule of %s, '%s', whose %s is '%s'. Make it one of %s."
                .formatted(TABLE, row.get("clause"), row.get("reason"), output, text, String.join(", ", words)));
    }

    private static Map<String, Object> facts(@Nullable Object facts) {
        Map<String, Object> known = new LinkedHashMap<>();
        if (facts instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null) {
                    known.put(String.valueOf(name), value);
                }
            });
        }
        return known;
    }
}
