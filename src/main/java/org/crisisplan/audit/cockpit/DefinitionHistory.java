package org.crisisplan.audit.cockpit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the engine kept of all instances of one process, in one version or in all. */
@Component
class DefinitionHistory {

    /** How a value may be compared with that of a variable. */
    static final Set<String> COMPARISONS = Set.of("eq", "neq", "gt", "lt", "like");

    private static final String LATE = "t.DUE_DATE_ is not null and t.DUE_DATE_ < coalesce(t.END_TIME_, :now)";

    private final JdbcClient database;

    DefinitionHistory(JdbcClient database) {
        this.database = database;
    }

    /**
     * Which instances are wanted.
     *
     * @param definition of this version only; null for all versions
     * @param state {@code running}, {@code finished} or {@code cancelled}; null for all
     * @param number part of a crisis's number
     * @param from began at or after it
     * @param until began before it
     */
    record Wanted(
            String key,
            @Nullable String definition,
            @Nullable String state,
            @Nullable String number,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable Variable variable) {}

    /** A variable that an instance has or had at its end. @param comparison one of {@link #COMPARISONS} */
    record Variable(String name, String comparison, String value) {}

    /** A version of the process. */
    record Version(String definition, int version, String deployment) {}

    /**
     * How the instances of one level went.
     *
     * @param level null for those whose crisis has none, or that belong to none
     * @param median of how long the finished ones took, in milliseconds; null if there are none
     * @param due how many tasks had a due date
     * @param late how many of these were not done by then
     */
    record Level(
            @Nullable Integer level,
            long instances,
            long finished,
            @Nullable Long median,
            long due,
            long late) {}

    /** How one element of the diagram went, in all instances of one version. */
    record Element(
            String id, long times, long open, @Nullable Long median, long due, long late) {}

    private record Late(long due, long late) {

        static final Late NONE = new Late(0, 0);
    }

    List<Version> versions(String key) {
        return database.sql(
                        "select ID_, VERSION_, DEPLOYMENT_ID_ from ACT_RE_PROCDEF where KEY_ = ? order by VERSION_ desc")
                .param(key)
                .query((row, i) ->
                        new Version(row.getString("ID_"), row.getInt("VERSION_"), row.getString("DEPLOYMENT_ID_")))
                .list();
    }

    /** @param from from 0; the ids, the newest first */
    List<String> page(Wanted wanted, int from, int most) {
        Map<String, Object> values = new HashMap<>();
        String where = where(wanted, values);
        return database.sql(
                        "select p.ID_ from ACT_HI_PROCINST p where " + where
                                + " order by p.PROC_DEF_KEY_, p.START_TIME_ desc, p.ID_ offset :begin rows fetch first :most rows only")
                .params(values)
                .param("begin", from)
                .param("most", most)
                .query(String.class)
                .list();
    }

    long count(Wanted wanted) {
        Map<String, Object> values = new HashMap<>();
        String where = where(wanted, values);
        return database.sql("select count(*) from ACT_HI_PROCINST p where " + where)
                .params(values)
                .query(Long.class)
                .single();
    }

    /** The levels that the crises have now, worst first. */
    List<Level> levels(Wanted wanted, Instant now) {
        Map<String, Object> values = new HashMap<>();
        String where = where(wanted, values);
        String from = " from ACT_HI_PROCINST p left join crisis c on c.number = p.BUSINESS_KEY_";
        Map<Integer, Late> late = new HashMap<>();
        database.sql("select coalesce(c.level, 0) as level, count(t.DUE_DATE_) as due, sum(case when " + LATE
                        + " then 1 else 0 end) as late" + from
                        + " join ACT_HI_TASKINST t on t.PROC_INST_ID_ = p.ID_ where "
                        + where + " group by coalesce(c.level, 0)")
                .params(values)
                .param("now", Timestamp.from(now))
                .query(row -> {
                    late.put(row.getInt("level"), new Late(row.getLong("due"), row.getLong("late")));
                });
        return database.sql(
                        "select coalesce(c.level, 0) as level, count(*) as instances, count(p.END_TIME_) as finished,"
                                + " percentile_cont(0.5) within group (order by p.DURATION_) as median" + from
                                + " where " + where
                                + " group by coalesce(c.level, 0) order by coalesce(c.level, 0)")
                .params(values)
                .query((row, i) -> {
                    int level = row.getInt("level");
                    Late tasks = late.getOrDefault(level, Late.NONE);
                    return new Level(
                            level == 0 ? null : level,
                            row.getLong("instances"),
                            row.getLong("finished"),
                            median(row.getObject("median")),
                            tasks.due(),
                            tasks.late());
                })
                .list();
    }

