package org.crisisplan.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crisisplan.access.Visitor.location;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.crisisplan.CrisisPlanApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

/** People log in at an organisation's OpenID provider, over HTTP, as a browser does. */
class OidcLoginTest {

    private static final String TASKS = "/camunda/api/engine/engine/oidc/task";
    private static final List<String> BOTH_FACTORS = List.of("pwd", "otp");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static int port;
    private static ConfigurableApplicationContext product;
    private static OpenIdProvider provider;

    @BeforeAll
    static void start() {
        port = TestSocketUtils.findAvailableTcpPort();
        int providersPort = TestSocketUtils.findAvailableTcpPort();
        String registration = "--spring.security.oauth2.client.registration.company.";
        product = new SpringApplicationBuilder(CrisisPlanApplication.class)
                .profiles("test", "demo")
                .run(
                        "--server.port=" + port,
                        "--spring.datasource.url=jdbc:h2:mem:oidc;DB_CLOSE_DELAY=-1",
                        // beside the engine that the other tests share
                        "--camunda.bpm.process-engine-name=oidc",
                        registration + "client-id=crisis-plan",
                        registration + "client-secret=secret",
                        registration + "scope=openid",
                        registration + "client-name=the company",
                        "--spring.security.oauth2.client.provider.company.issuer-uri=http://127.0.0.1:" + providersPort,
                        "--crisis-plan.access.oidc.groups[/press]=publicRelations",
                        "--crisis-plan.access.oidc.groups[/engineering]=technology",
                        "--crisis-plan.access.oidc.required-amr=otp,hwk",
                        // where the tests run, one machine does everything at once
                        "--crisis-plan.access.oidc.timeout=60s",
                        "--crisis-plan.access.oidc.local-login=administrators");
        // nobody waits for the provider at the start
        assertThat(location(visitor().page("/oauth2/authorization/company"))).isEqualTo("/login?refused=provider");
        provider = OpenIdProvider.start(providersPort, "http://localhost:" + port);
    }

    @AfterAll
    static void stop() {
        if (provider != null) {
            provider.close();
        }
        product.close();
    }

    @Test
    void aMemberOfTheTeamWorksOnATaskAndTheRecordNamesThem() throws Exception {
        provider.knows("press.desk", member("Press", "Desk", "/press", "/canteen"));
        JsonNode opened = JSON.readTree(
                visitor().asMachine("tech", "POST", "/api/crises", """
                        {"title": "Shop down", "description": "Nothing loads", "kinds": ["technical"]}""").body());
        String number = opened.path("number").asText();
        Visitor desk = visitor();
        assertThat(location(desk.page("/crises"))).isEqualTo("/login");
        assertThat(desk.page("/login").body()).contains("Log in with the company");

        assertThat(location(logIn(desk, "press.desk"))).isEqualTo("/crises");

        assertThat(desk.page("/crises").body()).contains(number);
        assertThat(groups("press.desk")).containsExactly("publicRelations");
        String task = product.getBean(TaskService.class)
                .createTaskQuery()
                .processInstanceBusinessKey(number)
                .taskDefinitionKey("User_VerifyReport")
                .singleResult()
                .getId();
        assertThat(desk.get(TASKS).body()).contains(task);
        desk.page("/camunda/app/tasklist/oidc/");
        assertThat(send(desk, task, "claim", "{\"userId\": \"press.desk\"}")).isEqualTo(204);
        assertThat(send(desk, task, "submit-form", "{\"variables\": {\"isCrisis\": {\"value\": \"yes\"}}}"))
                .isIn(200, 204);

        JsonNode record = JSON.readTree(visitor()
                .asMachine("auditor", "GET", "/api/crises/" + number + "/record", "")
                .body());
        assertThat(record.path("items")).anySatisfy(act -> {
            assertThat(act.path("actor").path("id").asText()).isEqualTo("press.desk");
            assertThat(act.path("actor").path("name").asText()).isEqualTo("Press Desk");
        });
    }

    @Test
    void theRequestCarriesStateNonceAndProofKey() {
        String toProvider = redirect(visitor().page("/oauth2/authorization/company"));

        assertThat(toProvider)
                .contains(
                        "&state=", "&nonce=", "&code_challenge=", "&code_challenge_method=S256", "response_type=code");
    }

    @Test
    void whoIsInNoGroupIsToldAndIsNobodyHere() {
        provider.knows("canteen", member("Canteen", "", "/canteen"));
        Visitor stranger = visitor();

        HttpResponse<String> answer = logIn(stranger, "canteen");

        assertThat(location(answer)).isEqualTo("/login?refused=group");
        assertThat(stranger.page("/login?refused=group").body()).contains("none of your groups has a part in the plan");
        isNotIn(stranger);
        assertThat(identities().createUserQuery().userId("canteen").count()).isZero();
    }

