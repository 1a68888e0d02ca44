package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;
import org.crisisplan.PlanTest;
import org.crisisplan.access.ServedRoutes.Route;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Thousands of requests that nobody would send on purpose, over every route, method and role, with one seed: none is answered with a
 * fault of the server, and none that is refused changes a row. {@code -Dfuzz.requests=20000 -Dfuzz.seed=7} makes it longer, or another.
 * Administrators' requests could succeed: theirs are about things that do not exist, unless they only read.
 */
@PlanTest
class RouteFuzzTest {

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 2000);
    private static final long SEED = Long.getLong("fuzz.seed", 20261128L);

    private static final List<String> PEOPLE = List.of(
            "", "pr", "tech", "legal", "service", "content", "finance", "manager", "auditor", "analyst", "admin");
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 403, 404, 405, 406, 409, 413, 415, 429);
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

    private static final List<String> QUERIES = List.of(
            "",
            "",
            "",
            "?",
            "?x=/a",
            "?firstResult=-1&maxResults=-5",
            "?maxResults=x",
            "?sortBy=id",
            "?sortBy=nonsense&sortOrder=asc",
            "?sortOrder=up",
            "?deserializeValues=perhaps",
            "?cascade=true&skipCustomListeners=true",
            "?startedAfter=yesterday",
            "?processInstanceIds=,,,",
            "?variables=a_eq_1,b",
            "?q=%00%0a%0d",
            "?page=-1&size=99999999999");

    private static final List<String> BODIES = List.of(
            "",
            "null",
            "{}",
            "[]",
            "[null]",
            "\"text\"",
            "0",
            "{",
            "{\"variables\":null}",
            "{\"variables\":{\"x\":null}}",
            "{\"variables\":{\"x\":{\"value\":{},\"type\":\"Object\",\"valueInfo\":{\"objectTypeName\":\"java.util.HashMap\",\"serializationDataFormat\":\"application/json\"}}}}",
            "{\"variables\":{\"x\":{\"value\":\"AAAA\",\"type\":\"File\",\"valueInfo\":{\"filename\":\"a\"}}}}",
            "{\"value\":1,\"type\":\"NoSuchType\"}",
            "{\"userId\":null,\"groupId\":null,\"type\":null}",
            "{\"userId\":\"auditor\"}",
            "{\"id\":null,\"name\":null}",
            "{\"name\":[],\"resourceType\":\"Task\"}",
            "{\"profile\":null,\"credentials\":null}",
            "{\"processInstanceIds\":null,\"instructions\":null}",
            "{\"instructions\":[{}]}",
            "{\"instructions\":[{\"type\":\"startBeforeActivity\"}]}",
            "{\"migrationPlan\":null}",
            "{\"retries\":-1}",
            "{\"retries\":\"many\"}",
            "{\"duedate\":\"tomorrow\"}",
            "{\"suspended\":\"perhaps\"}",
            "{\"sorting\":[{}]}",
            "{\"sorting\":[{\"sortBy\":\"id\",\"sortOrder\":null}]}",
            "{\"orQueries\":[null]}",
            "{\"orQueries\":[{\"orQueries\":[{}]}]}",
            "{\"messageName\":null}",
            "{\"messageName\":\"FactsReported\",\"processVariables\":{\"level\":{\"value\":3}}}",
            "{\"title\":\"x\",\"description\":\"y\",\"kinds\":[\"technical\"]}",
            "{\"title\":null,\"kinds\":[null],\"facts\":{\"leakedUsers\":\"x\"}}",
            "{\"leakedUsers\":null}",
            "{\"historyTimeToLive\":-1}",
            "{\"absoluteRemovalTime\":\"2020-01-01T00:00:00.000+0000\"}");

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "text/plain",
            "application/xml",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "nonsense");

    private final Random random = new Random(SEED);
    private final Map<String, Visitor> browsers = new HashMap<>();

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext product;

    @Autowired
    CamundaJerseyResourceConfig engineRest;

    private List<Route> routes;
    private Map<String, List<String>> known;

    @BeforeEach
    void aCrisis() {
        routes = new ArrayList<>(ServedRoutes.of("/engine-rest", engineRest));
        routes.addAll(ServedRoutes.of("/camunda/api/engine", new EngineRestApplication()));
        routes.addAll(ServedRoutes.of("/camunda/api/admin", new AdminApplication()));
        routes.addAll(ServedRoutes.of("/camunda/api/cockpit", new CockpitApplication()));
        routes.addAll(ServedRoutes.of("/camunda/api/tasklist", new TasklistApplication()));
        routes.addAll(ServedRoutes.of("/camunda/api/welcome", new WelcomeApplication()));
        for (int often = 0; often < 8; often++) {
            // health answers 503 when the mail server is away, which is no fault of the request
            ServedRoutes.ofControllers(product).stream()
                    .filter(route -> !route.path().startsWith("/actuator"))
                    .forEach(routes::add);
        }
        String number = product.getBean(CrisisPlan.class)
                .open(new CrisisReport("Payment is down", "Cards are refused", Set.of(Kind.TECHNICAL), Map.of()))
                .number();
        ProcessEngine engine = product.getBean(ProcessEngine.class);
        var instance = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .singleResult();
        var task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult();
        var job = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getId())
                .list()
                .get(0);
        known = Map.of(
                "number", List.of(number, "CR-1999-0001"),
                "key", List.of("crisis-response", "crisisLevel", "triggers", "no-such"),
                "name", List.of("default", "title", "level"),
                "varId", List.of("title", "level", "no-such"),
                "id",
                        List.of(
                                instance.getId(),
                                task.getId(),
                                job.getId(),
                                instance.getProcessDefinitionId(),
                                "auditor",
                                "no-such"));
    }

    @AfterEach
    void nothingStays() {
        var tasks = product.getBean(ProcessEngine.class).getTaskService();
        tasks.createTaskQuery().list().stream()
                .filter(task -> task.getProcessInstanceId() == null)
                .forEach(task -> tasks.deleteTask(task.getId(), true));
    }

    @Test
    void nothingIsAFaultAndNoRefusalChangesAnything() {
        var database = new DatabaseState(product.getBean(JdbcClient.class));
        List<String> faults = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        int refused = 0;
        for (int request = 0; request < REQUESTS; request++) {
            String person = one(PEOPLE);
            Route route = one(routes);
            String method = random.nextInt(5) == 0 ? one(METHODS) : route.method();
            String address = address(route.path(), person.equals("admin") && !method.equals("GET"));
            String body = one(BODIES);
            String type = one(TYPES);
            HttpResponse<String> answer = send(person, method, address, type, body);
            String what = "%s %s %s %s %s -> %d %s"
                    .formatted(
                            person,
                            method,
                            address,
                            type,
                            body,
                            answer.statusCode(),
                            answer.body()
                                    .substring(0, Math.min(300, answer.body().length())));
            if (answer.statusCode() >= 500) {
                faults.add(what);
            }
            List<String> changes = database.changes();
            if (REFUSALS.contains(answer.statusCode())) {
                refused++;
                if (!changes.isEmpty()) {
                    changed.add(what + " changed " + changes);
                }
            }
        }
        assertThat(refused).isGreaterThan(REQUESTS / 4);
        assertThat(changed).as("Refused, and yet something changed").isEmpty();
        assertThat(faults).as("Faults of the server").isEmpty();
    }

    private HttpResponse<String> send(String person, String method, String address, String type, String body) {
        boolean webapp = address.startsWith("/camunda");
        Visitor visitor = webapp && !person.isEmpty() ? browser(person) : new Visitor(port);
        var request = visitor.to(address)
                .header("Content-Type", type)
                .header("Accept", one(List.of("application/json", "*/*")));
        if (webapp) {
            visitor.cookie("XSRF-TOKEN").ifPresent(token -> request.header("X-XSRF-TOKEN", token));
        } else if (!person.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString((person + ":demo").getBytes(StandardCharsets.UTF_8)));
        }
        return visitor.send(request.method(
                method,
                body.isEmpty() || method.equals("GET") || method.equals("HEAD")
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(body)));
    }

    private Visitor browser(String person) {
        return browsers.computeIfAbsent(person, name -> {
            Visitor visitor = new Visitor(port).loggedInAs(name);
            visitor.page("/camunda/app/welcome/default/");
            return visitor;
        });
    }

    private String address(String path, boolean ofNothing) {
        Matcher variable = VARIABLE.matcher(path);
        var address = new StringBuilder();
        while (variable.find()) {
            List<String> values = known.getOrDefault(variable.group(1), known.get("id"));
            String value = ofNothing && !variable.group(1).equals("name")
                    ? "no-such"
                    : random.nextInt(6) == 0 ? one(List.of("x", "-1", "%20", "a;b=c", "名", "*")) : one(values);
            variable.appendReplacement(address, Matcher.quoteReplacement(encoded(value)));
        }
        variable.appendTail(address);
        String matrix = random.nextInt(10) == 0 ? ";x=1" : "";
        return address.toString().replace("**", "x") + matrix + one(QUERIES);
    }

    private static String encoded(String value) {
        return value.contains("%")
                ? value
                : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("%3A", ":");
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
