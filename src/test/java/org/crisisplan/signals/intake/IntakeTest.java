package org.crisisplan.signals.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.crisisplan.PlanTest;
import org.crisisplan.signals.trigger.SignalPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What monitoring systems post is kept once, and what does not fit is refused with the place of the fault. */
@PlanTest
class IntakeTest {

    private static final String SECRET = "whsec_bWF5IHRoZSBmb3JjZSBiZSB3aXRoIHlvdSBhbHdheXM=";
    private static final String OLD_SECRET = "whsec_dGhlIG9sZCBzZWNyZXQgd2hpbGUgaXQgaXMgY2hhbmdlZA==";
    private static final String FOREIGN_SECRET = "whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldCwgbm90IG91cnM=";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient sql;

    @Autowired
    ApplicationContext product;

    private final String subject = "intake-" + UUID.randomUUID();

    @Test
    void oneSignalIsKeptAndAnsweredWhenItIs() {
        HttpResponse<String> answer = post(signal(
                        "a", "\"text\": \"登录失败\", \"occurred\": \"2026-11-23T08:00:00+08:00\""))
                .send();

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":1,\"duplicates\":0,\"duplicate\":false}");
        assertThat(sql.sql("select text, source, kind from signal where subject = ?")
                        .param(subject)
                        .query()
                        .singleRow())
                .containsEntry("text", "登录失败")
                .containsEntry("source", "api")
                .containsEntry("kind", "report");
        assertThat(sql.sql("select occurred from signal where subject = ?")
                        .param(subject)
                        .query(Instant.class)
                        .single())
                .isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @Test
    void theSameAgainIsADuplicateAndChangesNothing() {
        assertThat(post(signal("a", "")).status()).isEqualTo(202);

        HttpResponse<String> again = post(signal("a", "")).send();

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"duplicate\":true", "\"accepted\":0");
        assertThat(kept()).isEqualTo(1);
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void theSameIdWithOtherWordsIsRefusedAndKeepsNothingOfTheRequest() {
        assertThat(post(signal("a", "\"text\": \"one\"")).status()).isEqualTo(202);

        assertThat(post("[" + signal("b", "") + "," + signal("a", "\"text\": \"two\"") + "]")
                        .status())
                .isEqualTo(409);

        assertThat(kept()).isEqualTo(1);
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void manyComeAtOnceAndThoseThatAreKnownAreCountedApart() {
        String many = IntStream.range(0, 100)
                .mapToObj(i -> signal("m" + i % 90, ""))
                .collect(Collectors.joining(",", "[", "]"));

        HttpResponse<String> answer = post(many).send();

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":90,\"duplicates\":10,\"duplicate\":false}");
        assertThat(counted()).isEqualTo(90);
    }

    @Test
    void anEventIsTakenInEachOfItsThreeModes() {
        String data = "{\"kind\": \"alert\", \"subject\": \"" + subject + "\", \"severity\": \"critical\"}";
        String event = "{\"specversion\": \"1.0\", \"id\": \"%s\", \"source\": \"/monitor\", \"type\": \"x.alert\", "
                + "\"time\": \"2026-11-23T08:00:00Z\", \"traceparent\": \"00-1\", \"data\": " + data + "}";

        assertThat(Post.to(port, "/api/signals")
                        .key("demo")
                        .header("Content-Type", "application/cloudevents+json; charset=utf-8")
                        .body(event.formatted("s"))
                        .status())
                .isEqualTo(202);
        assertThat(Post.to(port, "/api/signals")
                        .key("demo")
                        .header("Content-Type", "application/cloudevents-batch+json")
                        .body("[" + event.formatted("b1") + "," + event.formatted("b2") + "]")
                        .status())
                .isEqualTo(202);
        assertThat(binary(data, "1.0").status()).isEqualTo(202);
        assertThat(kept()).isEqualTo(4);
        assertThat(binary(data, "0.3").status()).isEqualTo(400);
        assertThat(Post.to(port, "/api/signals")
                        .key("demo")
                        .header("Content-Type", "application/cloudevents+json")
                        .body(event.formatted("s"))
                        .status())
                .isEqualTo(200);
    }

    private Post binary(String data, String version) {
        return Post.to(port, "/api/signals")
                .key("demo")
                .header("ce-specversion", version)
                .header("ce-id", "bin%20ary")
                .header("ce-source", "/monitor")
                .header("ce-type", "x.alert")
                .json(data);
    }

    @Test
    void aSignatureOpensAsAKeyDoesWithEitherSecret() {
        assertThat(signed("d1", Instant.now(), SECRET).status()).isEqualTo(202);
        assertThat(signed("d2", Instant.now(), OLD_SECRET).status()).isEqualTo(202);
        assertThat(signed("d3", Instant.now().minusSeconds(290), SECRET).status())
                .isEqualTo(202);
        assertThat(signed("d4", Instant.now().plusSeconds(290), SECRET).status())
                .isEqualTo(202);
    }