    @Test
    void withoutTheSecondFactorNobodyGetsIn() {
        provider.knows("hasty", Map.of("groups", List.of("/press"), "amr", List.of("pwd")));
        provider.knows("silent", Map.of("groups", List.of("/press")));
        for (String name : List.of("hasty", "silent")) {
            Visitor visitor = visitor();

            assertThat(location(logIn(visitor, name))).isEqualTo("/login?refused=factor");

            isNotIn(visitor);
            assertThat(identities().createUserQuery().userId(name).count()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"state", "code"})
    void whatTheProviderDidNotSendLeadsNowhere(String forged) {
        provider.knows("forged", member("Forged", "", "/press"));
        Visitor victim = visitor();
        String callback = redirect(atProvider(victim, "forged"));

        HttpResponse<String> answer =
                open(victim, callback.replaceFirst(forged + "=[^&]*", forged + "=of-somebody-else"));

        assertThat(location(answer)).isEqualTo("/login?refused=provider");
        isNotIn(victim);
    }

    @Test
    void theAnswerToSomebodyElsesRequestLogsNobodyIn() {
        provider.knows("attacker", member("Attacker", "", "/press"));
        String attackers = redirect(atProvider(visitor(), "attacker"));
        Visitor victim = visitor();
        victim.page("/oauth2/authorization/company");

        assertThat(location(open(victim, attackers))).isEqualTo("/login?refused=provider");
        isNotIn(victim);
    }

    @Test
    void aTokenThatIsSignedByAnotherKeyIsNotBelieved() {
        provider.knows("imitated", member("Imitated", "", "/press"));
        Visitor visitor = visitor();
        provider.isImitated(true);
        try {
            assertThat(location(logIn(visitor, "imitated"))).isEqualTo("/login?refused=provider");
        } finally {
            provider.isImitated(false);
        }
        isNotIn(visitor);
        assertThat(location(logIn(visitor, "imitated"))).isEqualTo("/");
    }

    @Test
    void anAccountOfThisPlaceIsNotTakenOver() {
        provider.knows("admin", member("Other", "", "/press"));
        Visitor other = visitor();

        assertThat(location(logIn(other, "admin"))).isEqualTo("/login?refused=account");

        isNotIn(other);
        assertThat(groups("admin")).containsExactly("camunda-admin");
        assertThat(visitor().loggedInAs("admin").page("/plan").statusCode()).isEqualTo(200);
    }

    @Test
    void aNameThatTheProviderGivesToSomebodyElseStaysWithTheFirst() {
        provider.knows("first", with(member("First", "", "/press"), "preferred_username", "duty"));
        provider.knows("second", with(member("Second", "", "/engineering"), "preferred_username", "duty"));
        assertThat(location(logIn(visitor(), "first"))).isEqualTo("/");

        assertThat(location(logIn(visitor(), "second"))).isEqualTo("/login?refused=account");

        assertThat(groups("duty")).containsExactly("publicRelations");
    }

    @Test
    void groupsAndNamesFollowTheProviderAtEachLogin() {
        provider.knows("moving", member("Moving", "On", "/press"));
        Visitor first = visitor();
        logIn(first, "moving");
        assertThat(first.page("/outbox").statusCode()).isEqualTo(200);

        provider.knows("moving", member("Moved", "On", "/engineering"));
        logIn(visitor(), "moving");
        assertThat(groups("moving")).containsExactly("technology");
        User moved = identities().createUserQuery().userId("moving").singleResult();
        assertThat(moved.getFirstName()).isEqualTo("Moved");
        assertThat(moved.getEmail()).isEqualTo("moved@company.example");

        provider.knows("moving", member("Moved", "Away"));
        assertThat(location(logIn(visitor(), "moving"))).isEqualTo("/login?refused=group");
        assertThat(groups("moving")).isEmpty();
        assertThat(first.page("/outbox").statusCode())
                .as("the session from before")
                .isEqualTo(403);
    }

    @Test
    void whoIsLockedHereStaysOut() {
        provider.knows("locked", member("Locked", "", "/press"));
        Visitor before = visitor();
        logIn(before, "locked");
        product.getBean(org.springframework.jdbc.core.JdbcTemplate.class)
                .update("update ACT_ID_USER set LOCK_EXP_TIME_ = timestamp '2999-01-01 00:00:00' where ID_ = 'locked'");

        isNotIn(before);
        assertThat(location(logIn(visitor(), "locked"))).isEqualTo("/login?refused=locked");
    }

    @Test
    void logOutEndsTheSessionHereAndAtTheProvider() {
        provider.knows("leaving", member("Leaving", "", "/press"));
        Visitor visitor = visitor();
        logIn(visitor, "leaving");

        HttpResponse<String> out = visitor.form("/logout", Map.of("_csrf", visitor.token()));

        isNotIn(visitor);
        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(out.body()).contains("You are logged out");
        String onward = out.headers().firstValue("Refresh").orElseThrow().replace("0;url=", "");
        assertThat(onward).startsWith("http://127.0.0.1:").contains("id_token_hint=");
        assertThat(redirect(open(visitor, onward))).isEqualTo("http://localhost:" + port + "/login?out");
        // the provider asks for the password again
        assertThat(redirect(open(visitor, redirect(visitor.page("/oauth2/authorization/company")))))
                .endsWith("/login");
    }

    @Test
    void aPasswordOfThisPlaceCountsForAdministratorsAndMachinesOnly() {
        Visitor local = visitor();
        assertThat(local.page("/login").body()).contains("Only administrators log in here with a password");
        assertThat(location(local.login("pr", "demo"))).isEqualTo("/login?error");
        isNotIn(local);

        assertThat(location(local.login("admin", "demo"))).isEqualTo("/");
        assertThat(visitor().asMachine("pr", "GET", "/api/crises", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoCameFromTheProviderHasNoPasswordHere() {
        provider.knows("nopassword", member("No", "Password", "/press"));
        logIn(visitor(), "nopassword");

        for (String password : List.of("demo", "", "null")) {
            assertThat(location(visitor().login("nopassword", password))).isEqualTo("/login?error");
        }
        assertThat(visitor().asMachine("nopassword", "GET", "/api/crises", "").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/oauth2/authorization/other, /login?refused=provider",
        "/oauth2, /login",
        "/login/oauth2/code/company, /login?refused=provider",
        "/login/oauth2/code/other, /login?refused=provider",
        "/login/oauth2, /login",
        "/login/x, /login"
    })
    void nothingElseOpens(String address, String leadsTo) {
        HttpResponse<String> answer = visitor().page(address);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(location(answer)).isEqualTo(leadsTo);
    }

    private static Map<String, Object> member(String first, String last, String... groups) {
        return Map.of(
                "given_name", first,
                "family_name", last,
                "email", first.toLowerCase(java.util.Locale.ROOT) + "@company.example",
                "groups", List.of(groups),
                "amr", BOTH_FACTORS);
    }

    private static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(claims);
        more.put(name, value);
        return more;
    }

    /** The whole way: to the provider, its login page, and back; the answer is what the product says then. */
    private static HttpResponse<String> logIn(Visitor visitor, String name) {
        return open(visitor, redirect(atProvider(visitor, name)));
    }

    /** As far as the provider's answer, which leads back. */
    private static HttpResponse<String> atProvider(Visitor visitor, String name) {
        HttpResponse<String> asked = open(visitor, redirect(visitor.page("/oauth2/authorization/company")));
        if (redirect(asked).startsWith("http://localhost:" + port)) {
            return asked;
        }
        String form = redirect(asked);
        String fields = "username=" + name + "&password=demo&_csrf="
                + URLEncoder.encode(csrf(open(visitor, form).body()), StandardCharsets.UTF_8);
        HttpResponse<String> loggedIn = visitor.send(HttpRequest.newBuilder(URI.create(form))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields)));
        return open(visitor, redirect(loggedIn));
    }

    private static String csrf(String page) {
        var token = java.util.regex.Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
                .matcher(page);
        assertThat(token.find()).as(page).isTrue();
        return token.group(1);
    }

    private static HttpResponse<String> open(Visitor visitor, String address) {
        return visitor.send(HttpRequest.newBuilder(URI.create(address))
                .header("Accept", "text/html")
                .GET());
    }

    private static String redirect(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s %s", answer, answer.body()).isEqualTo(302);
        String to = answer.headers().firstValue("Location").orElseThrow();
        return answer.uri().resolve(to).toString();
    }

    private static int send(Visitor browser, String task, String act, String json) {
        return browser.send(browser.to(TASKS + "/" + task + "/" + act)
                        .header("Content-Type", "application/json")
                        .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN").orElse(""))
                        .POST(BodyPublishers.ofString(json)))
                .statusCode();
    }

    private static void isNotIn(Visitor visitor) {
        assertThat(location(visitor.page("/"))).isEqualTo("/login");
        assertThat(visitor.get(TASKS).statusCode()).isEqualTo(401);
    }

    private static IdentityService identities() {
        return product.getBean(IdentityService.class);
    }

    private static List<String> groups(String name) {
        return identities().createGroupQuery().groupMember(name).list().stream()
                .map(Group::getId)
                .toList();
    }

    private static Visitor visitor() {
        return new Visitor(port);
    }
}
