package org.crisisplan.signals.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.http.HttpMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.crisisplan.PlanTest;
import org.crisisplan.signals.trigger.SignalPipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the published clients of CloudEvents and Standard Webhooks send is understood, not only what our own tests send. */
@PlanTest
class OtherPeoplesClientsTest {

    private static final String SECRET = "whsec_bWF5IHRoZSBmb3JjZSBiZSB3aXRoIHlvdSBhbHdheXM=";

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient sql;

    @Autowired
    ApplicationContext product;

    private final String subject = "client-" + UUID.randomUUID();

    @AfterEach
    void forget() {
        SignalPipeline.forgets(product);
    }

    @Test
    void cloudEventsInBinaryAndStructuredMode() {
        CloudEvent event = CloudEventBuilder.v1()
                .withId(UUID.randomUUID().toString())
                .withSource(URI.create("https://monitor.example/%E7%BD%91%E7%AB%99"))
                .withType("example.alert")
                .withTime(Instant.parse("2026-11-23T08:00:00Z").atOffset(ZoneOffset.UTC))
                .withData("application/json", signal().getBytes(StandardCharsets.UTF_8))
                .build();
        Post binary = Post.to(port, "/api/signals").key("demo");
        HttpMessageFactory.createWriter(binary::header, binary::body).writeBinary(event);
        assertThat(binary.status()).isEqualTo(202);

        CloudEvent next = CloudEventBuilder.v1(event).withId("next").build();
        Post structured = Post.to(port, "/api/signals").key("demo");
        HttpMessageFactory.createWriter(structured::header, structured::body)
                .writeStructured(next, JsonFormat.CONTENT_TYPE);
        assertThat(structured.status()).isEqualTo(202);

        assertThat(kept()).hasSize(2).allMatch(kind -> kind.equals("alert"));
    }

    @Test
    void aStandardWebhook() throws Exception {
        String body = "[" + signal().replaceFirst("\\{", "{\"id\": \"one\", ") + "]";
        long now = Instant.now().getEpochSecond();
        Post signed = Post.to(port, "/api/signals")
                .json(body)
                .header("webhook-id", "msg_" + subject)
                .header("webhook-timestamp", String.valueOf(now))
                .header("webhook-signature", new Webhook(SECRET).sign("msg_" + subject, now, body));
        assertThat(signed.status()).isEqualTo(202);
        assertThat(signed.status()).as("the same again").isEqualTo(200);
        assertThat(kept()).containsExactly("alert");
    }

    private String signal() {
        return "{\"kind\": \"alert\", \"subject\": \"" + subject + "\", \"severity\": \"warning\"}";
    }

    private List<String> kept() {
        return sql.sql("select kind from signal where subject = ?")
                .param(subject)
                .query(String.class)
                .list();
    }
}
