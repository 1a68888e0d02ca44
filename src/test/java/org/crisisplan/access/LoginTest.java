package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crisisplan.access.Visitor.location;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** Wrong passwords, right ones and old ones: by the form, by machines and over the engine's interface. */
@PlanTest
@ExtendWith(OutputCaptureExtension.class)
class LoginTest {

    private static final String TASKS = "/camunda/api/engine/engine/default/task/count";
    private static final String SERVER = "/engine-rest/version";

    @LocalServerPort
    int port;

    @Autowired
    IdentityService identities;

    @Autowired
    JdbcTemplate database;

    @BeforeEach
    void someoneWithAPassword() {
        User user = identities.newUser("owner");
        user.setPassword("Right-Harbour-42");
        identities.saveUser(user);
        identities.createMembership("owner", "finance");
    }

    @AfterEach
    void goesAgain() {
        identities.deleteUser("owner");
    }

    @Test
    void theOwnerGetsInHoweverManyWrongPasswordsComeForTheName() {
        List<HttpResponse<String>> guesses = IntStream.range(0, 15)
                .mapToObj(guess -> machine("owner", "guess-" + guess))
                .toList();

        assertThat(guesses).allMatch(answer -> answer.statusCode() == 401);
        assertThat(guesses.get(0).headers().firstValue("Retry-After")).isEmpty();
        assertThat(guesses.get(14).headers().firstValue("Retry-After")).isPresent();
        assertThat(guesses.get(14).body()).contains("Too many wrong passwords");
        assertThat(machine("owner", "Right-Harbour-42").statusCode()).isEqualTo(200);
        assertThat(location(visitor().login("owner", "Right-Harbour-42"))).isEqualTo("/");

        HttpResponse<String> typed = visitor().login("owner", "guess");
        assertThat(typed.statusCode()).isEqualTo(429);
        assertThat(typed.headers().firstValue("Retry-After")).isPresent();
        assertThat(typed.body()).contains("Too many wrong passwords", "name=\"_csrf\"");
    }

