package org.crisisplan.signals.channel.brandwatch;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.havingExactly;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.crisisplan.signals.channel.ChannelFixture.recorded;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Sentiment;
import org.crisisplan.signals.channel.ChannelFixture;
import org.crisisplan.signals.channel.Mutations;
import org.crisisplan.signals.outbound.AddressRefused;
import org.crisisplan.signals.outbound.UnexpectedStatus;
import org.crisisplan.signals.watchlist.WatchList.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** Mentions are read page by page within what is allowed, each once, and counted. */
class BrandwatchTest {

    private static final String TOKEN = "/oauth/token";
    private static final String MENTIONS = "/projects/42/data/mentions";
    private static final String COUNT = "/projects/42/data/mentions/count";
    private static final String NONE = "{\"results\": []}";

    @RegisterExtension
    static final WireMockExtension web =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final ChannelFixture room = new ChannelFixture();
    private Brandwatch brandwatch;

    @BeforeEach
    void anAccount() {
        web.stubFor(post(urlPathEqualTo(TOKEN)).willReturn(okJson(recorded("brandwatch/token.json"))));
        web.stubFor(get(urlPathEqualTo(COUNT)).willReturn(okJson("{\"mentionsCount\": 3635}")));
        brandwatch = brandwatch();
    }

    @Test
    void logsInAsItsDocumentationSays() throws Exception {
        mentions(okJson(NONE));
        brandwatch.poll();
        web.verify(postRequestedFor(urlPathEqualTo(TOKEN))
                .withQueryParam("username", equalTo("pr+plan@example.org"))
                .withQueryParam("grant_type", equalTo("api-password"))
                .withQueryParam("client_id", equalTo("brandwatch-api-client"))
                .withHeader("Content-Type", containing("application/x-www-form-urlencoded"))
                .withRequestBody(equalTo("password=s%26cret+word")));
        web.verify(getRequestedFor(urlPathEqualTo(MENTIONS))
                .withHeader("Authorization", equalTo("bearer 2d3f1c5e-token-one"))
                .withQueryParam("startDate", equalTo("2026-11-23T06:00:00.000+0000"))
                .withQueryParam("endDate", equalTo("2026-11-23T08:00:00.000+0000"))
                .withQueryParam("queryId", havingExactly("7", "8")));
    }

    @Test
    void readsAllPagesAndKnowsWhatTheyAreAbout() throws Exception {
        pages();

        assertThat(brandwatch.poll()).isTrue();

        assertThat(room.heard().stream().filter(one -> one.kind() == Kind.MENTION))
                .extracting(Signal::subject, Signal::metric, Signal::platform, Signal::sentiment)
                .containsExactly(
                        tuple("site", "outage", "twitter", Sentiment.NEGATIVE),
                        tuple("brand", null, "people", Sentiment.NEUTRAL),
                        tuple("brand", null, "reddit", null),
                        tuple("user-data", "data-loss", "example", Sentiment.NEGATIVE));
        Signal first = room.heard().get(0);
        assertThat(first.id()).startsWith("113950000000000001_1900000000000000001#");
        assertThat(first.occurred()).isEqualTo(Instant.parse("2026-11-23T07:40:00Z"));
        assertThat(first.author()).isEqualTo("somebody");
        assertThat(room.heard().get(1).author()).as("nobody").isNull();
        assertThat(room.heard().get(2).occurred()).as("unreadable").isEqualTo(ChannelFixture.NOW);
    }

    @Test
    void tellsHowMuchIsSaidInAll() throws Exception {
        mentions(okJson(NONE));
        brandwatch.poll();
        Signal count = room.heard().get(0);
        assertThat(count.kind()).isEqualTo(Kind.METRIC);
        assertThat(count.metric()).isEqualTo("discussions");
        assertThat(count.value()).isEqualTo(3635);
        web.verify(getRequestedFor(urlPathEqualTo(COUNT))
                .withQueryParam("startDate", equalTo("2026-11-22T08:00:00.000+0000")));
    }

    @Test
    void goesOnWhereItWas() throws Exception {
        pages();
        brandwatch.poll();
        int before = room.heard().size();
        room.passes(Duration.ofMinutes(10));
        brandwatch().poll();
        web.verify(getRequestedFor(urlPathEqualTo(MENTIONS))
                .withQueryParam("startDate", equalTo("2026-11-23T06:00:00.000+0000"))
                .withQueryParam("endDate", equalTo("2026-11-23T08:10:00.000+0000")));
        assertThat(room.heard()).as("only the count is new").hasSize(before + 1);
    }

    @Test
    void readsAgainWhatCouldNotBeKept() throws Exception {
        pages();
        room.breakDatabase();
        assertThatThrownBy(brandwatch::poll).isInstanceOf(DataAccessException.class);
        room.mendDatabase();
        brandwatch.poll();
        assertThat(room.heard()).hasSize(5);
    }

    @Test
    void anOldTokenIsRenewedOnce() throws Exception {
        mentions(okJson(NONE));
        brandwatch.poll();
        web.stubFor(post(urlPathEqualTo(TOKEN)).willReturn(okJson("{\"access_token\": \"two\"}")));
        mentions(status(401));
        web.stubFor(get(urlPathEqualTo(MENTIONS))
                .withHeader("Authorization", equalTo("bearer two"))
                .willReturn(okJson(NONE)));

        assertThat(brandwatch.poll()).isTrue();

        web.verify(2, postRequestedFor(urlPathEqualTo(TOKEN)));
    }

