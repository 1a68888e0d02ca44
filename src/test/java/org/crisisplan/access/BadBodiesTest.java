package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.crisisplan.PlanTest;
import org.crisisplan.access.ServedRoutes.Route;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Whatever stands in a body, and wherever it is sent to, is not called a fault of the server. */
@PlanTest
class BadBodiesTest {

    private static final String JSON = "application/json";
    private static final String UPLOAD = "multipart/form-data; boundary=x";
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT");

    /** What it starts on purpose, by any body. */
    private static final Set<String> LEFT_OUT = Set.of("/engine-rest/history/cleanup");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    CamundaJerseyResourceConfig engineRest;

    private record Body(String type, String text) {}

    private static final List<Body> COMMON = List.of(
            new Body(JSON, "null"),
            new Body(JSON, "{}"),
            new Body(JSON, "[]"),
            new Body(JSON, "{\"a\": 1}"),
            new Body(JSON, "{\"a\": "),
            new Body(JSON, ""),
            new Body(UPLOAD, "--x\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--x--"));

    private static final List<Body> RARE = List.of(
            new Body(JSON, "[null]"),
            new Body(JSON, "1"),
            new Body(JSON, "\"x\""),
            new Body("nonsense", "{}"),
            new Body("text/plain", "x"),
            new Body("application/x-www-form-urlencoded", "a=%zz"),
            new Body(UPLOAD, ""),
            new Body(UPLOAD, "no boundary here"),
            new Body("multipart/form-data", "no boundary at all"));

    private static final List<Body> ALL =
            Stream.concat(COMMON.stream(), RARE.stream()).toList();

    @Test
    void theEngineAnswersBadBodiesInWords() {
        walk(
                "admin",
                ServedRoutes.of("/engine-rest", engineRest).stream()
                        .filter(route -> !route.path().startsWith("/engine-rest/engine/"))
                        .filter(route -> !route.path().endsWith("/count"))
                        .filter(route -> !LEFT_OUT.contains(route.path())),
                COMMON);
    }

    /** The web apps have the same interface with another front; a few of its kinds will do. */
    @Test
    void soDoTheWebApps() {
        Visitor admin = new Visitor(port).loggedInAs("admin");
        admin.page("/camunda/app/cockpit/default/");
        String token = admin.cookie("XSRF-TOKEN").orElseThrow();
        List<String> wrong = new ArrayList<>();
        for (String path : List.of(
                "/engine/engine/default/signal",
                "/engine/engine/default/message",
                "/engine/engine/default/task",
                "/engine/engine/default/process-instance/x/variables",
                "/engine/engine/default/deployment/create",
                "/cockpit/plugin/base/default/process-instance",
                "/cockpit/plugin/base/default/incident")) {
            for (Body body : ALL) {
                HttpResponse<String> answer = admin.send(admin.to("/camunda/api" + path)
                        .header("Content-Type", body.type())
                        .header("X-XSRF-TOKEN", token)
                        .POST(BodyPublishers.ofString(body.text())));
                if (answer.statusCode() >= 500) {
                    wrong.add(path + " " + body + ": " + answer.statusCode() + " " + answer.body());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void soDoOurOwnAddressesWhoeverAsks() {
        for (String person : List.of("", "pr", "admin")) {
            walk(person, ServedRoutes.ofControllers(context).stream(), ALL);
        }
    }

    private void walk(String person, Stream<Route> routes, List<Body> bodies) {
        List<String> wrong = new ArrayList<>();
        Visitor visitor = new Visitor(port);
        routes.filter(route -> WITH_BODY.contains(route.method()))
                .forEach(route -> bodies.forEach(body -> {
                    HttpResponse<String> answer = visitor.send(request(visitor, person, route, body));
                    if (answer.statusCode() >= 500) {
                        wrong.add("%s %s as %s, %s: %d %s"
                                .formatted(
                                        route.method(),
                                        route.address(),
                                        person,
                                        body,
                                        answer.statusCode(),
                                        answer.body()));
                    }
                }));
        assertThat(wrong).isEmpty();
    }

    private static HttpRequest.Builder request(Visitor visitor, String person, Route route, Body body) {
        HttpRequest.Builder request = visitor.to(route.address())
                .header("Accept", "*/*")
                .header("Content-Type", body.type())
                .method(route.method(), BodyPublishers.ofString(body.text()));
        if (!person.isEmpty()) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString((person + ":demo").getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }
}
