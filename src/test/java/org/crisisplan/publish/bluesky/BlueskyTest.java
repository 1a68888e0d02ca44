package org.crisisplan.publish.bluesky;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A personal data server as its lexicons describe it, on good days and bad ones. */
class BlueskyTest {

    @RegisterExtension
    static final WireMockExtension server =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String LOGIN = "/xrpc/com.atproto.server.createSession";
    private static final String CREATE = "/xrpc/com.atproto.repo.createRecord";
    private static final String LOOK = "/xrpc/com.atproto.repo.getRecord";
    private static final String KEY =
            RecordKey.of(ApprovedPost.SINCE, ApprovedPost.post().key());
    private static final String MADE = """
            {"uri": "at://did:plc:abc/app.bsky.feed.post/%s", "cid": "bafyreib2rxk3rh6kzwq", "validationStatus": "valid"}""".formatted(KEY);

    private static PublicChannel channel() {
        return new Bluesky(new RemoteCall(
                        ConfiguredChannels.answeringWithin(Duration.ofMillis(700)), Clock.fixed(NOW, ZoneOffset.UTC)))
                .open(
                        "bluesky",
                        new Account("bluesky", URI.create(server.baseUrl()), "site.bsky.social", "app-password"));
    }

    @BeforeEach
    void theAccountIsKnown() {
        server.stubFor(post(LOGIN).willReturn(okJson("""
                {"did": "did:plc:abc", "handle": "site.bsky.social", "accessJwt": "jwt", "refreshJwt": "other"}""")));
        server.stubFor(
                get(urlPathEqualTo(LOOK)).willReturn(aResponse().withStatus(400).withBody("""
                {"error": "RecordNotFound", "message": "Could not locate record"}""")));
    }

    private static Answer when(ResponseDefinitionBuilder answer) {
        server.stubFor(post(CREATE).willReturn(answer));
        return channel().publish(ApprovedPost.post());
    }

    @Test
    void whatWasApprovedStandsThereWithItsReceipt() {
        assertThat(when(okJson(MADE)))
                .isEqualTo(
                        new Receipt(
                                "at://did:plc:abc/app.bsky.feed.post/" + KEY + " bafyreib2rxk3rh6kzwq",
                                "https://bsky.app/profile/did:plc:abc/post/" + KEY,
                                "We repair the login\n\nWe know of it and repair it.\n\nhttps://status.example.com/status/CR-2026-0001"));
        server.verify(postRequestedFor(urlEqualTo(LOGIN))
                .withRequestBody(
                        equalToJson("{\"identifier\": \"site.bsky.social\", \"password\": \"app-password\"}")));
        server.verify(postRequestedFor(urlEqualTo(CREATE))
                .withHeader("Authorization", equalTo("Bearer jwt"))
                .withRequestBody(matchingJsonPath("$.repo", equalTo("did:plc:abc")))
                .withRequestBody(matchingJsonPath("$.collection", equalTo("app.bsky.feed.post")))
                .withRequestBody(matchingJsonPath("$.rkey", equalTo(KEY)))
                .withRequestBody(matchingJsonPath("$.record.createdAt", equalTo("2026-11-23T08:00:00Z")))
                .withRequestBody(matchingJsonPath("$.record.langs[0]", equalTo("en")))
                .withRequestBody(matchingJsonPath("$.record.facets[0].index.byteStart", equalTo("51")))
                .withRequestBody(matchingJsonPath(
                        "$.record.facets[0].features[0].uri",
                        equalTo("https://status.example.com/status/CR-2026-0001")))
                .withRequestBody(matchingJsonPath("$.record.reply", absent())));
    }

    @Test
    void thePostsOfACrisisAreOneThread() {
        server.stubFor(post(CREATE).willReturn(okJson(MADE)));
        channel().publish(ApprovedPost.answering("at://a/p/1 cid1", "at://a/p/3 cid3"));
        server.verify(postRequestedFor(urlEqualTo(CREATE))
                .withRequestBody(matchingJsonPath("$.record.reply", equalToJson("""
                        {"root": {"uri": "at://a/p/1", "cid": "cid1"}, "parent": {"uri": "at://a/p/3", "cid": "cid3"}}"""))));
    }

