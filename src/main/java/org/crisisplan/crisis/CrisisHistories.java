package org.crisisplan.crisis;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of the crises of a time: their grades, milestones, promises, loss and improvements, for reports over many. Reads only. */
@Component
public class CrisisHistories {

    /** The step by which somebody did what a review agreed on (R58-R60), in plans of before; now there are acts for it. */
    private static final String IMPROVEMENT = "User_CompleteActionItem";

    private static final String LOSS = "confirmedLoss";
    private static final String OPENED =
            " where c.number like '" + Crisis.NUMBERS_BEGIN + "%' and c.opened_at >= ? and c.opened_at < ?";

    private final JdbcClient sql;

    CrisisHistories(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * One crisis from its beginning until now.
     *
     * @param worst the worst level that was in force; null if it was never graded
     * @param promises every one that was made, those of a kind in their order
     * @param loss what finance confirmed, in yuan; null if nothing was
     * @param agreed how many improvements its review agreed on that were not withdrawn
     * @param done how many of them are done
     */
    public record History(
            String number,
            Set<Kind> kinds,
            Phase phase,
            @Nullable Integer worst,
            Instant openedAt,
            Map<String, Instant> milestones,
            List<Crisis.Deadline> promises,
            @Nullable BigDecimal loss,
            int agreed,
            int done) {}

    private static class Collected {
        private final Map<String, Instant> milestones = new LinkedHashMap<>();
        private final List<Crisis.Deadline> promises = new ArrayList<>();
        private @Nullable Integer worst;
        private @Nullable BigDecimal loss;
        private int offered;
        private int done;
        private int withdrawn;
    }

    /** Those that were opened from then until before then, in the order that they were; no drills. */
    public List<History> opened(Instant from, Instant until) {
        Map<String, Collected> collected = new HashMap<>();
        List<Object> times = List.of(Columns.utc(from), Columns.utc(until));
        List<Object> twice = new ArrayList<>(times);
        twice.addAll(times);
        sql.sql("select g.number, min(g.level) as worst from crisis_grade g join crisis c on c.number = g.number"
                        + OPENED + " and g.in_force group by g.number")
                .params(times)
                .query(row -> {
                    of(collected, row.getString("number")).worst = row.getInt("worst");
                });
        sql.sql("select m.number, m.moment, m.at from crisis_moment m join crisis c on c.number = m.number" + OPENED
                        + " order by m.at")
                .params(times)
                .query(row -> {
                    of(collected, row.getString("number"))
                            .milestones
                            .put(row.getString("moment"), Columns.at(row, "at"));
                });
        sql.sql("select p.* from crisis_promise p join crisis c on c.number = p.number" + OPENED
                        + " order by p.number, p.what, p.seq")
                .params(times)
                .query(row -> {
                    of(collected, row.getString("number")).promises.add(CrisisPromiseRepository.promise(row, 0));
                });
        sql.sql("select f.number, f.fact from crisis_fact f join crisis c on c.number = f.number" + OPENED
                        + " and f.name = '" + LOSS + "'")
                .params(times)
                .query(row -> {
                    of(collected, row.getString("number")).loss = figure(row.getString("fact"));
                });
        sql.sql("select a.number, a.kind, count(*) as acts from crisis_act a join crisis c on c.number = a.number"
                        + OPENED
                        + " and a.element = '" + IMPROVEMENT
                        + "' and a.kind in ('task-offered', 'task-completed', 'task-withdrawn')"
                        + " group by a.number, a.kind union all select a.number, a.kind, count(*) as acts from crisis_act a"
                        + " join crisis c on c.number = a.number" + OPENED
                        + " and a.kind in ('improvement-agreed', 'improvement-closed', 'improvement-withdrawn')"
                        + " group by a.number, a.kind")
                .params(twice)
                .query(row -> {
                    count(of(collected, row.getString("number")), row.getString("kind"), row.getInt("acts"));
                });
        List<History> histories = new ArrayList<>();
        sql.sql("select c.number, c.technical, c.content, c.phase, c.opened_at from crisis c" + OPENED
                        + " order by c.opened_at, c.number")
                .params(times)
                .query(row -> {
                    Collected one = of(collected, row.getString("number"));
                    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
                    if (row.getBoolean("technical")) {
                        kinds.add(Kind.TECHNICAL);
                    }
                    if (row.getBoolean("content")) {
                        kinds.add(Kind.CONTENT);
                    }
                    histories.add(new History(
                            row.getString("number"),
                            kinds,
                            Phase.of(row.getString("phase")).orElseThrow(),
                            one.worst,
                            Columns.at(row, "opened_at"),
                            one.milestones,
                            one.promises,
                            one.loss,
                            one.offered - one.withdrawn,
                            one.done));
                });
        return histories;
    }

    private static Collected of(Map<String, Collected> collected, String number) {
        return collected.computeIfAbsent(number, first -> new Collected());
    }

    private static void count(Collected one, String kind, int acts) {
        switch (kind) {
            case "task-offered", "improvement-agreed" -> one.offered += acts;
            case "task-completed", "improvement-closed" -> one.done += acts;
            default -> one.withdrawn += acts;
        }
    }

    /** Nothing where somebody said that it is not known. */
    private static @Nullable BigDecimal figure(String fact) {
        try {
            return new BigDecimal(fact);
        } catch (NumberFormatException notKnown) {
            return null;
        }
    }

    /** How many crises began under each version of the plan, or were moved to it, by the version's name. */
    public Map<String, Long> byPlanVersion() {
        Map<String, Long> counts = new LinkedHashMap<>();
        sql.sql("select plan_version, count(*) as crises from crisis group by plan_version")
                .query(row -> {
                    counts.put(row.getString("plan_version"), row.getLong("crises"));
                });
        return counts;
    }

    /** The newest crises of a version of the plan. */
    public List<String> ofPlanVersion(String version, int most) {
        return sql.sql("select number from crisis where plan_version = ? order by opened_at desc, number desc"
                        + " fetch first ? rows only")
                .params(version, most)
                .query(String.class)
                .list();
    }
}
