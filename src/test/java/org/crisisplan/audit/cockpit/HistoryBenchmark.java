package org.crisisplan.audit.cockpit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the history in Cockpit costs with ten and with many instances of a process, as an auditor's browser asks for it, over HTTP. Not part
 * of the build; see src/docs/benchmarks.md. One case goes through the engine, the others are copies of its rows. Results are added to
 * {@code target/history-benchmark.txt}.
 */
@PlanTest
class HistoryBenchmark {

    private static final int FEW = 10;
    private static final int MANY = Integer.getInteger("instances", 10_000);
    private static final int WARMING_UP = Integer.getInteger("warming-up", 200);
    private static final int TIMES = Integer.getInteger("times", 101);
    private static final int COPIES_FROM = 100_000;
    private static final int NANOS_A_MICRO = 1_000;
    private static final double MICROS_A_MILLI = 1_000;

    /** Columns that name a row of the case copied. */
    private static final Set<String> IDS = Set.of(
            "id_",
            "execution_id_",
            "proc_inst_id_",
            "root_proc_inst_id_",
            "task_id_",
            "act_inst_id_",
            "parent_act_inst_id_");

    @LocalServerPort
    int port;

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient sql;

    @Autowired
    CrisisPlan plan;

    @Autowired
    TaskService tasks;

    @Autowired
    RepositoryService repository;

    private boolean postgresql;
    private Visitor auditor;

    @Test
    void aPageOfTheHistory() throws SQLException {
        try (Connection connection = database.getConnection()) {
            postgresql = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        }
        auditor = new Visitor(port).loggedInAs("auditor");
        String number = plan.open(
                        new CrisisReport("A rumour", "Nobody", Set.of(Kind.TECHNICAL), Map.of("downtimeHours", 2)))
                .number();
        tasks.complete(
                tasks.createTaskQuery()
                        .processInstanceBusinessKey(number)
                        .singleResult()
                        .getId(),
                Map.of("isCrisis", "no", "falseAlarmReason", "Nothing happened"));
        String instance = sql.sql(
                        "select ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ = ? and SUPER_PROCESS_INSTANCE_ID_ is null")
                .param(number)
                .query(String.class)
                .single();
        copy(number, instance, 1, FEW - 1);

        Map<String, Runnable> asked = asked(instance);
        asked.values().forEach(HistoryBenchmark::warmUp);
        Map<String, Double> few = measured(asked);
        copy(number, instance, FEW, MANY - 1);
        // the database has just written for seconds
        asked.values().forEach(HistoryBenchmark::warmUp);
        Map<String, Double> many = measured(asked);
        removeCopies(FEW);
        // whatever else the machine did meanwhile: the faster of before and after
        measured(asked).forEach((what, after) -> few.merge(what, after, Math::min));

        say("%n%s, auditor; lower quartile of %d requests, in ms".formatted(postgresql ? "PostgreSQL" : "H2", TIMES));
        say("%-42s %10d %10d".formatted("instances", FEW, MANY));
        few.forEach((what, before) ->
                say("%-42s %10.1f %10.1f  x%6.2f".formatted(what, before, many.get(what), many.get(what) / before)));
        assertThat(many.get("the page") / few.get("the page")).isLessThan(1.5);
    }

    private Map<String, Runnable> asked(String instance) {
        String ours = "/audit/cockpit/definitions/crisis-response/";
        String definition = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("crisis-response")
                .latestVersion()
                .singleResult()
                .getId();
        Map<String, Runnable> asked = new LinkedHashMap<>();
        asked.put("the page", () -> {
            got("/camunda/api/engine/engine/default/process-definition/" + definition + "/xml");
            got(ours + "versions");
            got(ours + "instances?from=0&most=50");
        });
        asked.put("the list alone", () -> got(ours + "instances?from=0&most=50"));
        asked.put("the 100th page of the list", () -> got(ours + "instances?from=4950&most=50"));
        asked.put("by a part of the number", () -> got(ours + "instances?number=0001&from=0&most=50"));
        asked.put("by a value", () -> got(ours + "instances?variable=isCrisis&value=yes&from=0&most=50"));
        asked.put("finished ones", () -> got(ours + "instances?state=finished&from=0&most=50"));
        asked.put("one instance at a glance", () -> got("/audit/cockpit/instances/" + instance));
        asked.put("figures of each level", () -> got(ours + "levels"));
        asked.put("figures of each step", () -> got(ours + "elements?definition=" + definition));
        return asked;
    }

