package org.crisisplan.signals.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.crisisplan.BesideThePlan;
import org.crisisplan.CrisisPlanApplication;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.plan.check.PlanCheckRefusal;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.intake.Post;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes on one PostgreSQL hear of the same things at the same moment, or one of them stops in between. */
class TwoNodesTest {

    private static final int PAIRS = 200;

    private static EmbeddedPostgres server;
    private static final List<ConfigurableApplicationContext> NODES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @AfterAll
    static void stop() throws Exception {
        NODES.forEach(ConfigurableApplicationContext::close);
        server.close();
    }

    @Test
    void whatBothHearIsOneCrisisAndWhatOneLeftOverTheOtherTakesUp() throws Exception {
        // one that accepts and stops before it has looked
        ConfigurableApplicationContext stopping = node("stopping", false);
        stopping.getBean(Signals.class).accept("api", List.of(alert("left-over", "left-over")));
        assertThat(left(stopping)).isEqualTo(1);
        stopping.close();

        NODES.add(node("one", true));
        NODES.add(node("other", true));
        await().atMost(Duration.ofMinutes(3)).until(() -> crisesAbout("left-over") == 1);

        ExecutorService senders = Executors.newFixedThreadPool(2);
        var together = new CyclicBarrier(2);
        List<Future<?>> sent = new ArrayList<>();
        for (ConfigurableApplicationContext node : NODES) {
            String name = node.getId();
            sent.add(senders.submit(() -> {
                for (int i = 0; i < PAIRS; i++) {
                    together.await();
                    node.getBean(Signals.class)
                            .accept(
                                    "api",
                                    List.of(
                                            alert("own-" + name + "-" + i, "race-" + i),
                                            alert("same-" + i, "race-" + i)));
                }
                return null;
            }));
        }
        for (Future<?> each : sent) {
            each.get();
        }
        senders.shutdown();
        await().atMost(Duration.ofMinutes(3)).until(() -> left(NODES.get(0)) == 0);

        assertThat(IntStream.range(0, PAIRS).filter(i -> crisesAbout("race-" + i) != 1))
                .as("subjects with none or several crises")
                .isEmpty();
        assertThat(NODES.get(0)
                        .getBean(RuntimeService.class)
                        .createProcessInstanceQuery()
                        .processDefinitionKey("crisis-response")
                        .count())
                .isEqualTo(PAIRS + 1);
        assertThat(sql().sql("select sum(signals) from signal_count where bucket_minutes = 1 and subject like 'race-%'")
                        .query(Long.class)
                        .single())
                .as("each counted once")
                .isEqualTo(PAIRS * 3);

        ofTwoWhoDeployAtOnceOneIsToldAndBothNodesRunTheNewPlan();
        withoutADatabaseSendersAreToldToComeAgain();
    }

    private static void ofTwoWhoDeployAtOnceOneIsToldAndBothNodesRunTheNewPlan() throws Exception {
        int before = newestPlan();
        List<Callable<Boolean>> clicks =
                List.of(deploys(0, "analyst", "analysts"), deploys(1, "admin", "camunda-admin"));
        ExecutorService both = Executors.newFixedThreadPool(2);
        List<Boolean> deployed = new ArrayList<>();
        for (Future<Boolean> answer : both.invokeAll(clicks)) {
            deployed.add(answer.get());
        }
        both.shutdown();

        assertThat(deployed).containsExactlyInAnyOrder(true, false);
        assertThat(newestPlan()).isEqualTo(before + 1);
        for (ConfigurableApplicationContext node : NODES) {
            Crisis next = node.getBean(CrisisPlan.class)
                    .open(new CrisisReport("Payment is down", "Since noon", Set.of(Kind.TECHNICAL), Map.of()));
            assertThat(next.planVersion()).isEqualTo("v" + (before + 1));
        }
    }

    /** In Java: two engines in one machine have names of their own, and {@code engine-rest} answers for one. */
    private static Callable<Boolean> deploys(int node, String person, String group) {
        String team = BesideThePlan.shipped("dmn/team.dmn")
                .replace("</definitions>", "<!-- " + person + " --></definitions>");
        return () -> {
            IdentityService identities = NODES.get(node).getBean(IdentityService.class);
            identities.setAuthentication(person, List.of(group));
            try {
                NODES.get(node)
                        .getBean(RepositoryService.class)
                        .createDeployment()
                        .source("Camunda Modeler")
                        .addString("team.dmn", team)
                        .deploy();
                return true;
            } catch (PlanCheckRefusal told) {
                assertThat(told).hasMessageContaining("dmn/team.dmn");
                return false;
            } finally {
                identities.clearAuthentication();
            }
        };
    }

    private static int newestPlan() {
        return sql().sql("select max(version) from plan_version")
                .query(Integer.class)
                .single();
    }

    private static int port(ConfigurableApplicationContext node) {
        return node.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static void withoutADatabaseSendersAreToldToComeAgain() throws Exception {
        int port = port(NODES.get(0));
        server.close();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = Post.to(port, "/api/signals")
                    .key("demo")
                    .json("{\"id\": \"%d\", \"kind\": \"log\", \"subject\": \"nobody-listens\"}".formatted(i))
                    .send();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        }
    }

    private static ConfigurableApplicationContext node(String name, boolean backgroundEnabled) {
        return new SpringApplicationBuilder(CrisisPlanApplication.class)
                .run(
                        "--spring.profiles.active=test,demo",
                        "--spring.application.name=" + name,
                        "--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
                        "--spring.datasource.username=postgres",
                        "--spring.datasource.password=postgres",
                        // with the database gone a node that is closed asks in vain, a few times
                        "--spring.datasource.hikari.connection-timeout=3000",
                        "--camunda.bpm.process-engine-name=" + name,
                        "--crisis-plan.signals.background-enabled=" + backgroundEnabled);
    }

    private static Signal alert(String id, String subject) {
        return SignalPipeline.alert(id, subject, Severity.CRITICAL, false, Instant.now());
    }

    private static JdbcClient sql() {
        return NODES.get(0).getBean(JdbcClient.class);
    }

    /** What is not counted or not looked at yet. */
    private static long left(ConfigurableApplicationContext node) {
        return node.getBean(JdbcClient.class)
                .sql("select (select count(*) from signal_outbox) + (select count(*) from signal_evaluation_queue)")
                .query(Long.class)
                .single();
    }

    private static long crisesAbout(String subject) {
        return sql().sql("select count(distinct crisis) from signal_trigger where subject = ? and effect = 'RAISED'")
                .param(subject)
                .query(Long.class)
                .single();
    }
}
