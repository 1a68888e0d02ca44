package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crisisplan.access.Visitor.location;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@PlanTest
class FrontDoorTest {

    private static final String TASKLIST = "/camunda/app/tasklist/default/";
    private static final String TASKS = "/camunda/api/engine/engine/default/task/count";

    @LocalServerPort
    int port;

    @Autowired
    IdentityService identities;

    @Autowired
    ProcessEngine engine;

    private String rawBody = "";
    private String rawHead = "";

    @BeforeEach
    void someoneWithAPassword() {
        User user = identities.newUser("guessed");
        user.setPassword("demo");
        identities.saveUser(user);
    }

    @AfterEach
    void goesAgain() {
        identities.deleteUser("guessed");
    }

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
    @ValueSource(strings = {"guessed", "nobody", "' or 1=1 --", "${1}"})
    void aWrongPasswordAndAnUnknownNameLookTheSame(String name) {
        Visitor visitor = visitor();
        HttpResponse<String> answer = visitor.login(name, "wrong");
        // 429 once this address has guessed too often, which other tests may have done
        assertThat(answer.statusCode()).isIn(302, 429);
        assertThat(location(answer)).isIn("/login?error", "");
        assertThat(visitor.page("/login?error").body()).contains("do not belong together");
        assertThat(visitor.get(TASKS).statusCode()).isEqualTo(401);
    }

    @Test
    void theLoginFormIsGuardedAgainstForgedRequests() {
        HttpResponse<String> forged = visitor().form("/login", Map.of("username", "pr", "password", "demo"));
        assertThat(forged.statusCode()).isEqualTo(403);
    }

    @Test
    void theWebAppsAreServedWithTheMendedSanitizer() {
        String libraries =
                visitor().loggedInAs("pr").page("/camunda/lib/deps.js").body();
        assertThat(libraries).contains("<\\/(style|title|textarea)/i").doesNotContain("<\\/(style|title)/i");
    }

    @Test
    void logOutEndsTheSession() {
        Visitor visitor = visitor().loggedInAs("pr");
        String session = visitor.cookie("JSESSIONID").orElseThrow();
        assertThat(visitor.form("/logout", Map.of()).statusCode())
                .as("without the form's token")
                .isEqualTo(403);
        assertThat(with(session, TASKS)).isEqualTo(200);
        HttpResponse<String> out = visitor.form("/logout", Map.of("_csrf", visitor.token()));
        assertThat(location(out)).isEqualTo("/login?out");
        assertThat(with(session, TASKS)).isEqualTo(401);
    }

