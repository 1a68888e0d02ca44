package org.crisisplan.audit.cockpit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.crisisplan.engine.RunningPlan;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the engine kept of one process instance, running or finished. */
@Component
class InstanceHistory {

    private static final String INSTANCE =
            "select p.*, d.NAME_ as definition_name, d.VERSION_ as definition_version, d.DEPLOYMENT_ID_ as deployment"
                    + " from ACT_HI_PROCINST p left join ACT_RE_PROCDEF d on d.ID_ = p.PROC_DEF_ID_";

    /** Everything that carries the crisis's number, whichever process it began under. */
    private static final String OF_THE_CASE =
            " PROC_INST_ID_ in (select c.ID_ from ACT_HI_PROCINST c where c.BUSINESS_KEY_ = :number)";

    private final JdbcClient database;
    private final RunningPlan plan;
    private final Map<String, Integer> planVersions = new ConcurrentHashMap<>();

    InstanceHistory(JdbcClient database, RunningPlan plan) {
        this.database = database;
        this.plan = plan;
    }

    /**
     * A process instance.
     *
     * @param state as the engine calls it, such as {@code COMPLETED}
     * @param number the crisis that it belongs to; null if to none
     * @param planVersion of the plan that it runs on now; null if its definition is no part of one
     * @param duration in milliseconds; null while it runs
     * @param parent the instance that called it
     */
    record Instance(
            String id,
            String definition,
            String key,
            String name,
            @Nullable Integer version,
            @Nullable Integer planVersion,
            @Nullable String number,
            String state,
            Instant start,
            @Nullable Instant end,
            @Nullable Long duration,
            @Nullable String startedBy,
            @Nullable String parent,
            @Nullable String root,
            @Nullable String reason,
            @Nullable Instant removal) {}

    /**
     * How often an element of the diagram was entered.
     *
     * @param open how many of these go on
     * @param cancelled how many of these did not come to their end
     */
    record Entered(String id, int times, int open, int cancelled) {}

    /**
     * Somebody became or ceased to be responsible for a task.
     *
     * @param kind {@code assignee}, {@code candidate} or {@code owner}
     * @param operation {@code add} or {@code delete}
     */
    record Link(
            Instant at,
            String kind,
            String operation,
            @Nullable String user,
            @Nullable String group,
            @Nullable String by) {}

    /** A task of a person with all who were made responsible for it, in their order. */
    record PersonsTask(
            String id,
            String element,
            String name,
            @Nullable String assignee,
            Instant start,
            @Nullable Instant end,
            @Nullable Instant due,
            @Nullable String outcome,
            List<Link> links) {}

    /** What somebody did by hand to the processes. */
    record Operation(
            String id,
            Instant at,
            String user,
            String kind,
            String entity,
            @Nullable String property,
            @Nullable String before,
            @Nullable String after,
            @Nullable String note,
            @Nullable String instance,
            @Nullable String process,
            @Nullable String task,
            String operation) {}

    /**
     * Which operations are wanted.
     *
     * @param number of the crisis all of whose instances are meant; null for the one instance
     */
    record Wanted(
            String instance,
            @Nullable String number,
            @Nullable String user,
            @Nullable String kind,
            @Nullable Instant from,
            @Nullable Instant until) {}

    Optional<Instance> find(String id) {
        return database.sql(INSTANCE + " where p.ID_ = ?")
                .param(id)
                .query((row, i) -> instance(row))
                .optional();
    }