    @Test
    void othersAreNotSlowedByGuessesAtOneName() {
        IntStream.range(0, 12).forEach(guess -> machine("owner-too", "guess-" + guess));

        HttpResponse<String> other = machine("somebody", "wrong");
        assertThat(other.statusCode()).isEqualTo(401);
        assertThat(other.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void aRefusalChangesNothingInTheDatabase() {
        List<Map<String, Object>> before = database.queryForList("select * from ACT_ID_USER order by ID_");
        machine("owner", "wrong");
        visitor().login("owner", "wrong");
        verify("owner", "wrong");
        assertThat(database.queryForList("select * from ACT_ID_USER order by ID_"))
                .isEqualTo(before);
    }

    @Test
    void whoGuessesOverTheEnginesInterfaceIsStopped(CapturedOutput log) {
        assertThat(verify("owner", "Right-Harbour-42").body()).contains("\"authenticated\":true");
        assertThat(verify("owner", "wrong").body()).contains("\"authenticated\":false");
        IntStream.range(0, 12).forEach(guess -> verify("owner", "guess-" + guess));

        HttpResponse<String> stopped = verify("owner", "one more");
        assertThat(stopped.statusCode()).isEqualTo(429);
        assertThat(stopped.headers().firstValue("Retry-After")).isPresent();
        assertThat(machine("owner", "Right-Harbour-42").statusCode()).isEqualTo(200);
        assertThat(log).contains("Login refused: 'auditor' from 127.0.0.1: a wrong password sent over");
    }

    @Test
    void whoGuessesWhatToChangeAPasswordIsStopped() {
        List<Integer> answers =
                IntStream.range(0, 12).mapToObj(guess -> changing("guess")).toList();
        assertThat(answers.subList(0, 10)).containsOnly(400);
        assertThat(answers.get(11)).isEqualTo(429);
    }

    private int changing(String password) {
        return visitor()
                .asMachine(
                        "service",
                        "PUT",
                        "/engine-rest/user/service/credentials",
                        "{\"password\": \"x\", \"authenticatedUserPassword\": \"" + password + "\"}")
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0000", "a\u0000b", "a\r\nb", "nobody", "% ", "'", "\ud800"})
    void anyNameIsRefusedTheSameWay(String name) {
        assertThat(machine(name, "x").statusCode()).isEqualTo(401);
        assertThat(location(visitor().login(name, "x"))).isEqualTo("/login?error");
    }

    @Test
    void whoHasNoPasswordCannotLogIn() {
        database.update("update ACT_ID_USER set PWD_ = null, SALT_ = null where ID_ = 'owner'");
        for (String password : List.of("", "null", "Right-Harbour-42")) {
            assertThat(machine("owner", password).statusCode()).isEqualTo(401);
            assertThat(verify("owner", password).statusCode()).isLessThan(500);
        }
    }

    @Test
    void aNewPasswordEndsEveryLoginOfItsOwner() {
        Visitor one = loggedIn();
        Visitor another = loggedIn();
        assertThat(machine("owner", "Right-Harbour-42").statusCode()).isEqualTo(200);

        User user = identities.createUserQuery().userId("owner").singleResult();
        user.setPassword("Other-Harbour-43");
        identities.saveUser(user);

        assertThat(one.get(TASKS).statusCode()).isEqualTo(401);
        assertThat(location(another.page("/"))).isEqualTo("/login");
        assertThat(machine("owner", "Right-Harbour-42").statusCode()).isEqualTo(401);
        assertThat(machine("owner", "Other-Harbour-43").statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsLockedIsOutUntilThen() {
        Visitor visitor = loggedIn();
        database.update("update ACT_ID_USER set LOCK_EXP_TIME_ = timestamp '2999-01-01 00:00:00' where ID_ = 'owner'");
        assertThat(visitor.get(TASKS).statusCode()).isEqualTo(401);
        assertThat(machine("owner", "Right-Harbour-42").statusCode()).isEqualTo(401);
        identities.unlockUser("owner");
        assertThat(machine("owner", "Right-Harbour-42").statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsRemovedAndMadeAgainHasToLogInAgain() {
        Visitor visitor = loggedIn();
        identities.deleteUser("owner");
        User again = identities.newUser("owner");
        again.setPassword("Right-Harbour-42");
        identities.saveUser(again);
        assertThat(visitor.get(TASKS).statusCode()).isEqualTo(401);
    }

    @Test
    void anotherNameOrAddressOfTheSamePersonEndsNoLogin() {
        Visitor visitor = loggedIn();
        User user = identities.createUserQuery().userId("owner").singleResult();
        user.setFirstName("Owen");
        identities.saveUser(user);
        assertThat(visitor.get(TASKS).statusCode()).isEqualTo(200);
    }

    @Test
    void passwordsAreKeptSlowlyAndOldOnesAreKeptAnewAtTheNextLogin() {
        assertThat(kept()).startsWith("{bcrypt}$2a$");
        database.update(
                "update ACT_ID_USER set SALT_ = 'salt', PWD_ = ? where ID_ = 'owner'",
                "{SHA-512}" + new Sha512HashDigest().encrypt("simplesalt"));

        assertThat(machine("owner", "wrong").statusCode()).isEqualTo(401);
        assertThat(kept()).startsWith("{SHA-512}");
        assertThat(machine("owner", "simple").statusCode()).isEqualTo(200);
        assertThat(kept()).startsWith("{bcrypt}$2a$");
        assertThat(machine("owner", "simple").statusCode()).isEqualTo(200);
    }

    @Test
    void noPartOfALongPasswordGoesUnread() {
        String start = "Long-Harbour-42 ".repeat(10);
        User user = identities.createUserQuery().userId("owner").singleResult();
        user.setPassword(start + "a");
        identities.saveUser(user);
        assertThat(machine("owner", start + "b").statusCode()).isEqualTo(401);
        assertThat(machine("owner", start + "a").statusCode()).isEqualTo(200);
    }

    @Test
    void everyLoginIsInTheLogAndNoneForgesALine(CapturedOutput log) {
        loggedIn();
        visitor().login("owner", "wrong");
        visitor().login("nobody\r\n2026-01-01 INFO Login: 'admin' from 127.0.0.1\u001b[31m" + "x".repeat(5_000), "x");

        assertThat(log).contains("Login: 'owner' from 127.0.0.1");
        assertThat(log).contains("Login refused: 'owner' from 127.0.0.1");
        assertThat(log.toString().lines())
                .noneMatch(line -> line.startsWith("2026-01-01 INFO"))
                .anyMatch(line -> line.contains("Login refused: 'nobody\\r\\n2026-01-01 INFO Login: 'admin' from"));
        assertThat(log).doesNotContain("x".repeat(200), "127.0.0.1\u001b[31m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Eve\\r\\nBcc: all", "Eve\\nx", "<b>Eve</b>", "Eve\\u0000", "Eve\\u202E"})
    void aProfileIsPlain(String firstName) {
        HttpResponse<String> answer = visitor()
                .asMachine(
                        "admin",
                        "PUT",
                        "/engine-rest/user/content/profile",
                        "{\"id\": \"content\", \"firstName\": \"" + firstName + "\", \"lastName\": \"Content\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no line breaks", "Nothing was changed");
        assertThat(identities.createUserQuery().userId("content").singleResult().getFirstName())
                .isEqualTo("Content review");
    }

    private String kept() {
        return database.queryForObject("select PWD_ from ACT_ID_USER where ID_ = 'owner'", String.class);
    }

    private Visitor loggedIn() {
        Visitor visitor = visitor();
        assertThat(location(visitor.login("owner", "Right-Harbour-42"))).isEqualTo("/");
        assertThat(visitor.get(TASKS).statusCode()).isEqualTo(200);
        return visitor;
    }

    private HttpResponse<String> verify(String name, String password) {
        return visitor()
                .asMachine(
                        "auditor",
                        "POST",
                        "/engine-rest/identity/verify",
                        "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(name, password));
    }

    private HttpResponse<String> machine(String name, String password) {
        String login = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return visitor()
                .send(visitor()
                        .to(SERVER)
                        .header("Authorization", "Basic " + login)
                        .header("Accept", "application/json")
                        .method("GET", BodyPublishers.noBody()));
    }

    private Visitor visitor() {
        return new Visitor(port);
    }
}
