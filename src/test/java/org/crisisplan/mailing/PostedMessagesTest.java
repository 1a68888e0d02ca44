package org.crisisplan.mailing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.crisisplan.PlanTest;
import org.crisisplan.mailing.Outcome.Later;
import org.crisisplan.mailing.Outcome.Refused;
import org.crisisplan.mailing.Outcome.Taken;
import org.crisisplan.mailing.Outcome.Unknown;
import org.crisisplan.mailing.PersonalMessage.Hook;
import org.crisisplan.mailing.PersonalMessage.Notice;
import org.crisisplan.publish.ConfiguredChannels;
import org.crisisplan.publish.remote.RemoteCall;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

/** Short messages to a gateway that answers well and badly, and requests to addresses that strangers named. */
@PlanTest
class PostedMessagesTest {

    @RegisterExtension
    static final WireMockExtension gateway =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Token TOKEN = Token.of(7, "p-1", "secret");
    private static final Mailing MAILING =
            new Mailing(7, "affected", "key", "CR-2026-0001", "s-1", PeopleOfATest.TEXTS, Instant.EPOCH);

    @Autowired
    OutboundHttpClient outgoing;

    private PostedMessages posted() {
        return new PostedMessages(
                new MailingSettings(
                        "crisis-plan@localhost",
                        1,
                        Duration.ofSeconds(4),
                        List.of(Duration.ofMinutes(1)),
                        Duration.ofHours(24),
                        new MailingSettings.Gateway(URI.create(gateway.baseUrl() + "/sms"), SECRET),
                        null,
                        false),
                new RemoteCall(ConfiguredChannels.answeringWithin(Duration.ofMillis(700)), Clock.systemUTC()),
                outgoing,
                Clock.systemUTC());
    }

    private Outcome when(ResponseDefinitionBuilder answer) {
        gateway.stubFor(post("/sms").willReturn(answer));
        return posted().send(new Notice(Notice.Way.SMS, "13800000000", "致歉", "您的订单无恙。", "zh"), MAILING, TOKEN);
    }

    @Test
    void theGatewayFindsASignedMessageThatKeepsItsId() throws Exception {
        assertThat(when(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))).isInstanceOf(Unknown.class);
        assertThat(when(aResponse().withStatus(202))).isInstanceOf(Taken.class);

        List<LoggedRequest> requests = gateway.findAll(postRequestedFor(urlEqualTo("/sms")));
        assertThat(requests)
                .extracting(request -> request.getHeader("webhook-id"))
                .hasSize(2);
        assertThat(requests.get(0).getHeader("webhook-id"))
                .isEqualTo(requests.get(1).getHeader("webhook-id"));
        LoggedRequest last = requests.get(1);
        Map<String, List<String>> headers = last.getHeaders().all().stream()
                .collect(Collectors.toMap(header -> header.key().toLowerCase(), header -> header.values()));
        // throws if the signature is not right
        new Webhook(SECRET).verify(last.getBodyAsString(), HttpHeaders.of(headers, (name, value) -> true));
        JsonNode body = new ObjectMapper().readTree(last.getBodyAsString());
        assertThat(body.path("way").asText()).isEqualTo("sms");
        assertThat(body.path("to").asText()).isEqualTo("13800000000");
        assertThat(body.path("text").asText()).isEqualTo("您的订单无恙。");
    }

    @Test
    void whatItsAnswersMean() {
        assertThat(when(aResponse().withStatus(422).withBody("no such number"))).isInstanceOf(Refused.class);
        assertThat(when(aResponse().withStatus(429).withHeader("Retry-After", "120")))
                .isInstanceOfSatisfying(
                        Later.class, later -> assertThat(later.notBefore()).isNotNull());
        assertThat(when(aResponse().withStatus(500))).isInstanceOf(Unknown.class);
    }

    @Test
    void noStrangerPointsItIntoTheHouse() {
        Hook hook = new Hook(URI.create(gateway.baseUrl() + "/inside"), SECRET, "application/json", "{}");

        assertThat(posted().send(hook, TOKEN)).isInstanceOf(Refused.class);
        assertThat(gateway.findAll(postRequestedFor(urlEqualTo("/inside")))).isEmpty();
    }
}
