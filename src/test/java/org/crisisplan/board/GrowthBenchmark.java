package org.crisisplan.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
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
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.filter.Filter;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What pages and Tasklist's filters cost with few and with many crises, as a member of the response team asks for them, over HTTP. Not part of
 * the build; see README. One crisis of each sort goes through the engine, the others are copies of its rows. Results are added to {@code
 * target/growth-benchmark.txt}.
 */
@PlanTest
class GrowthBenchmark {

    private static final int FEW_OPEN = 10;
    private static final int OPEN = Integer.getInteger("open", 10_000);
    private static final int FEW_CLOSED = 1_000;
    private static final int CLOSED = Integer.getInteger("closed", 100_000);
    private static final int WARMING_UP = Integer.getInteger("warming-up", 400);
    private static final int TIMES = Integer.getInteger("times", 101);

    /** Columns of the engine and of the product that name a row of the crisis copied. */
    private static final Set<String> IDS = Set.of(
            "id_",
            "execution_id_",
            "proc_inst_id_",
            "root_proc_inst_id_",
            "task_id_",
            "parent_id_",
            "super_exec_",
            "var_scope_",
            "act_inst_id_",
            "parent_act_inst_id_");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext product;

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient sql;

    @Autowired
    CrisisPlan plan;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    FilterService filters;

    private boolean postgresql;
    private Visitor member;
    private String open;
    private String closed;