    List<Element> elements(String definition, Instant now) {
        Map<String, Late> late = new HashMap<>();
        database.sql("select t.TASK_DEF_KEY_, count(t.DUE_DATE_) as due, sum(case when " + LATE
                        + " then 1 else 0 end) as late from ACT_HI_TASKINST t where t.PROC_DEF_ID_ = :definition"
                        + " and t.TASK_DEF_KEY_ is not null group by t.TASK_DEF_KEY_")
                .param("definition", definition)
                .param("now", Timestamp.from(now))
                .query(row -> {
                    late.put(row.getString("TASK_DEF_KEY_"), new Late(row.getLong("due"), row.getLong("late")));
                });
        return database.sql("select a.ACT_ID_, count(*) as times, count(*) - count(a.END_TIME_) as still,"
                        + " percentile_cont(0.5) within group (order by a.DURATION_) as median"
                        + " from ACT_HI_ACTINST a where a.PROC_DEF_ID_ = ? group by a.ACT_ID_ order by a.ACT_ID_")
                .param(definition)
                .query((row, i) -> {
                    Late tasks = late.getOrDefault(row.getString("ACT_ID_"), Late.NONE);
                    return new Element(
                            row.getString("ACT_ID_"),
                            row.getLong("times"),
                            row.getLong("still"),
                            median(row.getObject("median")),
                            tasks.due(),
                            tasks.late());
                })
                .list();
    }

    private static @Nullable Long median(@Nullable Object value) {
        return value instanceof Number number ? Math.round(number.doubleValue()) : null;
    }

    private static String where(Wanted wanted, Map<String, Object> values) {
        StringBuilder where = new StringBuilder("p.PROC_DEF_KEY_ = :key");
        values.put("key", wanted.key());
        if (wanted.definition() != null) {
            where.append(" and p.PROC_DEF_ID_ = :definition");
            values.put("definition", wanted.definition());
        }
        if ("running".equals(wanted.state())) {
            where.append(" and p.END_TIME_ is null");
        } else if ("finished".equals(wanted.state())) {
            where.append(" and p.STATE_ = 'COMPLETED'");
        } else if ("cancelled".equals(wanted.state())) {
            where.append(" and p.STATE_ in ('EXTERNALLY_TERMINATED', 'INTERNALLY_TERMINATED')");
        }
        if (wanted.number() != null) {
            where.append(" and p.BUSINESS_KEY_ like :number escape '!'");
            values.put("number", "%" + literally(wanted.number()).toUpperCase(Locale.ROOT) + "%");
        }
        if (wanted.from() != null) {
            where.append(" and p.START_TIME_ >= :from");
            values.put("from", Timestamp.from(wanted.from()));
        }
        if (wanted.until() != null) {
            where.append(" and p.START_TIME_ < :until");
            values.put("until", Timestamp.from(wanted.until()));
        }
        if (wanted.variable() != null) {
            where.append(
                            " and exists (select 1 from ACT_HI_VARINST v where v.PROC_INST_ID_ = p.ID_ and v.NAME_ = :name and ")
                    .append(compared(wanted.variable(), values))
                    .append(")");
            values.put("name", wanted.variable().name());
        }
        return where.toString();
    }

    /** The engine keeps texts, whole numbers and truth, and other numbers in three columns. */
    private static String compared(Variable variable, Map<String, Object> values) {
        String value = variable.value();
        if (variable.comparison().equals("like")) {
            values.put("value", "%" + literally(value) + "%");
            return "v.TEXT_ like :value escape '!'";
        }
        Double number = number(value);
        String sign = switch (variable.comparison()) {
            case "gt" -> ">";
            case "lt" -> "<";
            default -> "=";
        };
        // whole numbers stand in the column of texts as well
        String is = "(v.VAR_TYPE_ = 'string' and v.TEXT_ " + sign + " :value)";
        values.put("value", value);
        if (number != null) {
            is = "(" + is + " or (v.VAR_TYPE_ <> 'string' and coalesce(v.DOUBLE_, v.LONG_) " + sign + " :amount))";
            values.put("amount", number);
        }
        return variable.comparison().equals("neq") ? "not coalesce(" + is + ", false)" : is;
    }

    private static @Nullable Double number(String value) {
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true") ? 1.0 : 0.0;
        }
        try {
            return Double.valueOf(value);
        } catch (NumberFormatException text) {
            return null;
        }
    }

    private static String literally(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