    @Test
    void aForgedRequestToAWebAppIsRefused() {
        Visitor visitor = visitor().loggedInAs("legal");
        visitor.page(TASKLIST);
        HttpResponse<String> forged = visitor.send(visitor.to("/camunda/api/engine/engine/default/task/x/complete")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(visitor.send(visitor.to("/camunda/api/engine/engine/default/task/x/complete")
                                .header("Content-Type", "application/json")
                                .header("X-XSRF-TOKEN", "guessed")
                                .POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(visitor.get(TASKS).statusCode()).as("logged in all the same").isEqualTo(200);
    }

    @Test
    void noRedirectNamesAHost() throws IOException {
        for (String path : new String[] {"/camunda", "/camunda/app/tasklist", "/", TASKLIST}) {
            rawStatus(path);
            assertThat(rawHead)
                    .doesNotContainPattern("(?i)location: *https?:")
                    .doesNotContainPattern("(?i)location: *//");
        }
        Visitor visitor = visitor();
        visitor.page(TASKLIST);
        assertThat(visitor.login("pr", "demo").headers().firstValue("Location")).hasValue(TASKLIST);
    }

    @Test
    void whoLeavesAGroupLosesItsRightsWithTheNextClick() {
        Visitor visitor = visitor().loggedInAs("guessed");
        assertThat(visitor.page("/outbox").statusCode()).isEqualTo(403);
        identities.createMembership("guessed", "finance");
        assertThat(visitor.page("/outbox").statusCode()).isNotEqualTo(403);
        identities.deleteMembership("guessed", "finance");
        assertThat(visitor.page("/outbox").statusCode()).isEqualTo(403);
    }

    @Test
    void whoLeavesAGroupLosesTheWebAppsWithinAMinute() {
        identities.createMembership("guessed", "finance");
        Visitor visitor = visitor().loggedInAs("guessed");
        assertThat(visitor.page(TASKLIST).statusCode()).isEqualTo(200);
        identities.deleteMembership("guessed", "finance");
        try {
            ClockUtil.offset(60_000L);
            assertThat(visitor.page(TASKLIST).statusCode()).isEqualTo(403);
        } finally {
            ClockUtil.reset();
        }
    }

    /** A browser then posts to the address it shows, and what stands behind its '#' (the task) survives the login. */
    @Test
    void theLoginFormNamesNoAddress() {
        assertThat(visitor().page("/login").body())
                .containsPattern("<form[^>]*method=\"post\"")
                .doesNotContain("action=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void everyWebAppLeadsToTheOneLoginPage(String app) {
        Visitor visitor = visitor().loggedInAs("admin");
        assertThat(visitor.get("/camunda/app/" + app + "/scripts/config.js").body())
                .contains("'../scripts/one-login'");
        assertThat(visitor.get("/camunda/app/scripts/one-login.js").body()).contains("pluginPoint");
    }

    @Test
    void healthSaysNoMoreThanThatTheNodeLivesAndIsReady() {
        assertThat(visitor().get("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(visitor().get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(visitor()
                        .asMachine("admin", "GET", "/actuator/health/readiness", "")
                        .body())
                .isEqualTo("{\"status\":\"UP\"}");
        assertThat(visitor().asMachine("admin", "GET", "/actuator/health", "").body())
                .contains("\"db\":{\"status\":\"UP\"}");
        assertThat(visitor().asMachine("pr", "GET", "/actuator/health", "").body())
                .contains("\"status\"")
                .doesNotContain("components", "details");
    }

    @Test
    void whoReportsACrisisIsKnownByName() {
        HttpResponse<String> opened = visitor()
                .asMachine(
                        "pr",
                        "POST",
                        "/api/crises",
                        "{\"title\":\"t\",\"description\":\"d\",\"kinds\":[\"content\"],\"facts\":{}}");
        assertThat(opened.statusCode()).isEqualTo(201);
        String number = location(opened).replace("/api/crises/", "");
        ProcessInstance crisis = engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(number, "crisis-response")
                .singleResult();
        try {
            assertThat(engine.getHistoryService()
                            .createHistoricProcessInstanceQuery()
                            .processInstanceId(crisis.getId())
                            .singleResult()
                            .getStartUserId())
                    .isEqualTo("pr");
        } finally {
            engine.getRuntimeService().deleteProcessInstance(crisis.getId(), "the test is over");
        }
    }

    @Test
    void whoIsRemovedIsLoggedOut() {
        Visitor visitor = visitor().loggedInAs("guessed");
        identities.deleteUser("guessed");
        assertThat(visitor.get(TASKS).statusCode()).isEqualTo(401);
        assertThat(location(visitor.page("/"))).isEqualTo("/login");
    }

    @Test
    void theSessionCookieIsOutOfReachOfScriptsAndOtherSites() {
        String cookie =
                visitor().page("/login").headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).startsWith("JSESSIONID=").contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void anotherSiteGetsNoLeave() {
        Visitor visitor = visitor();
        HttpResponse<String> asked = visitor.send(visitor.to("/engine-rest/task")
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en-US, Log in", "zh-CN, 登录", "zh-TW, 登录", "fr-FR, Log in"})
    void theLoginPageSpeaksTheBrowsersLanguage(String language, String words) {
        Visitor visitor = visitor();
        HttpResponse<String> page = visitor.send(visitor.to("/login")
                .header("Accept", "text/html")
                .header("Accept-Language", language)
                .GET());
        assertThat(page.body()).contains("<title>" + words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/../engine-rest/task",
                "/engine-rest;x=1/task",
                "/engine-rest//task",
                "/engine%2drest/task",
                "/engine-rest/%2e%2e/engine-rest/task",
                "/ENGINE-REST/task",
                "/camunda/api/engine/engine/default/task;x",
                "/camunda/../engine-rest/task",
                "/status/../engine-rest/task",
                "/status/..;/engine-rest/task",
                "/css/%2e%2e/engine-rest/task",
                "/h2-console",
                "/actuator/env",
                "/actuator/heapdump"
            })
    void noSideWayLeadsIn(String path) throws IOException {
        assertThat(rawStatus(path)).isIn(302, 400, 401, 403, 404);
        assertThat(rawBody).doesNotContain("\"id\"", "[]", "\"name\"");
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

    /** As it stands, without the tidying that an HTTP client does to a path. */
    private int rawStatus(String path) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            rawHead = answer.substring(0, answer.indexOf("\r\n\r\n"));
            rawBody = answer.substring(answer.indexOf("\r\n\r\n"));
            return Integer.parseInt(answer.split(" ")[1]);
        }
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
