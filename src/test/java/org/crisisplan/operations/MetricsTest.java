package org.crisisplan.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.signals.intake.Post;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a Prometheus gets of the running product, and the rules and the dashboard that are made of it. */
@PlanTest
class MetricsTest {

    private static final String METRICS = "/actuator/prometheus";
    private static final String KEY = "of-the-demonstration";
    private static final Path RULES = Path.of("docker/prometheus/crisis-plan-nodes.rules.yaml");
    private static final Path SCRAPING = Path.of("docker/prometheus/prometheus.yaml");
    private static final Path DASHBOARD = Path.of("docker/grafana/crisis-plan.json");

    /** What is Prometheus' own: whether it could scrape at all. */
    private static final String SCRAPED = "up";

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{[^}]*})? \\S+");
    private static final Pattern NOT_A_METRIC = Pattern.compile(
            "\\{[^}]*}|\\[[^]]*]|\"[^\"]*\"|\\b(?:by|on|without|ignoring)\\s*\\([^)]*\\)|\\b\\w+\\s*(?=\\()");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient sql;

    @Autowired
    FigureRepository figures;

    private String scrape() {
        HttpResponse<String> answer = HttpGet.metrics(port, KEY);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static Set<String> names(String scrape) {
        return scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .map(sample -> sample.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void onlyTheKeyOpensThem() {
        assertThat(HttpGet.of(port, METRICS).statusCode()).isEqualTo(401);
        assertThat(HttpGet.metrics(port, "of-the-demonstratiom").statusCode()).isEqualTo(401);
        assertThat(new Visitor(port).loggedInAs("admin").get(METRICS).statusCode())
                .as("a session")
                .isEqualTo(401);
        assertThat(new Visitor(port).asMachine("admin", "GET", METRICS, "").statusCode())
                .as("a name and password")
                .isEqualTo(401);
        assertThat(HttpGet.of(port, "/actuator/health", "Authorization", "Bearer " + KEY)
                        .statusCode())
                .as("the key opens nothing else")
                .isEqualTo(401);
        assertThat(Post.to(port, METRICS).key(KEY).json("{}").status())
                .as("nothing is posted there")
                .isEqualTo(401);
        scrape();
    }

    @Test
    void eachHasAHelpTextAndAName() {
        String scrape = scrape();
        Set<String> ours = names(scrape).stream()
                .filter(name -> name.startsWith("crisis_plan_"))
                .collect(Collectors.toSet());
        assertThat(ours).hasSizeGreaterThan(25);
        for (String name : ours) {
            assertThat(scrape)
                    .as(name)
                    .containsPattern("# HELP " + name.replaceFirst("_total$", "(_total)?") + " [A-Z][^\n]{10,}");
            if (name.matches(".*(oldest|age|timestamp).*")) {
                assertThat(name).endsWith("_seconds");
            }
        }
        assertThat(scrape)
                .contains("crisis_plan_database_up 1")
                .doesNotContain("http_server_requests")
                .doesNotContain("tasks_scheduled_execution");
    }

    @Test
    void theFiguresAreThoseOfTheDatabase() throws Exception {
        Figures before = figures.read();
        OffsetDateTime at = OffsetDateTime.parse("2020-01-01T00:00:00Z");
        for (String state : List.of("waiting", "failed")) {
            sql.sql("""
                            insert into delivery (id, number, kind, user_id, recipient, language, subject, body, message_id, state,
                                attempts, created) values (?, 'CR-2020-0001', 'x', 'x', 'x', 'en', 'x', 'x', ?, ?, 0, ?)""")
                    .params("metrics-" + state, "metrics-" + state, state, at)
                    .update();
        }
        sql.sql("insert into signal_outbox (received, counts) values (?, '[]')")
                .param(at)
                .update();
        sql.sql("insert into signal_outbox (received, counts, fault) values (?, '[]', 'metrics')")
                .param(at)
                .update();
        sql.sql("insert into signal_evaluation_queue (subject, at_minute, received) values ('metrics', 1, ?)")
                .param(at)
                .update();
        sql.sql("""
                        insert into crisis (number, title, description, technical, content, phase, level, reasons, plan_version,
                            opened_at) values ('CR-2020-0001', 'x', 'x', true, false, 'responding', 2, '[]', 'v1', ?)""").param(at).update();
        sql.sql(
                        "insert into crisis_promise (number, what, seq, made_at, due) values ('CR-2020-0001', 'recover', 1, ?, ?)")
                .params(at, at)
                .update();
        try {
            Figures now = figures.read();
            assertThat(now.mails().count()).isEqualTo(before.mails().count() + 1);
            assertThat(now.mails().since()).isEqualTo(at.toInstant());
            assertThat(now.failedMails()).isEqualTo(before.failedMails() + 1);
            assertThat(now.uncountedSignals().count())
                    .isEqualTo(before.uncountedSignals().count() + 1);
            assertThat(now.uncountedSignals().since()).isEqualTo(at.toInstant());
            assertThat(now.faultySignals()).isEqualTo(before.faultySignals() + 1);
            assertThat(now.unevaluatedSubjects().count())
                    .isEqualTo(before.unevaluatedSubjects().count() + 1);
            assertThat(now.lateDeadlines()).isEqualTo(before.lateDeadlines() + 1);
            var responding = new Figures.Standing("responding", "2");
            assertThat(now.openCrises().get(responding))
                    .isEqualTo(before.openCrises().getOrDefault(responding, 0L) + 1);
        } finally {
            sql.sql("delete from delivery where id like 'metrics-%'").update();
            sql.sql("delete from signal_outbox where received = ?").param(at).update();
            sql.sql("delete from signal_evaluation_queue where subject = 'metrics'")
                    .update();
            sql.sql("delete from crisis_promise where number = 'CR-2020-0001'").update();
            sql.sql("delete from crisis where number = 'CR-2020-0001'").update();
        }
    }

    @Test
    void rulesAndDashboardNameOnlyWhatThereIs() throws IOException {
        Post.to(port, "/api/signals")
                .key("demo")
                .json("{\"id\": \"metrics\", \"kind\": \"log\", \"subject\": \"metrics\"}")
                .status();
        Set<String> there = names(scrape());
        // the first scrape may be of figures from before the source spoke
        sourcesAreRead(there);
        there.add(SCRAPED);

        List<String> missing = new ArrayList<>();
        expressions()
                .forEach((place, expression) -> metricsOf(expression).stream()
                        .filter(metric -> !there.contains(metric))
                        .forEach(metric -> missing.add(place + ": " + metric + " in " + expression)));
        assertThat(missing).isEmpty();
    }

    private void sourcesAreRead(Set<String> there) {
        for (int second = 0; second < 15 && !there.contains("crisis_plan_source_failed"); second++) {
            pause();
            there.addAll(names(scrape()));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each expression by the alert or the panel that it stands in. */
    private static Map<String, String> expressions() throws IOException {
        Map<String, String> expressions = new TreeMap<>();
        for (JsonNode group :
                new ObjectMapper(new YAMLFactory()).readTree(RULES.toFile()).get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
                assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
                expressions.put(rule.get("alert").asText(), rule.get("expr").asText());
            }
        }
        assertThat(expressions).hasSizeGreaterThan(15);
        for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                expressions.put(
                        panel.get("title").asText() + " " + target.get("refId").asText(),
                        target.get("expr").asText());
            }
        }
        assertThat(expressions).hasSizeGreaterThan(40);
        return expressions;
    }

    private static Set<String> metricsOf(String expression) {
        String left = NOT_A_METRIC
                .matcher(NOT_A_METRIC.matcher(expression).replaceAll(" "))
                .replaceAll(" ");
        Set<String> metrics = WORD.matcher(left)
                .results()
                .map(found -> found.group())
                .filter(word -> !OPERATORS.contains(word))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(metrics).as(expression).isNotEmpty();
        return metrics;
    }

    @Test
    void everyMetricOfOursIsOnTheDashboardOrInARule() throws IOException {
        Set<String> used = expressions().values().stream()
                .flatMap(expression -> metricsOf(expression).stream())
                .collect(Collectors.toSet());
        assertThat(names(scrape()).stream().filter(name -> name.startsWith("crisis_plan_")))
                .allSatisfy(name -> assertThat(used).contains(name));
    }

    @Test
    @ExtendWith(RealPrometheus.Condition.class)
    void aRealPrometheusAcceptsTheRulesTheConfigurationAndTheMetrics(@TempDir Path folder) throws Exception {
        assertThat(RealPrometheus.promtool(null, "check", "rules", RULES.toString()))
                .contains("SUCCESS");
        Path key = Files.writeString(folder.resolve("crisis-plan.key"), KEY);
        Path configuration = Files.writeString(
                folder.resolve("prometheus.yaml"),
                Files.readString(SCRAPING).replace("/etc/prometheus/crisis-plan.key", key.toString()));
        for (Path rules : List.of(RULES, RULES.resolveSibling("crisis-plan.rules.yaml"))) {
            Files.copy(rules, folder.resolve(rules.getFileName()));
        }
        assertThat(RealPrometheus.promtool(null, "check", "config", configuration.toString()))
                .contains("SUCCESS");
        // the linter of Prometheus itself: names, units, help texts
        String ours = scrape().lines()
                .filter(line -> line.contains("crisis_plan_"))
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(RealPrometheus.promtool(ours, "check", "metrics")).isBlank();
    }
}
