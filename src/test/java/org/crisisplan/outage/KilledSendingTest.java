package org.crisisplan.outage;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.icegreen.greenmail.util.GreenMail;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.NodeProcess;
import org.crisisplan.notify.QuickMailServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A node on PostgreSQL that is killed while it tells many people and credits many users: nobody is left out, nobody is told twice, and
 * nobody has two credits. Those whom the mail server was being given at that moment, one for each thread at most, are in doubt and named;
 * credits are asked for again with the same key. How many people there are says the system property {@code people}.
 */
class KilledSendingTest {

    private static final int PEOPLE = Integer.getInteger("people", 600);
    private static final int USERS = PEOPLE / 2;
    private static final int THREADS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @RegisterExtension
    static final WireMockExtension SHOP = WireMockExtension.newInstance()
            .options(options().dynamicPort().containerThreads(20))
            .build();

    @TempDir
    Path folder;

    @Test
    void nobodyIsLeftOutToldTwiceOrCreditedTwice() throws Exception {
        SHOP.stubFor(post(anyUrl()).willReturn(okJson("{}").withFixedDelay(60)));
        GreenMail mails = new QuickMailServer();
        mails.start();
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            JdbcClient sql = JdbcClient.create(server.getPostgresDatabase());
            List<String> arguments = new ArrayList<>(NodeProcess.onPostgres(server.getJdbcUrl("postgres", "postgres")));
            arguments.addAll(List.of(
                    "--crisis-plan.home=" + folder,
                    "--crisis-plan.affected.key=" + folder.resolve("affected.key"),
                    "--crisis-plan.mailing.background-enabled=true",
                    "--crisis-plan.mailing.threads=" + THREADS,
                    // what the dead node had in hand is found soon
                    "--crisis-plan.mailing.send-within=1s",
                    "--crisis-plan.publish.answer-within=1s",
                    "--crisis-plan.compensation.background-enabled=true",
                    "--crisis-plan.compensation.url=" + SHOP.baseUrl() + "/credits",
                    "--crisis-plan.compensation.secret=whsec_"
                            + Base64.getEncoder().encodeToString(new byte[32]),
                    "--spring.mail.host=127.0.0.1",
                    "--spring.mail.port=" + mails.getSmtp().getPort()));
            int killedAt;
            int askedBefore;
            try (NodeProcess node = NodeProcess.start("sending-1", arguments)) {
                begin(node, sql);
                await().atMost(LONGEST)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> mails.getReceivedMessages().length > PEOPLE / 4);
                node.kill();
                killedAt = mails.getReceivedMessages().length;
                askedBefore = asked().size();
            }
            try (NodeProcess node = NodeProcess.launch("sending-2", arguments)) {
                await().atMost(LONGEST)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> open(sql, "mailing_recipient", "'queued', 'sending'") == 0
                                && count(sql, "mailing_recipient") == PEOPLE
                                && open(sql, "compensation_credit", "'due', 'sending'") == 0
                                && count(sql, "compensation_credit") == USERS);
                node.stop();
            }
            judge(mails, sql, killedAt);
            judgeCredits(sql, askedBefore);
        } finally {
            mails.stop();
        }
    }

    /** What statements and finance would begin, at the same moment. */
    private static void begin(NodeProcess node, JdbcClient sql) throws Exception {
        String crisis = new ObjectMapper()
                .readTree(asked(node, "pr", "/api/crises", """
                        {"title": "Down", "description": "Nothing loads", "kinds": ["technical"]}"""))
                .path("number")
                .asText();
        asked(
                node,
                "service",
                "/api/crises/" + crisis + "/affected",
                "{\"reason\": \"could not log in\", \"people\": ["
                        + IntStream.rangeClosed(1, USERS)
                                .mapToObj("{\"user\": \"u%d\"}"::formatted)
                                .collect(Collectors.joining(","))
                        + "]}");
        sql.sql("""
                        insert into compensation_ledger (crisis, kind, amount, approved_users, approved_by, opened_at, issued_at)
                        values (?, 'coupon', 20, ?, 'finance', now(), now())""").params(crisis, USERS).update();
        await().atMost(LONGEST).until(() -> asked().size() > THREADS);
        sql.sql("""
                        with opened as (insert into mailing (source, mailing_key, secret, opened_at)
                            values ('people-of-a-test', ?, 'hush', now()) returning id)
                        insert into mailing_text (mailing_id, language, subject, body)
                        select id, 'en', 'We are sorry', 'Dear {{name}}' from opened""").param("killed-" + PEOPLE).update();
    }

    private static String asked(NodeProcess node, String user, String path, String json) throws Exception {
        String login = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                                .header("Authorization", "Basic " + login)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.body();
    }

    private static void judge(GreenMail server, JdbcClient sql, int killedAt) throws Exception {
        Set<String> told = new HashSet<>();
        MimeMessage[] received = server.getReceivedMessages();
        for (MimeMessage mail : received) {
            told.add(mail.getAllRecipients()[0].toString().replace("@example.org", ""));
        }
        List<String> sent = refs(sql, "sent");
        List<String> doubtful = refs(sql, "in-doubt");
        System.out.printf(
                "%d people, killed after %d: %d told, %d twice, %d in doubt of whom %d were told%n",
                PEOPLE,
                killedAt,
                told.size(),
                received.length - told.size(),
                doubtful.size(),
                doubtful.stream().filter(told::contains).count());
        assertThat(received.length - told.size()).as("told twice").isZero();
        assertThat(sent.size() + doubtful.size()).as("accounted for").isEqualTo(PEOPLE);
        assertThat(told).as("who is called told was told").containsAll(sent);
        assertThat(doubtful).hasSizeLessThanOrEqualTo(THREADS);
        assertThat(killedAt).as("killed in the middle").isLessThan(PEOPLE);
    }

    /** The shop knows a key again, so it gives one credit for each key, however often it is asked. */
    private static void judgeCredits(JdbcClient sql, int askedBefore) {
        Set<String> keys = asked().stream()
                .map(request -> request.getHeader("Idempotency-Key"))
                .collect(Collectors.toSet());
        System.out.printf(
                "%d users, killed after %d requests: %d credits, %d asked for again%n",
                USERS, askedBefore, keys.size(), asked().size() - keys.size());
        assertThat(askedBefore).as("killed in the middle").isLessThan(USERS);
        assertThat(keys).as("one credit for each user").hasSize(USERS);
        assertThat(asked().stream()
                        .map(request -> request.getBodyAsString().replaceAll(".*\"user\":\"(u\\d+)\".*", "$1"))
                        .distinct())
                .as("nobody is left out")
                .hasSize(USERS);
        assertThat(sql.sql("select state from compensation_credit")
                        .query(String.class)
                        .list())
                .hasSize(USERS)
                .containsOnly("credited");
    }

    private static List<LoggedRequest> asked() {
        return SHOP.findAll(postRequestedFor(anyUrl()));
    }

    private static int count(JdbcClient sql, String table) {
        return sql.sql("select count(*) from " + table).query(Integer.class).single();
    }

    private static int open(JdbcClient sql, String table, String states) {
        return sql.sql("select count(*) from %s where state in (%s)".formatted(table, states))
                .query(Integer.class)
                .single();
    }

    private static List<String> refs(JdbcClient sql, String state) {
        return sql.sql("select ref from mailing_recipient where state = ?")
                .param(state)
                .query(String.class)
                .list();
    }
}
