package org.crisisplan.subscribers;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.crisisplan.PlanTest;
import org.crisisplan.access.Visitor;
import org.crisisplan.notify.MailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody outside wants to be told, and later not any more; nobody else learns of it, and no program does it for them. */
@PlanTest
class SubscribeTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger MINUTES = new AtomicInteger();
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+(/\\S+)");

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient sql;

    @Autowired
    MailServer server;

    @Autowired
    RequestMails mails;

    @Autowired
    SubscriberRepository subscribers;

    @Autowired
    LinkTokens tokens;

    @Autowired
    SubscriberSettings settings;

    private final String reader = "reader-" + UUID.randomUUID() + "@example.org";
    private Instant now = Instant.now();

    @BeforeEach
    void anotherMinute() {
        // so that what one test sends does not count for the next
        passes(Duration.ofMinutes(2L * MINUTES.incrementAndGet()));
        sql.sql("delete from subscriber_request").update();
        sql.sql("delete from subscriber").update();
        server.start();
    }

    @AfterEach
    void time() {
        // others that share this application are told nothing
        sql.sql("delete from subscriber").update();
        server.stop();
        ClockUtil.reset();
    }

    private void passes(Duration time) {
        now = now.plus(time);
        ClockUtil.setCurrentTime(Date.from(now));
    }

    private HttpResponse<String> send(String method, String path, String form, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path, "");
    }

    private HttpResponse<String> post(String path) {
        return send("POST", path, "");
    }

    private HttpResponse<String> signsUp(String... ticked) {
        var form = new StringBuilder("address=" + reader.replace("@", "%40") + "&language=en");
        for (String component : ticked) {
            form.append("&component=").append(component);
        }
        return send("POST", "/subscribe", form.toString());
    }

    private List<MimeMessage> mailed() {
        mails.sendDue();
        return server.messagesTo(reader);
    }

    /** The path of the first link in the newest mail. */
    private String link() throws Exception {
        List<MimeMessage> all = mailed();
        Matcher found = LINK.matcher(String.valueOf(all.get(all.size() - 1).getContent()));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private Subscriber subscribed(String... ticked) throws Exception {
        signsUp(ticked);
        assertThat(post(link()).statusCode()).isEqualTo(200);
        return subscribers.byAddress(new MailAddress(reader)).orElseThrow();
    }

    private static final String[] ALL = {"site", "login", "order", "payment", "user-data"};

    @Test
    void onlyTheButtonConfirms() throws Exception {
        HttpResponse<String> answer = signsUp("payment", "login");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        MimeMessage mail = mailed().get(0);
        assertThat(mail.getSubject()).startsWith("Please confirm");
        assertThat(String.valueOf(mail.getContent())).contains("About: Logging in, Payment", "do nothing");

        String link = link();
        // as mail scanners do
        for (int i = 0; i < 3; i++) {
            assertThat(get(link).body()).contains("One last step", "<form method=\"post\">");
            assertThat(send("HEAD", link, "").statusCode()).isEqualTo(200);
        }
        assertThat(subscribers.byAddress(new MailAddress(reader))).isEmpty();

        assertThat(post(link).body()).contains("You are subscribed");
        Subscriber person = subscribers.byAddress(new MailAddress(reader)).orElseThrow();
        assertThat(person.choice().components()).containsExactly("login", "payment");
        assertThat(person.choice().chinese()).isFalse();
        assertThat(post(link).body()).as("pressed twice").contains("You are subscribed");
        assertThat(get(link).headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    @Test
    void whoeverAsksLearnsNothingOfAnAddress() throws Exception {
        HttpResponse<String> unknown = signsUp(ALL);
        post(link());
        HttpResponse<String> known = signsUp("order");
        assertThat(known.statusCode()).isEqualTo(unknown.statusCode());
        assertThat(known.headers().firstValue("Location"))
                .isEqualTo(unknown.headers().firstValue("Location"));
        assertThat(known.body()).isEqualTo(unknown.body());

        Subscriber person = subscribers.byAddress(new MailAddress(reader)).orElseThrow();
        assertThat(person.isTold()).as("nobody can un-confirm somebody else").isTrue();
        assertThat(person.choice().all()).as("nor change what they are told").isTrue();
        List<MimeMessage> all = mailed();
        assertThat(all.get(1).getSubject()).startsWith("You are subscribed already");
        assertThat(get(link()).body()).contains("Your subscription");
    }

    @Test
    void anAddressIsWrittenToThreeTimesADay() {
        for (int i = 0; i < 5; i++) {
            assertThat(signsUp(ALL).statusCode()).isEqualTo(303);
        }
        assertThat(mailed()).hasSize(3);
        passes(Duration.ofHours(25));
        signsUp(ALL);
        assertThat(mailed()).hasSize(4);
    }

    @Test
    void theSixthOfAMinuteWaits() {
        for (int i = 0; i < 5; i++) {
            signsUp(ALL);
        }
        HttpResponse<String> sixth = signsUp("payment");
        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 61L);
        assertThat(sixth.body()).contains(reader, "Please wait a minute");
        passes(Duration.ofSeconds(61));
        assertThat(signsUp("payment").statusCode()).isEqualTo(303);
    }

    @Test
    void whatNobodyConfirmedIsRemovedAndItsLinkSaysSo() throws Exception {
        signsUp(ALL);
        String link = link();
        passes(settings.confirmWithin().plusMinutes(1));
        assertThat(post(link).statusCode()).isEqualTo(410);
        assertThat(subscribers.byAddress(new MailAddress(reader))).isEmpty();
        subscribers.removeRequests(now.minus(settings.confirmWithin()));
        assertThat(sql.sql("select count(*) from subscriber_request")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(get(link).body()).contains("This link is too old");
        assertThat(get(link.replaceFirst(".{12}\\?", "?")).statusCode())
                .as("cut off")
                .isEqualTo(404);
    }

    @Test
    void oneClickEndsItAndComingBackIsNotSwallowed() throws Exception {
        Subscriber person = subscribed(ALL);
        String leave = "/unsubscribe/" + tokens.make(LinkTokens.Purpose.UNSUBSCRIBE, person.id());
        assertThat(get(leave).body()).contains("<button").doesNotContain(reader);
        assertThat(subscribers.find(person.id()).orElseThrow().isTold())
                .as("looking ends nothing")
                .isTrue();

        // as a mail program does it (RFC 8058): no cookie, no token, from another site
        HttpResponse<String> left =
                send("POST", leave, "List-Unsubscribe=One-Click", "Sec-Fetch-Site", "cross-site", "Origin", "null");
        assertThat(left.statusCode()).isEqualTo(200);
        Subscriber gone = subscribers.find(person.id()).orElseThrow();
        assertThat(gone.isTold()).isFalse();
        Instant first = firstOptOut(person.id());
        assertThat(sql.sql("select address from subscriber where id = ?")
                        .param(person.id())
                        .query((row, i) -> row.getString(1) == null)
                        .single())
                .as("the address is forgotten")
                .isTrue();

        passes(Duration.ofHours(30));
        signsUp("payment");
        assertThat(post(link()).body()).contains("You are subscribed");
        Subscriber back = subscribers.byAddress(new MailAddress(reader)).orElseThrow();
        assertThat(back.isTold()).isTrue();
        assertThat(back.choice().components()).containsExactly("payment");
        assertThat(firstOptOut(back.id())).isEqualTo(first);

        assertThat(post(leave).statusCode()).as("the old link still works").isEqualTo(200);
        assertThat(subscribers.find(back.id()).orElseThrow().isTold()).isFalse();
        assertThat(firstOptOut(back.id())).as("the first time is kept").isEqualTo(first);
    }

    private Instant firstOptOut(String id) {
        return sql.sql("select first_opt_out_at from subscriber where id = ?")
                .param(id)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Test
    void whoLeftIsNotBroughtBackByAnOldConfirmation() throws Exception {
        signsUp(ALL);
        String confirm = link();
        post(confirm);
        Subscriber person = subscribers.byAddress(new MailAddress(reader)).orElseThrow();
        subscribers.optOut(person.id());
        assertThat(post(confirm).statusCode()).isEqualTo(410);
        assertThat(subscribers.find(person.id()).orElseThrow().isTold()).isFalse();
    }

    @Test
    void whoManagesChangesLeavesAndIsForgotten() throws Exception {
        Subscriber person = subscribed(ALL);
        String manage = "/subscribe/manage/" + tokens.make(LinkTokens.Purpose.MANAGE, person.id());
        assertThat(get(manage).body()).contains("r•••@e•••.org").doesNotContain(reader);
        assertThat(send("POST", manage, "language=zh&component=order").body()).contains("Saved");
        Choice changed = subscribers.find(person.id()).orElseThrow().choice();
        assertThat(changed.components()).containsExactly("order");
        assertThat(changed.chinese()).isTrue();
        assertThat(send("POST", manage, "language=zh").statusCode())
                .as("nothing ticked")
                .isEqualTo(400);
        assertThat(subscribers.find(person.id()).orElseThrow().choice()).isEqualTo(changed);

        assertThat(post(manage + "/erase").body()).contains("You are forgotten");
        assertThat(sql.sql("select count(*) from subscriber")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(sql.sql("select count(*) from subscriber_request")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(get(manage).statusCode()).isEqualTo(410);
        String leave = "/unsubscribe/" + tokens.make(LinkTokens.Purpose.UNSUBSCRIBE, person.id());
        assertThat(post(leave).statusCode()).as("friendly for ever").isEqualTo(200);
        assertThat(get(leave).body()).contains("You are unsubscribed");
    }

    @Test
    void aLinkIsGoodForOneThing() throws Exception {
        Subscriber person = subscribed(ALL);
        String leave = tokens.make(LinkTokens.Purpose.UNSUBSCRIBE, person.id());
        assertThat(get("/subscribe/manage/" + leave).statusCode()).isEqualTo(404);
        assertThat(post("/subscribe/confirm/" + leave).statusCode()).isEqualTo(404);
        assertThat(post("/unsubscribe/" + leave.substring(1) + "A").statusCode())
                .isEqualTo(404);
        assertThat(subscribers.find(person.id()).orElseThrow().isTold()).isTrue();
    }

    @Test
    void theDatabaseAloneSaysNothingOfWhoItIs() throws Exception {
        Subscriber person = subscribed(ALL);
        String rows = sql.sql("select * from subscriber").query().listOfRows().toString()
                + sql.sql("select * from subscriber_request").query().listOfRows();
        assertThat(rows).contains(person.id()).doesNotContain("reader-").doesNotContain("example.org");
        assertThat(rows)
                .as("nor can links be made of it")
                .doesNotContain(tokens.make(LinkTokens.Purpose.UNSUBSCRIBE, person.id()));
    }

    @Test
    void nobodyButAdministratorsSeesWhoTheyAre() throws Exception {
        Subscriber person = subscribed(ALL);
        for (String user : List.of("pr", "auditor")) {
            assertThat(new Visitor(port).loggedInAs(user).page("/subscribers").body())
                    .as("how many, to %s", user)
                    .contains("Subscribed", "administrators alone can see")
                    .doesNotContain("•••", person.id(), reader);
        }
        assertThat(new Visitor(port).loggedInAs("admin").page("/subscribers").body())
                .as("masked, to administrators")
                .contains("r•••@e•••.org", person.id())
                .doesNotContain(reader);
        for (String path : List.of("/api/subscribers", "/api/v2/subscribers.json", "/api/crises", "/api/openapi")) {
            assertThat(new Visitor(port).asMachine("admin", "GET", path, "").body())
                    .as("no name and password of a program opens the list, at %s", path)
                    .doesNotContain("•••", person.id(), reader);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "a@b",
                "a b@example.org",
                "one@example.org,two@example.org",
                "a@example.org%0ABcc:b@example.org",
                "<a@example.org>",
                "a@-example.org",
                "@example.org",
                "a@example.org.",
                "%22a%22@example.org"
            })
    void whatIsNoAddressIsSaidAtTheField(String typed) {
        HttpResponse<String> answer = send("POST", "/subscribe", "address=" + typed + "&language=zh&component=order");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("aria-invalid=\"true\"", "href=\"#address\"", "Type one mail address");
        assertThat(sql.sql("select count(*) from subscriber_request")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void robotsAndOtherSitesSignNobodyUp() {
        String form = "address=" + reader + "&language=en&component=order";
        assertThat(send("POST", "/subscribe", form + "&website=spam").statusCode())
                .as("it believes that it worked")
                .isEqualTo(303);
        assertThat(send("POST", "/subscribe", form, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(mailed()).isEmpty();
    }

    @Test
    void aMailThatWasNotTakenIsSentLater() throws Exception {
        signsUp(ALL);
        server.stop();
        mails.sendDue();
        server.start();
        assertThat(mailed()).as("not at once").isEmpty();
        passes(Duration.ofMinutes(3));
        assertThat(mailed()).hasSize(1);
        passes(Duration.ofMinutes(3));
        assertThat(mailed()).as("and once").hasSize(1);
    }

    @Test
    void bothLanguagesSayTheSameThings() throws Exception {
        var english = PropertiesLoaderUtils.loadProperties(new ClassPathResource("messages/subscribers.properties"));
        var chinese = PropertiesLoaderUtils.loadProperties(new ClassPathResource("messages/subscribers_zh.properties"));
        assertThat(chinese.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        assertThat(send("GET", "/subscribe?lang=zh", "").body())
                .contains("邮件订阅", "支付")
                .doesNotContain("??");
        assertThat(send("GET", "/status?lang=zh", "").body()).contains("href=\"subscribe?lang=zh\"");
    }
}
