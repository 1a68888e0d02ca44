package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;
import org.crisisplan.PlanTest;
import org.crisisplan.access.RouteTable.Row;
import org.crisisplan.access.RouteTable.Who;
import org.crisisplan.access.ServedRoutes.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Walks every route the application serves, as nobody and as each role, and holds the answers against a table. */
@PlanTest
class RouteWalkTest {

    private static final List<String> FOR_MACHINES = List.of("/engine-rest", "/api", "/actuator");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    ServletContext servlets;

    @Autowired
    CamundaJerseyResourceConfig engineRest;

    @Autowired
    JdbcClient sql;

    private final RouteTable table = RouteTable.read();
    private final Map<String, Visitor> visitors = new HashMap<>();

    @Test
    void everyRouteOfAControllerHasARow() {
        List<String> missing = ServedRoutes.ofControllers(context).stream()
                .filter(route -> table.ownRow(route.method(), route.path()).isEmpty())
                .filter(route ->
                        !table.rowFor(route.method(), route.path()).path().startsWith("/actuator/"))
                .map(route -> "%-8s %-30s  (%s)".formatted(route.method(), route.path(), route.by()))
                .toList();
        assertThat(missing)
                .as(
                        "Routes that nobody has decided about. For each, say who may go there: add a line to %s,%n"
                                + "  METHOD  /path  nobody team auditors analysts admins   (each: open, login, 401, 403 or 404)%n"
                                + "and, where the answer is not what the front door gives by itself, a rule to FrontDoor.",
                        RouteTable.FILE)
                .isEmpty();
    }