    /** In the order of their ids here. */
    List<Instance> all(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Instance> found = new HashMap<>();
        database.sql(INSTANCE + " where p.ID_ in (:ids)")
                .param("ids", ids)
                .query((row, i) -> instance(row))
                .list()
                .forEach(instance -> found.put(instance.id(), instance));
        // one may have been removed meanwhile
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /** Those that the instance called, the oldest first. */
    List<Instance> called(Instance by, int from, int most) {
        return database.sql(INSTANCE + " where p.ROOT_PROC_INST_ID_ = ? and p.SUPER_PROCESS_INSTANCE_ID_ = ?"
                        + " order by p.START_TIME_, p.ID_ offset ? rows fetch first ? rows only")
                .params(by.root() == null ? by.id() : by.root(), by.id(), from, most)
                .query((row, i) -> instance(row))
                .list();
    }

    int countCalled(Instance by) {
        return count(
                "ACT_HI_PROCINST where ROOT_PROC_INST_ID_ = :root and SUPER_PROCESS_INSTANCE_ID_ = :id",
                Map.of("id", by.id(), "root", by.root() == null ? by.id() : by.root()));
    }

    /** The process that began with the crisis. */
    Optional<String> rootOf(String number) {
        return database.sql(
                        "select ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ = ? and SUPER_PROCESS_INSTANCE_ID_ is null"
                                + " order by START_TIME_, ID_ fetch first 1 rows only")
                .param(number)
                .query(String.class)
                .optional();
    }

    /** The step of the caller that an instance was called at; empty if nothing called it. */
    Optional<String> calledAt(Instance called) {
        return called.parent() == null
                ? Optional.empty()
                : database.sql(
                                "select coalesce(ACT_NAME_, ACT_ID_) from ACT_HI_ACTINST where PROC_INST_ID_ = ? and CALL_PROC_INST_ID_ = ?")
                        .params(called.parent(), called.id())
                        .query(String.class)
                        .optional();
    }

    List<Entered> entered(String id) {
        return database.sql(
                        "select ACT_ID_, count(*) as times, sum(case when END_TIME_ is null then 1 else 0 end) as still,"
                                + " sum(case when ACT_INST_STATE_ = 2 then 1 else 0 end) as cancelled"
                                + " from ACT_HI_ACTINST where PROC_INST_ID_ = ? group by ACT_ID_ order by ACT_ID_")
                .param(id)
                .query((row, i) -> new Entered(
                        row.getString("ACT_ID_"), row.getInt("times"), row.getInt("still"), row.getInt("cancelled")))
                .list();
    }

    /** How much there is of each, so that nobody takes a page for the whole. */
    Map<String, Integer> counts(String id) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Object> instance = Map.of("id", id);
        counts.put("steps", count("ACT_HI_ACTINST where PROC_INST_ID_ = :id", instance));
        counts.put("variables", count("ACT_HI_VARINST where PROC_INST_ID_ = :id", instance));
        counts.put("decisions", count("ACT_HI_DECINST where PROC_INST_ID_ = :id", instance));
        counts.put("tasks", count("ACT_HI_TASKINST where PROC_INST_ID_ = :id", instance));
        counts.put("incidents", count("ACT_HI_INCIDENT where PROC_INST_ID_ = :id", instance));
        counts.put("jobs", count("ACT_HI_JOB_LOG where PROCESS_INSTANCE_ID_ = :id", instance));
        counts.put("operations", count("ACT_HI_OP_LOG where PROC_INST_ID_ = :id", instance));
        return counts;
    }

    /** @param from from 0; in the order in which they were offered */
    List<PersonsTask> tasks(String id, int from, int most) {
        Map<String, List<Link>> links = new HashMap<>();
        List<PersonsTask> tasks = database.sql("select * from ACT_HI_TASKINST where PROC_INST_ID_ = ?"
                        + " order by START_TIME_, ID_ offset ? rows fetch first ? rows only")
                .params(id, from, most)
                .query((row, i) -> new PersonsTask(
                        row.getString("ID_"),
                        text(row, "TASK_DEF_KEY_"),
                        text(row, "NAME_"),
                        row.getString("ASSIGNEE_"),
                        row.getTimestamp("START_TIME_").toInstant(),
                        instant(row, "END_TIME_"),
                        instant(row, "DUE_DATE_"),
                        row.getString("DELETE_REASON_"),
                        links.computeIfAbsent(row.getString("ID_"), task -> new ArrayList<>())))
                .list();
        if (!tasks.isEmpty()) {
            database.sql("select * from ACT_HI_IDENTITYLINK where TASK_ID_ in (:tasks) order by TIMESTAMP_, ID_")
                    .param("tasks", links.keySet())
                    .query(row -> {
                        links.computeIfAbsent(row.getString("TASK_ID_"), task -> new ArrayList<>())
                                .add(new Link(
                                        row.getTimestamp("TIMESTAMP_").toInstant(),
                                        text(row, "TYPE_"),
                                        text(row, "OPERATION_TYPE_"),
                                        row.getString("USER_ID_"),
                                        row.getString("GROUP_ID_"),
                                        row.getString("ASSIGNER_ID_")));
                    });
        }
        return tasks;
    }