    @Test
    void aRefusedAccountIsAFaultAndNotTriedOnAndOn() {
        mentions(status(401));
        assertThatThrownBy(brandwatch::poll)
                .isInstanceOf(UnexpectedStatus.class)
                .hasMessageContaining("401")
                .hasMessageNotContaining("s&cret");
        web.verify(1, postRequestedFor(urlPathEqualTo(TOKEN)));
        web.stubFor(post(urlPathEqualTo(TOKEN)).willReturn(status(401)));
        assertThatThrownBy(brandwatch::poll).isInstanceOf(UnexpectedStatus.class);
        web.verify(1, getRequestedFor(urlPathEqualTo(MENTIONS)));
    }

    @Test
    void neverAsksMoreThanThirtyTimesWithinTenMinutes() throws Exception {
        mentions(okJson(recorded("brandwatch/mentions-1.json").replace("MjAyNi0xMS0yM3wxMTM5NQ==", "{{cursor}}")));
        for (int i = 0; i < 20; i++) {
            // each time another program, as after a restart: the count stays
            brandwatch().poll();
            room.passes(Duration.ofSeconds(20));
        }
        int asked = web.getAllServeEvents().size();
        assertThat(asked).isBetween(28, 30);
        assertThat(brandwatch().poll()).isFalse();

        room.passes(Duration.ofMinutes(10));
        assertThat(brandwatch().poll()).isTrue();
    }

    @Test
    void isLeftAloneWhenItSaysThatItIsTooMuch() throws Exception {
        mentions(status(429).withHeader("x-rate-limit", "30/10m").withHeader("x-rate-limit-used", "31"));
        assertThatThrownBy(brandwatch::poll).hasMessageContaining("429");
        mentions(okJson(NONE));
        assertThat(brandwatch.poll()).isFalse();
        room.passes(Duration.ofSeconds(61));
        assertThat(brandwatch.poll()).isTrue();
    }

    @Test
    void aCursorThatIsGoneMeansToBeginAgain() throws Exception {
        mentions(okJson(recorded("brandwatch/mentions-1.json")));
        web.stubFor(get(urlPathEqualTo(MENTIONS))
                .withQueryParam("cursor", containing("Mj"))
                .willReturn(status(400)));
        assertThatThrownBy(brandwatch::poll).hasMessageContaining("400");
        mentions(okJson(NONE));
        assertThat(brandwatch.poll()).isTrue();
        assertThat(room.heard()).filteredOn(one -> one.kind() == Kind.MENTION).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"results\": [", "[]", "{}", "<html>", "{\"results\": {}}"})
    void whatIsNoAnswerIsAFault(String body) {
        mentions(okJson(body));
        assertThatThrownBy(brandwatch::poll).isInstanceOf(IOException.class);
        assertThat(room.heard()).isEmpty();
    }

    @Test
    void aSlowOrBrokenOneIsGivenUp() {
        mentions(okJson(NONE).withChunkedDribbleDelay(10, 60_000));
        assertThatThrownBy(brandwatch::poll).hasMessageContaining("did not answer within");
        mentions(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
        assertThatThrownBy(brandwatch::poll).isInstanceOf(IOException.class);
    }

    @Test
    void aRedirectIntoTheHouseIsNotFollowed() {
        mentions(temporaryRedirect("http://127.0.0.1:" + web.getPort() + "/inside"));
        assertThatThrownBy(brandwatch::poll).isInstanceOf(AddressRefused.class);
        web.verify(0, getRequestedFor(urlPathEqualTo("/inside")));
    }

    @Test
    void whateverAMentionHoldsItIsReadOrLeftOut() {
        Mutations.ofJson(recorded("brandwatch/mentions-1.json"), 3_000)
                .flatMap(page -> Stream.of(
                        page.path("results").path(0), page.path("results").path(2)))
                .flatMap(one -> BrandwatchMention.read(one, ChannelFixture.NOW).stream())
                .forEach(one -> one.about(new Topic("brand", null), "brandwatch", Kind.MENTION));
    }

    @Test
    void settingsAreCheckedAndKeepTheirSecret() {
        assertThat(settings("s&cret word", List.of(7L)).toString()).doesNotContain("s&cret");
        assertThatIllegalArgumentException().isThrownBy(() -> settings("", List.of(7L)));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("s&cret word", List.of()));
    }

    private void pages() {
        mentions(okJson(recorded("brandwatch/mentions-1.json")));
        web.stubFor(get(urlPathEqualTo(MENTIONS))
                .withQueryParam("cursor", equalTo("MjAyNi0xMS0yM3wxMTM5NQ=="))
                .willReturn(okJson(recorded("brandwatch/mentions-2.json"))));
    }

    private static void mentions(ResponseDefinitionBuilder answer) {
        web.stubFor(get(urlPathEqualTo(MENTIONS)).willReturn(answer));
    }

    private Brandwatch brandwatch() {
        return new Brandwatch(
                settings("s&cret word", List.of(7L, 8L)),
                Duration.ofSeconds(2),
                room.outgoing(),
                room.watchList(),
                room,
                room.state(),
                room.clock());
    }

    private static BrandwatchSettings settings(String password, List<Long> queries) {
        return new BrandwatchSettings(
                true,
                URI.create("http://localhost:" + web.getPort()),
                "pr+plan@example.org",
                password,
                "brandwatch-api-client",
                null,
                42,
                queries,
                "brand",
                Duration.ofMinutes(2),
                Duration.ofHours(2),
                1000,
                null);
    }
}