    @Test
    void everyServletAndFileIsCovered() {
        List<String> expected = List.of(
                "/",
                "/engine-rest/*",
                "/camunda/api/admin/*",
                "/camunda/api/cockpit/*",
                "/camunda/api/engine/*",
                "/camunda/api/tasklist/*",
                "/camunda/api/welcome/*");
        assertThat(servlets.getServletRegistrations().values().stream()
                        .flatMap(servlet -> servlet.getMappings().stream()))
                .as("Servlets of the application; a new one needs rows in %s and a walk in this test", RouteTable.FILE)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void eachRowHolds() {
        List<String> wrong = new ArrayList<>();
        for (Row row : table.rows()) {
            Route route = new Route(row.method().equals("ANY") ? "GET" : row.method(), row.path(), "");
            for (Who who : Who.values()) {
                people(who).forEach(person -> compare(route, who, person, row.answerTo(who), wrong));
            }
        }
        assertThat(wrong).as("Answers that differ from %s", RouteTable.FILE).isEmpty();
    }

    @Test
    void everyFileIsAnsweredAsItsRowSays() {
        List<String> wrong = new ArrayList<>();
        for (Route route : ServedRoutes.ofFiles(context)) {
            Row row = table.rowFor(route.method(), route.path());
            for (Who who : Who.values()) {
                people(who).limit(1).forEach(person -> compare(route, who, person, row.answerTo(who), wrong));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyResourceOfTheEngineIsShutToStrangers() {
        List<Route> routes = new ArrayList<>(ServedRoutes.of("/engine-rest", engineRest));
        routes.addAll(ServedRoutes.of("/camunda/api/engine", new EngineRestApplication()));
        routes.addAll(ServedRoutes.of("/camunda/api/admin", new AdminApplication()));
        routes.addAll(ServedRoutes.of("/camunda/api/cockpit", new CockpitApplication()));
        routes.addAll(ServedRoutes.of("/camunda/api/tasklist", new TasklistApplication()));
        routes.addAll(ServedRoutes.of("/camunda/api/welcome", new WelcomeApplication()));
        assertThat(routes).hasSizeGreaterThan(1000);
        List<String> wrong = new ArrayList<>();
        for (Route route : routes) {
            Row row = table.rowFor(route.method(), route.path());
            compare(route, Who.NOBODY, "", row.answerTo(Who.NOBODY), wrong);
        }
        assertThat(wrong).isEmpty();
    }

    /** A query, a parameter in the path, an empty segment or another spelling is no way around the door, nor around the fence behind it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''       | ?userId=admin&x=/engine-rest/version
        ''       | ;userId=admin
        //       | ''
        """)
    void noSpellingOfAnAddressLeadsIn(String before, String after) {
        List<Route> routes = new ArrayList<>(ServedRoutes.of("/engine-rest", engineRest));
        routes.addAll(ServedRoutes.of("/camunda/api/engine", new EngineRestApplication()));
        routes.addAll(ServedRoutes.of("/camunda/api/admin", new AdminApplication()));
        List<String> wrong = new ArrayList<>();
        var database = new DatabaseState(sql);
        for (Route route : routes) {
            String address = before + route.address() + after;
            String body = Set.of("POST", "PUT", "PATCH", "DELETE").contains(route.method()) ? "{\"id\":\"x\"}" : "";
            HttpResponse<String> strangers = visitor("")
                    .send(visitor("")
                            .to(address)
                            .header("Content-Type", "application/json")
                            .method(route.method(), BodyPublishers.ofString(body)));
            if (!isShut(strangers)) {
                wrong.add("nobody %s %s: %d".formatted(route.method(), address, strangers.statusCode()));
            }
            if (before.isEmpty()
                    && route.path().startsWith("/engine-rest")
                    && !route.method().equals("GET")) {
                HttpResponse<String> auditors = visitor("").asMachine("auditor", route.method(), address, body);
                if (auditors.statusCode() >= 500) {
                    wrong.add("auditor %s %s: %d".formatted(route.method(), address, auditors.statusCode()));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(database.changes()).as("auditors write nothing").isEmpty();
    }

    private static boolean isShut(HttpResponse<?> answer) {
        return Set.of(400, 401, 403, 404, 405).contains(answer.statusCode())
                || answer.statusCode() == 302 && Visitor.location(answer).startsWith("/login");
    }

    @Test
    void theRestApisIgnoreASession() {
        List<String> wrong = new ArrayList<>();
        Visitor admin = visitor("admin");
        for (Route route : ServedRoutes.of("/engine-rest", engineRest)) {
            int status = send(admin, route).statusCode();
            if (status != 401) {
                wrong.add(route.method() + " " + route.path() + ": " + status);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPageTellsTheBrowserToBeCareful() {
        List<String> pages = new ArrayList<>(
                List.of("/camunda/app/tasklist/default/", "/camunda/app/cockpit/default/", "/no-such-page"));
        table.rows().stream()
                .filter(row -> row.method().equals("GET") && !row.isForEverythingBelow())
                .forEach(row -> pages.add(new Route("GET", row.path(), "").address()));
        int checked = 0;
        for (String page : pages) {
            for (Visitor visitor : List.of(visitor(""), visitor("pr"), visitor("auditor"))) {
                HttpResponse<String> answer = visitor.page(page);
                if (header(answer, "Content-Type").startsWith("text/html")) {
                    checked++;
                    assertThat(header(answer, "X-Content-Type-Options"))
                            .as(page)
                            .isEqualTo("nosniff");
                    assertThat(header(answer, "Referrer-Policy")).as(page).isIn("same-origin", "no-referrer");
                    assertThat(header(answer, "Content-Security-Policy"))
                            .as(page)
                            .contains("frame-ancestors 'none'", "base-uri", "form-action");
                    assertThat(answer.headers().allValues("Content-Security-Policy"))
                            .as(page)
                            .hasSize(1);
                    if (!page.startsWith("/camunda")) {
                        assertThat(header(answer, "Content-Security-Policy"))
                                .as(page)
                                .doesNotContain("unsafe");
                        assertThat(answer.body()).as(page).doesNotContain("<script>", " style=", "onclick=");
                    }
                }
            }
        }
        assertThat(checked).isGreaterThan(5);
    }

    private void compare(Route route, Who who, String person, String said, List<String> wrong) {
        String expected = !said.startsWith("only:")
                ? said
                : List.of(said.substring("only:".length()).split(",")).contains(person) ? "open" : "403";
        String answered = word(answer(route, person));
        if (!answered.equals(expected)) {
            wrong.add("%-8s %-40s %s: %s, the table says %s"
                    .formatted(
                            route.method(), route.address(), person.isEmpty() ? "nobody" : person, answered, expected));
        }
    }

    private HttpResponse<String> answer(Route route, String person) {
        if (person.isEmpty()) {
            return send(visitor(""), route);
        }
        if (FOR_MACHINES.stream()
                .anyMatch(path -> route.path().equals(path) || route.path().startsWith(path + "/"))) {
            String body = route.method().equals("POST") ? "{}" : "";
            return visitor("").asMachine(person, route.method(), route.address(), body);
        }
        Visitor visitor = visitor(person);
        return route.method().equals("POST")
                ? visitor.form(route.address(), Map.of("_csrf", visitor.token()))
                : send(visitor, route);
    }

    private static HttpResponse<String> send(Visitor visitor, Route route) {
        boolean hasBody = Set.of("POST", "PUT").contains(route.method());
        return visitor.send(visitor.to(route.address())
                .header("Accept", "text/html")
                .header("Content-Type", "application/json")
                .method(route.method(), hasBody ? BodyPublishers.ofString("{}") : BodyPublishers.noBody()));
    }

    private static String word(HttpResponse<?> answer) {
        int status = answer.statusCode();
        if (status == 302 && Visitor.location(answer).startsWith("/login")) {
            return "login";
        }
        if (status == 401 || status == 403) {
            return String.valueOf(status);
        }
        // the front door's own "nothing here" says nothing more; a page that is not there says so in words
        return status == 404 && String.valueOf(answer.body()).isEmpty() ? "404" : "open";
    }

    private Stream<String> people(Who who) {
        return who == Who.NOBODY ? Stream.of("") : who.people.stream();
    }

    private Visitor visitor(String person) {
        return visitors.computeIfAbsent(
                person, name -> name.isEmpty() ? new Visitor(port) : new Visitor(port).loggedInAs(name));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
