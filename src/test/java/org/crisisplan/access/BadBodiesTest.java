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
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "DELETE");

    /** What it starts on purpose, by any body. */
    private static final Set<String> LEFT_OUT = Set.of("/engine-rest/history/cleanup");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    CamundaJerseyResourceConfig engineRest;

    private record Body(String type, String text) {}

    private static final List<Body> BODIES = List.of(
            new Body(JSON, "null"),
            new Body(JSON, "{}"),
            new Body(JSON, "[]"),
            new Body(JSON, "[null]"),
            new Body(JSON, "1"),
            new Body(JSON, "\"x\""),
            new Body(JSON, "{\"a\": 1}"),
            new Body(JSON, "{\"a\": "),
            new Body(JSON, ""),
            new Body("nonsense", "{}"),
            new Body("text/plain", "x"),
            new Body("application/x-www-form-urlencoded", "a=%zz"),
            new Body(UPLOAD, ""),
            new Body(UPLOAD, "no boundary here"),
            new Body(UPLOAD, "--x\r\nContent-Disposition: form-data\r\n\r\nno name\r\n--x--"),
            new Body("multipart/form-data", "no boundary at all"));

    @Test
    void theEngineAnswersBadBodiesInWords() {
        walk(
                "admin",
                ServedRoutes.of("/engine-rest", engineRest).stream()
                        .filter(route -> !route.path().startsWith("/engine-rest/engine/"))
                        .filter(route -> !LEFT_OUT.contains(route.path())));
    }

    @Test
    void soDoOurOwnAddressesWhoeverAsks() {
        for (String person : List.of("", "pr", "admin")) {
            walk(person, ServedRoutes.ofControllers(context).stream());
        }
    }

    private void walk(String person, Stream<Route> routes) {
        List<String> wrong = new ArrayList<>();
        routes.filter(route -> WITH_BODY.contains(route.method()))
                .forEach(route -> BODIES.forEach(body -> {
                    HttpResponse<String> answer = new Visitor(port).send(request(person, route, body));
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

    private HttpRequest.Builder request(String person, Route route, Body body) {
        HttpRequest.Builder request = new Visitor(port)
                .to(route.address())
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