    @Test
    void theSameDeliveryAgainIsADuplicateAndWithAnotherBodyRefused() {
        assertThat(signed("d1", Instant.now(), SECRET).status()).isEqualTo(202);

        HttpResponse<String> again = signed("d1", Instant.now(), SECRET).send();
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).contains("\"duplicate\":true");

        Post other = Post.to(port, "/api/signals/signed").json(signal("other", ""));
        assertThat(other.signed("d1" + subject, Instant.now(), SECRET).status()).isEqualTo(409);
        assertThat(kept()).isEqualTo(1);
    }

    @Test
    void aSignatureThatIsWrongOrNotOfNowIsRefusedWithoutAWord() {
        byte[] body = signal("a", "").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Instant now = Instant.now();
        Stream.of(
                        signed("f1", now, FOREIGN_SECRET),
                        signed("f2", now.minusSeconds(302), SECRET),
                        signed("f3", now.plusSeconds(302), SECRET),
                        Post.to(port, "/api/signals/signed").json(signal("a", "")),
                        // one byte differs from what was signed
                        Post.to(port, "/api/signals/signed")
                                .json(signal("a", "") + " ")
                                .header("webhook-id", "f4")
                                .header("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                                .header("webhook-signature", Post.signature("f4", now, SECRET, body)),
                        // signed for another id
                        Post.to(port, "/api/signals/signed")
                                .json(signal("a", ""))
                                .header("webhook-id", "f5")
                                .header("webhook-timestamp", String.valueOf(now.getEpochSecond()))
                                .header("webhook-signature", Post.signature("f6", now, SECRET, body)),
                        Post.to(port, "/api/signals/signed")
                                .json(signal("a", ""))
                                .header("webhook-id", "f7")
                                .header("webhook-timestamp", "now")
                                .header("webhook-signature", "v1,not base64"))
                .map(Post::send)
                .forEach(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(401);
                    assertThat(answer.body()).isEmpty();
                });
        assertThat(kept()).isZero();
    }

    @Test
    void whoHasNoKeyOrAnotherSourcesKeyIsRefusedWithoutAWord() {
        Stream.of(
                        Post.to(port, "/api/signals"),
                        Post.to(port, "/api/signals").key("wrong"),
                        Post.to(port, "/api/signals").key(""),
                        Post.to(port, "/api/signals").header("Authorization", "Basic YWRtaW46ZGVtbw=="),
                        Post.to(port, "/api/signals/signed").key("demo"),
                        Post.to(port, "/api/signals/narrow").key("demo"),
                        Post.to(port, "/api/signals/shut").key("demo"),
                        Post.to(port, "/api/signals/shut").key(""),
                        Post.to(port, "/api/signals/nobody").key("demo"),
                        Post.to(port, "/api/signals/api%2F..").key("demo"))
                .map(post -> post.json(signal("a", "")).send())
                .forEach(answer -> {
                    assertThat(answer.statusCode()).isIn(400, 401);
                    assertThat(answer.body()).doesNotContain("signal");
                });
        assertThat(kept()).isZero();
    }

    @Test
    void whatIsTooLargeIsRefusedAlsoWhenItsLengthIsNotTold() {
        String large = signal("a", "\"text\": \"" + "x".repeat(257 * 1024) + "\"");
        assertThat(post(large).status()).isEqualTo(413);
        assertThat(post(large).chunked().status()).isEqualTo(413);
        assertThat(kept()).isZero();
    }

    @Test
    void whatIsCompressedIsRefused() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(signal("a", "").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(Post.to(port, "/api/signals")
                        .key("demo")
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .body(zipped.toByteArray())
                        .status())
                .isEqualTo(415);
    }

    @Test
    void whatIsNotJsonIsRefusedByItsType() {
        assertThat(Post.to(port, "/api/signals")
                        .key("demo")
                        .header("Content-Type", "text/xml")
                        .body("<signal/>")
                        .status())
                .isEqualTo(415);
    }

    static Stream<String> malformed() {
        return Stream.of(
                "",
                " ",
                "null",
                "7",
                "\"a\"",
                "{",
                "[{]",
                "{} {}",
                "[".repeat(10_000),
                "{\"a\":".repeat(60) + "1" + "}".repeat(60),
                "{\"id\": 7, \"kind\": \"log\", \"subject\": \"login\"}",
                "{\"id\": \"a\", \"id\": \"b\", \"kind\": \"log\", \"subject\": \"login\"}",
                "{\"id\": \"a\", \"kind\": \"rumour\", \"subject\": \"login\"}",
                "{\"id\": \"a\", \"kind\": \"LOG\", \"subject\": \"login\"}",
                "{\"id\": \"a\", \"kind\": \"log\"}",
                "{\"id\": \"a\", \"subject\": \"login\"}",
                "{\"kind\": \"log\", \"subject\": \"login\"}",
                "{\"id\": \" \", \"kind\": \"log\", \"subject\": \"login\"}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"Log in\"}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"colour\": \"red\"}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"source\": \"tickets\"}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"resolved\": \"no\"}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"value\": 1}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"metric\": \"m\", \"value\": \"1\"}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"metric\": \"m\", \"value\": 1e999999999}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"metric\": \"m\", \"value\": NaN}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"metric\": \"m\", \"value\": 1.7976931348623157e308}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"metric\": \"m\", \"value\": "
                        + "1".repeat(200) + "}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"link\": \"javascript:alert(1)\"}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"occurred\": \"yesterday\"}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"occurred\": \"+999999999-01-01T00:00:00Z\"}",
                "{\"id\": \"" + "i".repeat(201) + "\", \"kind\": \"log\", \"subject\": \"login\"}",
                "{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\", \"text\": \"" + "x".repeat(10_001) + "\"}",
                "[{\"id\": \"a\", \"kind\": \"log\", \"subject\": \"login\"}, 7]");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatCannotBeReadIsRefusedWithTheReason(String body) {
        HttpResponse<String> answer = post(body).send();
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"title\":\"Not a valid signal\"", "\"errors\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<script>alert(1)</script>", "${''.getClass()}", "'; drop table signal; --", "a\\u0000b\\u202Ec"
            })
    void textsOfStrangersAreKeptAsTextsWithoutWhatCannotBeSeen(String text) {
        assertThat(post(signal("t", "\"text\": \"" + text + "\"")).status()).isEqualTo(202);
        assertThat(sql.sql("select text from signal where subject = ?")
                        .param(subject)
                        .query(String.class)
                        .single())
                .isEqualTo(text.replace("\\u0000", "").replace("\\u202E", ""));
    }

    @Test
    void whoSendsMoreThanAgreedIsToldWhenToGoOn() {
        int refused = 0;
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> answer = Post.to(port, "/api/signals/narrow")
                    .key("narrow-key")
                    .json(signal("n" + i, ""))
                    .send();
            if (answer.statusCode() == 429) {
                refused++;
                assertThat(Integer.parseInt(
                                answer.headers().firstValue("Retry-After").orElse("0")))
                        .isBetween(1, 60);
            } else {
                assertThat(answer.statusCode()).isEqualTo(202);
            }
        }
        assertThat(refused).isEqualTo(2);
    }

    @Test
    void thePublicDescriptionOfTheInterfaceHasIt() {
        String description = new org.springframework.boot.test.web.client.TestRestTemplate("admin", "demo")
                .getForObject("http://localhost:" + port + "/api/openapi", String.class);
        assertThat(description)
                .contains(
                        "\"/api/signals\"",
                        "\"/api/signals/{source}\"",
                        "application/cloudevents-batch+json",
                        "bearer");
    }

    private Post post(String json) {
        return Post.to(port, "/api/signals").key("demo").json(json);
    }

    private Post signed(String id, Instant at, String secret) {
        return Post.to(port, "/api/signals/signed").json(signal(id, "")).signed(id + subject, at, secret);
    }

    private String signal(String id, String more) {
        return "{\"id\": \"%s-%s\", \"kind\": \"report\", \"subject\": \"%s\"%s}"
                .formatted(id, subject, subject, more.isEmpty() ? "" : ", " + more);
    }

    @Test
    void whatCannotBeCountedStopsNothingElse() {
        sql.sql("insert into signal_outbox (received, counts) values (?, 'not what it should be')")
                .param(Instant.parse("2026-11-23T08:00:00Z").atOffset(ZoneOffset.UTC))
                .update();
        assertThat(Post.to(port, "/api/signals")
                        .key("demo")
                        .json(signal("a", ""))
                        .status())
                .isEqualTo(202);
        assertThat(counted()).isEqualTo(1);
        assertThat(sql.sql("select fault from signal_outbox")
                        .query(String.class)
                        .single())
                .contains("cannot be counted");
        sql.sql("delete from signal_outbox").update();
    }

    private long kept() {
        return sql.sql("select count(*) from signal where subject = ?")
                .param(subject)
                .query(Long.class)
                .single();
    }

    private long counted() {
        SignalPipeline.counts(product);
        return sql.sql("select coalesce(sum(signals), 0) from signal_count where subject = ? and bucket_minutes = 1")
                .param(subject)
                .query(Long.class)
                .single();
    }
}
