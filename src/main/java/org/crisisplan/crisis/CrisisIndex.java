package org.crisisplan.crisis;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.RecordIndex;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a crisis is, made from its acts: phase, level, kinds, facts, grades, promises and milestones. */
@Component
class CrisisIndex implements RecordIndex {

    private final JdbcClient sql;
    private final Columns columns;

    CrisisIndex(JdbcClient sql, ObjectMapper json) {
        this.sql = sql;
        this.columns = new Columns(json);
    }

    @Override
    public Stream<String> rebuilt(List<Act> acts) {
        var crisis = new Rebuilt();
        acts.forEach(crisis::add);
        return crisis.lines(columns);
    }

    /** One act after the other. */
    private static final class Rebuilt {

        private String phase = "";
        private List<?> kinds = List.of();
        private @Nullable Object level;
        private boolean inForce;
        private final Map<String, Object> facts = new TreeMap<>();
        private final List<String> grades = new ArrayList<>();
        private final Set<String> milestones = new TreeSet<>();
        private final Map<String, List<String[]>> promises = new LinkedHashMap<>();

        void add(Act act) {
            Map<String, Object> after = act.after();
            switch (act.kind()) {
                case REPORTED, CLASSIFIED -> kinds = after.get("kinds") instanceof List<?> list ? list : List.of();
                case PHASE_ENTERED -> phase = act.subject();
                case FACT_TOLD -> fact(act);
                case GRADED -> grade(after);
                case MILESTONE_REACHED -> milestones.add(act.subject());
                case PROMISE_MADE ->
                    promises.computeIfAbsent(act.subject(), what -> new ArrayList<>())
                            .add(new String[] {String.valueOf(after.get("due")), "running"});
                case PROMISE_MET, PROMISE_MISSED, PROMISE_REPLACED, PROMISE_VOID -> settle(act);
                default -> {
                    // says nothing of what the crisis is
                }
            }
        }

        /** What people wrote is in the words, and gone with them. */
        private void fact(Act act) {
            Map<String, Object> words = act.words();
            if (act.after().containsKey("value")) {
                facts.put(act.subject(), act.after().get("value"));
            } else if (words != null && words.containsKey("value")) {
                facts.put(act.subject(), words.get("value"));
            } else {
                facts.remove(act.subject());
            }
        }

        private void grade(Map<String, Object> after) {
            boolean counts = Boolean.TRUE.equals(after.get("inForce"));
            grades.add("grade " + (grades.size() + 1) + " level " + after.get("level") + (counts ? " in force" : ""));
            if (counts || !inForce) {
                level = after.get("level");
            }
            inForce = inForce || counts;
        }

        private void settle(Act act) {
            List<String[]> made = promises.getOrDefault(act.subject(), List.of());
            for (int i = made.size() - 1; i >= 0; i--) {
                if (made.get(i)[0].equals(act.before().get("due"))) {
                    made.get(i)[1] = String.valueOf(act.after().get("outcome"));
                    return;
                }
            }
        }

        Stream<String> lines(Columns columns) {
            List<String> lines = new ArrayList<>(grades);
            lines.add("phase " + (phase.isEmpty() ? Phase.VERIFYING.word() : phase));
            lines.add("level " + level);
            kinds.forEach(kind -> lines.add("kind " + kind));
            facts.forEach((name, value) -> lines.add("fact " + name + " " + columns.written(value)));
            milestones.forEach(milestone -> lines.add("milestone " + milestone));
            promises.forEach((what, made) -> {
                for (int i = 0; i < made.size(); i++) {
                    lines.add("promise " + what + " " + (i + 1) + " due " + made.get(i)[0] + " " + made.get(i)[1]);
                }
            });
            return lines.stream();
        }
    }

    @Override
    public Stream<String> kept(String number) {
        List<String> lines = new ArrayList<>();
        sql.sql("select phase, level, technical, content from crisis where number = ?")
                .param(number)
                .query(row -> {
                    lines.add("phase " + row.getString("phase"));
                    lines.add("level " + row.getObject("level"));
                    if (row.getBoolean("technical")) {
                        lines.add("kind " + Kind.TECHNICAL.name().toLowerCase(Locale.ROOT));
                    }
                    if (row.getBoolean("content")) {
                        lines.add("kind " + Kind.CONTENT.name().toLowerCase(Locale.ROOT));
                    }
                });
        sql.sql("select name, fact from crisis_fact where number = ?")
                .param(number)
                .query(row -> {
                    lines.add("fact " + row.getString("name") + " "
                            + columns.written(columns.value(row.getString("fact"))));
                });
        sql.sql("select seq, level, in_force from crisis_grade where number = ?")
                .param(number)
                .query(row -> {
                    lines.add("grade " + row.getInt("seq") + " level " + row.getInt("level")
                            + (row.getBoolean("in_force") ? " in force" : ""));
                });
        sql.sql("select moment from crisis_moment where number = ?")
                .param(number)
                .query(row -> {
                    lines.add("milestone " + row.getString("moment"));
                });
        sql.sql("select what, seq, due, outcome from crisis_promise where number = ?")
                .param(number)
                .query(row -> {
                    Instant due = row.getObject("due", OffsetDateTime.class).toInstant();
                    String outcome = row.getString("outcome");
                    lines.add("promise " + row.getString("what") + " " + row.getInt("seq") + " due " + due + " "
                            + (outcome == null ? "running" : outcome));
                });
        return lines.stream();
    }
}
