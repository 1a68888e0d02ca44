package org.crisisplan.publish.mastodon;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.crisisplan.publish.Answer;
import org.crisisplan.publish.Answer.GiveUp;
import org.crisisplan.publish.Answer.InDoubt;
import org.crisisplan.publish.Answer.Receipt;
import org.crisisplan.publish.Answer.TryAgain;
import org.crisisplan.publish.ApprovedPost;
import org.crisisplan.publish.ChannelSettings.Account;
import org.crisisplan.publish.ConfiguredChannels;
import org.crisisplan.publish.PostLanguage;
import org.crisisplan.publish.PublicChannel;
import org.crisisplan.publish.remote.RemoteCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server of Mastodon as its documentation describes it, on good days and bad ones. */
class MastodonTest {

    @RegisterExtension
    static final WireMockExtension server =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String STATUSES = "/api/v1/statuses";
    private static final String WORDS =
            "We repair the login\n\nWe know of it and repair it.\n\nhttps://status.example.com/status/CR-2026-0001";
    private static final String STATUS = """
            {"id": "103254962155278888", "created_at": "2026-11-23T08:00:00.000Z", "in_reply_to_id": null, "visibility": "public",
             "language": "en", "uri": "https://mastodon.example/users/site/statuses/103254962155278888",
             "url": "https://mastodon.example/@site/103254962155278888", "content": "<p>We repair the login</p>"}""";

    private static PublicChannel channel() {
        return new Mastodon(new RemoteCall(
                        ConfiguredChannels.answeringWithin(Duration.ofMillis(700)), Clock.fixed(NOW, ZoneOffset.UTC)))
                .open("mastodon", new Account("mastodon", URI.create(server.baseUrl()), null, "token"));
    }

    private static Answer when(ResponseDefinitionBuilder answer) {
        server.stubFor(post(STATUSES).willReturn(answer));
        return channel().publish(ApprovedPost.post());
    }

    @Test
    void whatWasApprovedStandsThereWithItsReceipt() {
        assertThat(when(okJson(STATUS)))
                .isEqualTo(
                        new Receipt("103254962155278888", "https://mastodon.example/@site/103254962155278888", WORDS));
        server.verify(postRequestedFor(urlEqualTo(STATUSES))
                .withHeader("Authorization", equalTo("Bearer token"))
                .withHeader("Idempotency-Key", equalTo("5d3b4b8c-6c0c-4d0e-9a55-0f1f1f6f0c11.channel"))
                .withRequestBody(matchingJsonPath("$.status", equalTo(WORDS)))
                .withRequestBody(matchingJsonPath("$.language", equalTo("en")))
                .withRequestBody(matchingJsonPath("$.visibility", equalTo("public")))
                .withRequestBody(matchingJsonPath("$.in_reply_to_id", absent())));
    }

    @Test
    void thePostsOfACrisisAreOneThread() {
        server.stubFor(post(STATUSES).willReturn(okJson(STATUS)));
        channel().publish(ApprovedPost.answering("100", "102"));
        server.verify(postRequestedFor(urlEqualTo(STATUSES))
                .withRequestBody(matchingJsonPath("$.in_reply_to_id", equalTo("102"))));
    }

    @Test
    void aThreadWhosePostsWereDeletedBeginsAnew() {
        server.stubFor(post(STATUSES)
                .withRequestBody(matchingJsonPath("$.in_reply_to_id"))
                .willReturn(aResponse().withStatus(404).withBody("{\"error\": \"Record not found\"}")));
        server.stubFor(post(STATUSES)
                .withRequestBody(matchingJsonPath("$.in_reply_to_id", absent()))
                .willReturn(okJson(STATUS)));
        assertThat(channel().publish(ApprovedPost.answering("100", "102"))).isInstanceOf(Receipt.class);
    }

    @Test
    void aTextWithoutRoomIsSaidByItsTitleAndNeverCut() {
        server.stubFor(post(STATUSES).willReturn(okJson(STATUS)));
        Answer answer = channel().publish(ApprovedPost.post("a".repeat(600), PostLanguage.BOTH, 500, 1, null));
        assertThat(answer).isInstanceOf(Receipt.class);
        assertThat(((Receipt) answer).sent())
                .isEqualTo("登录正在修复\nWe repair the login\n\nhttps://status.example.com/status/CR-2026-0001");
        assertThat(channel().publish(ApprovedPost.post("a".repeat(600), PostLanguage.BOTH, 20, 1, null)))
                .isInstanceOf(GiveUp.class);
        assertThat(channel().publish(ApprovedPost.post("a".repeat(600), PostLanguage.BOTH, 500, 1, null, null)))
                .isInstanceOf(GiveUp.class)
                .extracting(Object::toString)
                .asString()
                .contains("crisis-plan.publish.page");
        server.verify(1, postRequestedFor(urlEqualTo(STATUSES)));
    }

