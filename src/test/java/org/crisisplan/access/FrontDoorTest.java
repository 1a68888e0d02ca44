package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crisisplan.access.Visitor.location;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@PlanTest
class FrontDoorTest {

    private static final String TASKLIST = "/camunda/app/tasklist/default/";
    private static final String TASKS = "/camunda/api/engine/engine/default/task/count";

    @LocalServerPort
    int port;

    @Test
    void aLinkIntoTasklistLeadsThroughTheLoginPageAndOn() {
        Visitor stranger = visitor();
        HttpResponse<String> turnedAway = stranger.page(TASKLIST);
        assertThat(turnedAway.statusCode()).isEqualTo(302);
        assertThat(location(turnedAway)).isEqualTo("/login");
        assertThat(location(stranger.login("pr", "demo"))).isEqualTo(TASKLIST);
        assertThat(stranger.page(TASKLIST).statusCode()).isEqualTo(200);
        assertThat(stranger.get(TASKS).statusCode()).isEqualTo(200);
    }

    @Test
    void theSessionOfALoginIsNotTheOneFromBefore() {
        Visitor visitor = visitor();
        visitor.page("/login");
        String before = visitor.cookie("JSESSIONID").orElseThrow();
        visitor.loggedInAs("pr");
        assertThat(visitor.cookie("JSESSIONID").orElseThrow()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tech", "nobody", "' or 1=1 --", "${1}"})
    void aWrongPasswordAndAnUnknownNameLookTheSame(String name) {
        Visitor visitor = visitor();
        HttpResponse<String> answer = visitor.login(name, "wrong");
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo("/login?error");
        assertThat(visitor.page("/login?error").body()).contains("do not belong together");
        assertThat(visitor.get(TASKS).statusCode()).isEqualTo(401);
    }

    @Test
    void theLoginFormIsGuardedAgainstForgedRequests() {
        HttpResponse<String> forged = visitor().form("/login", Map.of("username", "pr", "password", "demo"));
        assertThat(forged.statusCode()).isEqualTo(403);
    }

    @Test
    void logOutEndsTheSession() {
        Visitor visitor = visitor().loggedInAs("pr");
        String session = visitor.cookie("JSESSIONID").orElseThrow();
        assertThat(visitor.get(TASKS).statusCode()).isEqualTo(200);
        assertThat(visitor.form("/logout", Map.of()).statusCode()).isEqualTo(403);
        String token = Visitor.formToken(new Visitor(port).page("/login").body());
        assertThat(visitor.form("/logout", Map.of("_csrf", token)).statusCode()).isEqualTo(403);
        assertThat(with(session, TASKS)).isEqualTo(200);
    }

    @Test
    void theLogOutButtonOfTasklistEndsTheSession() {
        Visitor visitor = visitor().loggedInAs("pr");
        visitor.page(TASKLIST);
        String session = visitor.cookie("JSESSIONID").orElseThrow();
        HttpResponse<String> out = visitor.send(visitor.to("/camunda/api/admin/auth/user/default/logout")
                .header("X-XSRF-TOKEN", visitor.cookie("XSRF-TOKEN").orElseThrow())
                .POST(BodyPublishers.noBody()));
        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(with(session, TASKS)).isEqualTo(401);
    }

    @Test
    void theWebappsHaveNoLoginAndNoSetUpOfTheirOwn() {
        for (String name : new String[] {"", "admin"}) {
            Visitor visitor = name.isEmpty() ? visitor() : visitor().loggedInAs(name);
            assertThat(visitor.form(
                                    "/camunda/api/admin/auth/user/default/login/admin",
                                    Map.of("username", "admin", "password", "demo"))
                            .statusCode())
                    .isEqualTo(404);
            assertThat(visitor.form("/camunda/api/admin/setup/default/user/create", Map.of())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(visitor.page("/camunda/app/admin/default/setup/").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void theRestApiTakesNoSession() {
        Visitor visitor = visitor().loggedInAs("admin");
        assertThat(visitor.get("/engine-rest/engine").statusCode()).isEqualTo(401);
        assertThat(visitor.get("/api/crises").statusCode()).isEqualTo(401);
        HttpResponse<String> byPassword = visitor().asMachine("admin", "GET", "/engine-rest/engine", "");
        assertThat(byPassword.statusCode()).isEqualTo(200);
        assertThat(byPassword.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private Visitor visitor() {
        return new Visitor(port);
    }

    private int with(String session, String path) {
        Visitor visitor = visitor();
        return visitor.send(visitor.to(path)
                        .header("Cookie", "JSESSIONID=" + session)
                        .GET())
                .statusCode();
    }
}