    List<String> taskIds(String id) {
        return database.sql("select ID_ from ACT_HI_TASKINST where PROC_INST_ID_ = ?")
                .param(id)
                .query(String.class)
                .list();
    }

    /** @param from from 0; the newest first */
    List<Operation> operations(Wanted wanted, int from, int most) {
        Map<String, Object> values = new HashMap<>();
        String where = where(wanted, values);
        return database.sql("select * from ACT_HI_OP_LOG where" + where
                        + " order by TIMESTAMP_ desc, ID_ offset :from rows fetch first :most rows only")
                .params(values)
                .param("from", from)
                .param("most", most)
                .query((row, i) -> new Operation(
                        row.getString("ID_"),
                        row.getTimestamp("TIMESTAMP_").toInstant(),
                        text(row, "USER_ID_"),
                        text(row, "OPERATION_TYPE_"),
                        text(row, "ENTITY_TYPE_"),
                        row.getString("PROPERTY_"),
                        row.getString("ORG_VALUE_"),
                        row.getString("NEW_VALUE_"),
                        row.getString("ANNOTATION_"),
                        row.getString("PROC_INST_ID_"),
                        row.getString("PROC_DEF_KEY_"),
                        row.getString("TASK_ID_"),
                        text(row, "OPERATION_ID_")))
                .list();
    }

    int countOperations(Wanted wanted) {
        Map<String, Object> values = new HashMap<>();
        return count("ACT_HI_OP_LOG where" + where(wanted, values), values);
    }

    /** Everybody who did something by hand, and what kinds of things: to choose from. @param column {@code USER_ID_} or another */
    List<String> among(Wanted all, String column) {
        Map<String, Object> values = new HashMap<>();
        return database.sql("select distinct " + column + " from ACT_HI_OP_LOG where" + where(all, values) + " and "
                        + column + " is not null order by " + column)
                .params(values)
                .query(String.class)
                .list();
    }

    private static String where(Wanted wanted, Map<String, Object> values) {
        String where = wanted.number() == null ? " PROC_INST_ID_ = :id" : OF_THE_CASE;
        values.put(
                wanted.number() == null ? "id" : "number",
                wanted.number() == null ? wanted.instance() : wanted.number());
        if (wanted.user() != null) {
            where += " and USER_ID_ = :user";
            values.put("user", wanted.user());
        }
        if (wanted.kind() != null) {
            where += " and OPERATION_TYPE_ = :kind";
            values.put("kind", wanted.kind());
        }
        if (wanted.from() != null) {
            where += " and TIMESTAMP_ >= :begin";
            values.put("begin", Timestamp.from(wanted.from()));
        }
        if (wanted.until() != null) {
            where += " and TIMESTAMP_ < :until";
            values.put("until", Timestamp.from(wanted.until()));
        }
        return where;
    }

    private int count(String what, Map<String, Object> values) {
        return database.sql("select count(*) from " + what)
                .params(values)
                .query(Integer.class)
                .single();
    }

    Instance instance(ResultSet row) throws SQLException {
        String deployment = row.getString("deployment");
        return new Instance(
                row.getString("ID_"),
                row.getString("PROC_DEF_ID_"),
                text(row, "PROC_DEF_KEY_"),
                Optional.ofNullable(row.getString("definition_name")).orElse(text(row, "PROC_DEF_KEY_")),
                row.getObject("definition_version", Integer.class),
                deployment == null ? null : planVersion(deployment),
                row.getString("BUSINESS_KEY_"),
                text(row, "STATE_"),
                row.getTimestamp("START_TIME_").toInstant(),
                instant(row, "END_TIME_"),
                row.getObject("DURATION_", Long.class),
                row.getString("START_USER_ID_"),
                row.getString("SUPER_PROCESS_INSTANCE_ID_"),
                row.getString("ROOT_PROC_INST_ID_"),
                row.getString("DELETE_REASON_"),
                instant(row, "REMOVAL_TIME_"));
    }

    /** It never changes once it is there. */
    private @Nullable Integer planVersion(String deployment) {
        Integer known = planVersions.get(deployment);
        if (known == null) {
            known = plan.versionOf(deployment).orElse(null);
            if (known != null) {
                planVersions.put(deployment, known);
            }
        }
        return known;
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