    @Test
    void pagesAndFilters() throws SQLException {
        try (Connection connection = database.getConnection()) {
            postgresql = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        }
        member = new Visitor(port).loggedInAs("tech");
        open = report("Login fails");
        closed = report("A rumour");
        var verify = task(closed);
        tasks.complete(verify, Map.of("isCrisis", "no", "falseAlarmReason", "Nothing happened"));
        for (int i = 1; i < FEW_OPEN; i++) {
            report("Login fails " + i);
        }
        copyClosed(1, FEW_CLOSED);

        Map<String, Runnable> asked = asked();
        asked.values().forEach(this::warmUp);
        Map<String, Double> few = measured(asked);

        copyClosed(FEW_CLOSED + 1, CLOSED);
        Map<String, Double> manyClosed = measured(asked);

        copyOpen(FEW_OPEN, OPEN - 1);
        Map<String, Double> manyOpen = measured(asked);

        say("%n%s, member of one department; lower quartile of %d requests, in ms"
                .formatted(postgresql ? "PostgreSQL" : "H2", TIMES));
        say("%-34s %10s %22s %22s".formatted("", "10 / 1000", "10 / " + CLOSED, OPEN + " / " + CLOSED));
        few.forEach((what, before) -> say("%-34s %10.1f %12.1f  x%6.2f %12.1f  x%6.2f"
                .formatted(
                        what,
                        before,
                        manyClosed.get(what),
                        manyClosed.get(what) / before,
                        manyOpen.get(what),
                        manyOpen.get(what) / before)));
        assertThat(sql.sql("select count(*) from ACT_RU_TASK")
                        .query(Integer.class)
                        .single())
                .isGreaterThanOrEqualTo(OPEN);
        assertThat(sql.sql(
                                "select count(*) from ACT_RU_AUTHORIZATION where RESOURCE_TYPE_ in (7, 19) and RESOURCE_ID_ <> '*'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private Map<String, Runnable> asked() {
        Map<String, Runnable> asked = new LinkedHashMap<>();
        asked.put("front page", page("/"));
        asked.put("open crises", page("/crises?phase=open"));
        asked.put("all crises", page("/crises"));
        asked.put("closed crises (archive)", page("/crises?phase=false-alarm"));
        asked.put("case page, open", page("/crises/" + open));
        asked.put("case page, closed", page("/crises/" + closed));
        asked.put("record page", page("/crises/" + open + "/record"));
        asked.put("outbox", page("/outbox"));
        asked.put("signals", page("/signals"));
        asked.put("similar cases", this::similarCases);
        for (Filter filter : filters.createTaskFilterQuery().list()) {
            String path = "/camunda/api/engine/engine/default/filter/" + filter.getId();
            Runnable list = got(path + "/list?firstResult=0&maxResults=15");
            Runnable count = got(path + "/count");
            asked.put("filter " + filter.getName().replaceAll(" [^ ]*$", ""), () -> {
                list.run();
                count.run();
            });
        }
        return asked;
    }

    private Runnable page(String path) {
        return () -> fine(path, member.page(path));
    }

    private Runnable got(String path) {
        return () -> fine(path, member.get(path));
    }

    private static void fine(String path, HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private void similarCases() {
        Map<String, Object> variables = new TreeMap<>(
                Map.of("technical", true, "outageScope", "regional", "unresponsiveMinutes", 40, "leakedUsers", 1200));
        var execution = (DelegateExecution) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DelegateExecution.class}, (proxy, method, values) -> {
                    switch (method.getName()) {
                        case "getProcessBusinessKey":
                            return open;
                        case "getVariable":
                            return variables.get(values[0]);
                        case "setVariable":
                            variables.put((String) values[0], values[1]);
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
        try {
            product.getBean("findSimilarCases", JavaDelegate.class).execute(execution);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
        assertThat((String) variables.get("similarCases")).contains("2.");
    }

    private String report(String title) {
        return plan.open(new CrisisReport(
                        title, "Nobody can log in", Set.of(Kind.TECHNICAL), Map.of("downtimeHours", 2)))
                .number();
    }

    private String task(String number) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(number)
                .singleResult()
                .getId();
    }

    private void copyOpen(int from, int to) throws SQLException {
        String instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(open)
                .singleResult()
                .getId();
        copyCrisis(open, from, to, 20_000);
        copyEngine(
                open,
                instance,
                from,
                to,
                20_000,
                "ACT_HI_PROCINST",
                "ACT_HI_TASKINST",
                "ACT_HI_VARINST",
                "ACT_RU_EXECUTION",
                "ACT_RU_TASK",
                "ACT_RU_VARIABLE");
        String columns = columns("ACT_RU_IDENTITYLINK", Map.of());
        sql.sql("insert into ACT_RU_IDENTITYLINK (" + columns + ") select "
                        + columns("ACT_RU_IDENTITYLINK", Map.of("rev_", "rev_"))
                                .replaceAll("(?i)\\b(id_|task_id_)\\b", "$1 || '-' || g.n")
                        + " from ACT_RU_IDENTITYLINK, " + series(from, to) + " where TASK_ID_ = ?")
                .param(task(open))
                .update();
        analyze();
    }

    private void copyClosed(int from, int to) throws SQLException {
        String instance = sql.sql(
                        "select PROC_INST_ID_ from ACT_HI_PROCINST where BUSINESS_KEY_ = ? and SUPER_PROCESS_INSTANCE_ID_ is null")
                .param(closed)
                .query(String.class)
                .single();
        copyCrisis(closed, from, to, 200_000);
        copyEngine(closed, instance, from, to, 200_000, "ACT_HI_PROCINST", "ACT_HI_TASKINST");
        // every tenth is a case that was handled and is in the archive; what they were is spread over what there is
        sql.sql(
                        "insert into archived_case (id, name_en, name_zh, happened_on, technical, content, facts, level, because, source) "
                                + "select " + number(200_000)
                                + ", 'Login failed', '登录失败', date '2020-01-01' + cast(mod(g.n, 2000) as integer), true, false, "
                                + "'{\"outageScope\":\"' || case when mod(g.n, 3) = 0 then 'nationwide' else 'regional' end || '\",\"leakedUsers\":' || g.n || '}', "
                                + "2, 'R27', 'OWN' from " + series(from, to))
                .update();
        for (String trait : List.of(
                "'technical'",
                "'outageScope'",
                "'leakedUsers'",
                "'outageScope=' || case when mod(g.n, 3) = 0 then 'nationwide' else 'regional' end",
                "'leakedUsers 10^' || (length(cast(g.n as varchar)) - 1)",
                "'all ' || mod(g.n, 50)")) {
            sql.sql("insert into archived_trait (trait, happened_on, case_id) select " + trait
                            + ", date '2020-01-01' + cast(mod(g.n, 2000) as integer), " + number(200_000) + " from "
                            + series(from, to))
                    .update();
        }
        analyze();
    }

    private void copyCrisis(String number, int from, int to, int base) throws SQLException {
        for (String table : List.of("crisis", "crisis_moment", "crisis_promise", "crisis_fact", "crisis_act")) {
            copy(
                    table,
                    "number = ?",
                    number,
                    from,
                    to,
                    Map.of(
                            "number", number(base),
                            "opened_at", "opened_at - g.n * interval '1' minute",
                            "title", "title || ' ' || g.n"));
        }
    }

    private void copyEngine(String number, String instance, int from, int to, int base, String... tables)
            throws SQLException {
        for (String table : tables) {
            Map<String, String> changed = new LinkedHashMap<>();
            IDS.forEach(id -> changed.put(id, id + " || '-' || g.n"));
            changed.put("business_key_", "case when business_key_ = '" + number + "' then " + number(base) + " end");
            changed.put("due_date_", "due_date_ + g.n * interval '1' second");
            String less = table.equals("ACT_HI_VARINST") ? " and name_ in ('title', 'technical', 'downtimeHours')" : "";
            copy(table, "proc_inst_id_ = ?" + less, instance, from, to, changed);
        }
    }

    private void copy(String table, String which, String value, int from, int to, Map<String, String> changed)
            throws SQLException {
        sql.sql("insert into " + table + " (" + columns(table, Map.of()) + ") select " + columns(table, changed)
                        + " from " + table + ", " + series(from, to) + " where " + which)
                .param(value)
                .update();
    }

    /** All columns of a table, some of them as said instead. */
    private String columns(String table, Map<String, String> changed) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (Connection connection = database.getConnection();
                var names = connection
                        .getMetaData()
                        .getColumns(null, null, postgresql ? table.toLowerCase() : table.toUpperCase(), null)) {
            while (names.next()) {
                String name = names.getString("COLUMN_NAME").toLowerCase();
                columns.add(changed.getOrDefault(name, name));
            }
        }
        return columns.stream().distinct().collect(Collectors.joining(", "));
    }

    private String series(int from, int to) {
        return postgresql
                ? "generate_series(" + from + ", " + to + ") g(n)"
                : "(select x as n from system_range(" + from + ", " + to + ")) g";
    }

    private static String number(int base) {
        return "'CR-2026-' || (" + base + " + g.n)";
    }

    private void analyze() {
        sql.sql(postgresql ? "vacuum analyze" : "analyze").update();
    }

    private void warmUp(Runnable call) {
        for (int i = 0; i < WARMING_UP; i++) {
            call.run();
        }
    }

    private static Map<String, Double> measured(Map<String, Runnable> asked) {
        Map<String, Double> quartiles = new LinkedHashMap<>();
        asked.forEach((what, call) -> {
            double[] took = new double[TIMES];
            for (int i = -10; i < TIMES; i++) {
                long begun = System.nanoTime();
                call.run();
                if (i >= 0) {
                    took[i] = (System.nanoTime() - begun) / 1e6;
                }
            }
            Arrays.sort(took);
            quartiles.put(what, took[TIMES / 4]);
        });
        return quartiles;
    }

    private static void say(String line) {
        System.out.println(line);
        try {
            Files.writeString(
                    Path.of("target/growth-benchmark.txt"),
                    line + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new java.io.UncheckedIOException(unwritable);
        }
    }
}