    private void got(String path) {
        HttpResponse<String> answer = auditor.get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private static void warmUp(Runnable request) {
        for (int i = 0; i < WARMING_UP; i++) {
            request.run();
        }
    }

    private static Map<String, Double> measured(Map<String, Runnable> asked) {
        Map<String, Double> times = new LinkedHashMap<>();
        asked.forEach((what, request) -> {
            long[] micros = new long[TIMES];
            for (int i = 0; i < TIMES; i++) {
                long begun = System.nanoTime();
                request.run();
                micros[i] = (System.nanoTime() - begun) / NANOS_A_MICRO;
            }
            Arrays.sort(micros);
            times.put(what, micros[TIMES / 4] / MICROS_A_MILLI);
        });
        return times;
    }

    private void copy(String number, String instance, int from, int to) throws SQLException {
        String other = "'CR-2099-' || (" + COPIES_FROM + " + g.n)";
        insert(
                "crisis",
                "number = ?",
                number,
                Map.of("number", other, "opened_at", "opened_at - g.n * interval '1' minute"),
                from,
                to);
        Map<String, String> changed = new LinkedHashMap<>();
        IDS.forEach(id -> changed.put(id, id + " || '-' || g.n"));
        changed.put("business_key_", other);
        changed.put("start_time_", "start_time_ - g.n * interval '1' minute");
        for (String table : List.of("ACT_HI_PROCINST", "ACT_HI_ACTINST", "ACT_HI_TASKINST", "ACT_HI_VARINST")) {
            insert(table, "proc_inst_id_ = ?", instance, changed, from, to);
        }
        sql.sql("analyze").update();
    }

    private void removeCopies(int from) {
        String copied = "like 'CR-2099-%' and %s >= 'CR-2099-" + (COPIES_FROM + from) + "'";
        for (String table : List.of("ACT_HI_ACTINST", "ACT_HI_TASKINST", "ACT_HI_VARINST")) {
            sql.sql("delete from " + table
                            + " where PROC_INST_ID_ in (select ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ "
                            + copied.replace("%s", "BUSINESS_KEY_") + ")")
                    .update();
        }
        sql.sql("delete from ACT_HI_PROCINST where BUSINESS_KEY_ " + copied.replace("%s", "BUSINESS_KEY_"))
                .update();
        sql.sql("delete from crisis where number " + copied.replace("%s", "number"))
                .update();
        sql.sql("analyze").update();
    }

    private void insert(String table, String which, String value, Map<String, String> changed, int from, int to)
            throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = database.getConnection();
                var names = connection
                        .getMetaData()
                        .getColumns(null, null, postgresql ? table.toLowerCase() : table.toUpperCase(), null)) {
            while (names.next()) {
                columns.add(names.getString("COLUMN_NAME").toLowerCase());
            }
        }
        List<String> once = columns.stream().distinct().toList();
        sql.sql("insert into " + table + " (" + String.join(", ", once) + ") select "
                        + once.stream()
                                .map(column -> changed.getOrDefault(column, column))
                                .collect(Collectors.joining(", "))
                        + " from " + table + ", "
                        + (postgresql
                                ? "generate_series(" + from + ", " + to + ") g(n)"
                                : "system_range(" + from + ", " + to + ") g(n)")
                        + " where " + which)
                .param(value)
                .update();
    }

    private static void say(String line) {
        System.out.println(line);
        try {
            Files.writeString(
                    Path.of("target", "history-benchmark.txt"),
                    line + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException noDisk) {
            throw new UncheckedIOException(noDisk);
        }
    }
}