    @Test
    void anAddressCountsAsTwentyThreeAndAFaceAsOne() {
        assertThat(MastodonChannel.length("see https://status.example.com/a/very/long/way/to/it"))
                .isEqualTo(4 + 23);
        assertThat(MastodonChannel.length("\uD83E\uDDD4\uD83C\uDFFD\u200D\u2642\uFE0F"))
                .isEqualTo(1);
    }

    @Test
    void tooManyRequestsWaitAsLongAsTheServerSays() {
        assertThat(when(aResponse().withStatus(429).withHeader("X-RateLimit-Reset", "2026-11-23T08:07:00.000Z")))
                .isInstanceOf(TryAgain.class)
                .extracting(answer -> ((TryAgain) answer).notBefore())
                .isEqualTo(NOW.plus(Duration.ofMinutes(7)));
        assertThat(when(aResponse().withStatus(429).withHeader("Retry-After", "90")))
                .extracting(answer -> ((TryAgain) answer).notBefore())
                .isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void aRefusalIsForAPerson() {
        assertThat(when(aResponse().withStatus(401).withBody("{\"error\": \"The access token is invalid\"}")))
                .isInstanceOf(GiveUp.class)
                .extracting(answer -> ((GiveUp) answer).reason())
                .asString()
                .contains("The access token is invalid", "an operator must look")
                .doesNotContain("token\"");
        assertThat(when(aResponse().withStatus(422).withBody("{\"error\": \"Text can't be blank\"}")))
                .isInstanceOf(GiveUp.class);
    }

    @Test
    void sentWithoutAnAnswerIsInDoubt() {
        assertThat(when(aResponse().withFault(Fault.EMPTY_RESPONSE))).isInstanceOf(InDoubt.class);
        assertThat(when(okJson(STATUS).withFixedDelay(2000))).isInstanceOf(InDoubt.class);
        assertThat(when(aResponse().withStatus(502))).isInstanceOf(InDoubt.class);
        assertThat(when(aResponse().withStatus(200).withBody("<html>"))).isInstanceOf(InDoubt.class);
        // each was sent once: it is not for the channel to decide
        server.verify(4, postRequestedFor(urlEqualTo(STATUSES)));
    }

    @Test
    void withoutAConnectionNothingWasSent() {
        var nobody = new Mastodon(new RemoteCall(ConfiguredChannels.none(), Clock.systemUTC()))
                .open("mastodon", new Account("mastodon", URI.create("http://127.0.0.1:1"), null, "token"));
        assertThat(nobody.publish(ApprovedPost.post())).isInstanceOf(TryAgain.class);
    }

    /** The server answers with the post that is there; its key is the same at each attempt. */
    @Test
    void aDuplicateIsTheSamePost() {
        assertThat(when(aResponse().withFault(Fault.EMPTY_RESPONSE))).isInstanceOf(InDoubt.class);
        server.stubFor(post(STATUSES).willReturn(okJson(STATUS)));
        assertThat(channel().publish(ApprovedPost.again())).isInstanceOf(Receipt.class);
        server.verify(
                2,
                postRequestedFor(urlEqualTo(STATUSES))
                        .withHeader("Idempotency-Key", equalTo("5d3b4b8c-6c0c-4d0e-9a55-0f1f1f6f0c11.channel"))
                        .withRequestBody(equalToJson("{\"status\": \"" + WORDS.replace("\n", "\\n")
                                + "\", \"visibility\": \"public\", \"language\": \"en\"}")));
    }

    @Test
    void anAccountThatCannotWorkIsNamedAtTheStart() {
        var service = new Mastodon(new RemoteCall(ConfiguredChannels.none(), Clock.systemUTC()));
        assertThatThrownBy(() ->
                        service.open("m", new Account("mastodon", URI.create("http://mastodon.example"), null, "t")))
                .hasMessageContaining("crisis-plan.publish.channels.m.url must be an https address");
        assertThatThrownBy(() ->
                        service.open("m", new Account("mastodon", URI.create("https://mastodon.example"), null, " ")))
                .hasMessageContaining("crisis-plan.publish.channels.m.secret");
    }
}