    /** 13 digits that sort by time; the first one leaves the highest bit free. */
    @Test
    void theKeyOfARecordIsTheSameAtEachAttempt() {
        assertThat(KEY).matches("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}");
        assertThat(RecordKey.of(ApprovedPost.SINCE, ApprovedPost.again().key())).isEqualTo(KEY);
        assertThat(RecordKey.of(ApprovedPost.SINCE.plusMillis(1), "other")).isGreaterThan(KEY);
        assertThat(RecordKey.of(Instant.EPOCH, "")).isEqualTo("2222222222222");
    }

    @Test
    void threeHundredCharactersAreTheMost() {
        server.stubFor(post(CREATE).willReturn(okJson(MADE)));
        Answer answer = channel().publish(ApprovedPost.post("a".repeat(290), PostLanguage.EN, null, 1, null));
        assertThat(((Receipt) answer).sent())
                .isEqualTo("We repair the login\n\nhttps://status.example.com/status/CR-2026-0001");
    }

    @Test
    void whatIsThereAlreadyIsNotMadeTwice() {
        assertThat(when(aResponse().withFault(Fault.EMPTY_RESPONSE))).isInstanceOf(InDoubt.class);
        server.stubFor(get(urlPathEqualTo(LOOK))
                .withQueryParam("repo", equalTo("did:plc:abc"))
                .withQueryParam("collection", equalTo("app.bsky.feed.post"))
                .withQueryParam("rkey", equalTo(KEY))
                .willReturn(okJson(MADE)));
        assertThat(channel().publish(ApprovedPost.again())).isInstanceOf(Receipt.class);
        server.verify(1, postRequestedFor(urlEqualTo(CREATE)));
    }

    @Test
    void whatIsNotThereIsMadeAtTheNextAttempt() {
        server.stubFor(post(CREATE).willReturn(okJson(MADE)));
        assertThat(channel().publish(ApprovedPost.again())).isInstanceOf(Receipt.class);
    }

    @Test
    void tooManyRequestsWaitAsLongAsTheServerSays() {
        assertThat(when(aResponse()
                        .withStatus(429)
                        .withHeader("RateLimit-Reset", String.valueOf(NOW.getEpochSecond() + 600))))
                .extracting(answer -> ((TryAgain) answer).notBefore())
                .isEqualTo(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void aWrongPasswordIsForAPerson() {
        server.stubFor(post(LOGIN).willReturn(aResponse().withStatus(401).withBody("""
                {"error": "AuthenticationRequired", "message": "Invalid identifier or password"}""")));
        assertThat(channel().publish(ApprovedPost.post()))
                .isInstanceOf(GiveUp.class)
                .extracting(Object::toString)
                .asString()
                .contains("Invalid identifier or password")
                .doesNotContain("app-password");
    }

    @Test
    void whoCannotLogInHasSentNothing() {
        server.stubFor(post(LOGIN).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        assertThat(channel().publish(ApprovedPost.post())).isInstanceOf(TryAgain.class);
        server.stubFor(post(LOGIN).willReturn(aResponse().withStatus(500)));
        assertThat(channel().publish(ApprovedPost.post())).isInstanceOf(TryAgain.class);
        server.verify(0, postRequestedFor(urlEqualTo(CREATE)));
    }

    @Test
    void sentWithoutAnAnswerIsInDoubt() {
        assertThat(when(okJson(MADE).withFixedDelay(2000))).isInstanceOf(InDoubt.class);
        assertThat(when(aResponse().withStatus(500).withBody("{\"error\": \"InternalServerError\"}")))
                .isInstanceOf(InDoubt.class);
        assertThat(when(aResponse().withStatus(400).withBody("{\"error\": \"InvalidRequest\"}")))
                .isInstanceOf(GiveUp.class);
    }
}
