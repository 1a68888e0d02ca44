package org.crisisplan.publish.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.standardwebhooks.Webhook;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.GiveUp;
import org.crisisplan.publish.Answer.InDoubt;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Answer.TryAgain;
import org.crisisplan.publish.ApprovedPost;
import org.crisisplan.publish.ChannelSettings.Account;
import org.crisisplan.publish.ConfiguredChannels;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.RemoteCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A receiver that holds what it gets against the two standards, on good days and bad ones. */
class WebhookTest {

    @RegisterExtension
    static final WireMockExtension receiver =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static PublicChannel channel() {
        return new org.crisisplan.publish.webhook.Webhook(
                        new RemoteCall(ConfiguredChannels.answeringWithin(Duration.ofMillis(700)), Clock.systemUTC()),
                        Clock.systemUTC())
                .open("webhook", new Account("webhook", URI.create(receiver.baseUrl() + "/in"), null, SECRET));
    }

    private static Answer when(ResponseDefinitionBuilder answer) {
        receiver.stubFor(post("/in").willReturn(answer));
        return channel().publish(ApprovedPost.post());
    }

    private static List<LoggedRequest> received() {
        return receiver.findAll(postRequestedFor(urlEqualTo("/in")));
    }

    @Test
    void theReceiverFindsASignedCloudEvent() throws Exception {
        assertThat(when(okJson("{\"url\": \"https://app.example.com/notices/7\"}")))
                .isInstanceOf(Receipt.class)
                .extracting(answer -> ((Receipt) answer).address())
                .isEqualTo("https://app.example.com/notices/7");
        LoggedRequest request = received().get(0);
        Map<String, List<String>> headers = request.getHeaders().all().stream()
                .collect(Collectors.toMap(header -> header.key().toLowerCase(), header -> header.values()));
        // throws if the signature is not right
        new Webhook(SECRET).verify(request.getBodyAsString(), HttpHeaders.of(headers, (name, value) -> true));
        assertThat(request.getHeader("Content-Type")).startsWith("application/cloudevents+json");

        JsonNode event = new ObjectMapper().readTree(request.getBodyAsString());
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo(request.getHeader("webhook-id"));
        assertThat(event.path("source").asText()).isEqualTo("/crises/CR-2026-0001");
        assertThat(event.path("type").asText()).isEqualTo("org.crisisplan.statement.published");
        assertThat(event.path("time").asText()).isEqualTo("2026-11-23T08:00:00Z");
        JsonNode data = event.path("data");
        assertThat(data.path("kind").asText()).isEqualTo("first");
        assertThat(data.path("texts").get(0).path("title").asText()).isEqualTo(ApprovedPost.TITLE);
        assertThat(data.path("page").asText()).isEqualTo("https://status.example.com/status/CR-2026-0001");
    }

    @Test
    void aDuplicateHasTheSameIdAndTheSameWords() {
        assertThat(when(aResponse().withFault(Fault.EMPTY_RESPONSE))).isInstanceOf(InDoubt.class);
        receiver.stubFor(post("/in").willReturn(ok()));
        assertThat(channel().publish(ApprovedPost.again())).isInstanceOf(Receipt.class);
        assertThat(received()).hasSize(2);
        assertThat(received().get(0).getHeader("webhook-id"))
                .isEqualTo(received().get(1).getHeader("webhook-id"));
        assertThat(received().get(0).getBodyAsString())
                .isEqualTo(received().get(1).getBodyAsString());
    }

    @Test
    void whatTheReceiverAnswersSaysHowItGoesOn() {
        assertThat(when(aResponse().withStatus(429).withHeader("Retry-After", "30")))
                .isInstanceOf(TryAgain.class);
        assertThat(when(aResponse().withStatus(503))).isInstanceOf(TryAgain.class);
        assertThat(when(aResponse().withStatus(401))).isInstanceOf(GiveUp.class);
        assertThat(when(aResponse().withStatus(410))).isInstanceOf(GiveUp.class);
        assertThat(when(aResponse().withStatus(302).withHeader("Location", "https://elsewhere.example")))
                .isInstanceOf(GiveUp.class);
        assertThat(when(aResponse().withStatus(500))).isInstanceOf(InDoubt.class);
        assertThat(when(ok().withFixedDelay(2000))).isInstanceOf(InDoubt.class);
    }

    @Test
    void aSecretThatIsNoneIsRefusedAtTheStartAndNotNamed() {
        var service = new org.crisisplan.publish.webhook.Webhook(
                new RemoteCall(ConfiguredChannels.none(), Clock.systemUTC()), Clock.systemUTC());
        assertThatThrownBy(() -> service.open(
                        "app",
                        new Account("webhook", URI.create("https://app.example.com/in"), null, "whsec_c2hvcnQ=")))
                .hasMessageContaining("crisis-plan.publish.channels.app.secret")
                .hasMessageNotContaining("c2hvcnQ");
    }
}
