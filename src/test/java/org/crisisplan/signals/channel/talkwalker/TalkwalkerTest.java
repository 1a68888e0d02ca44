package org.crisisplan.signals.channel.talkwalker;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
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
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Sentiment;
import org.crisisplan.signals.channel.ChannelFixture;
import org.crisisplan.signals.channel.Mutations;
import org.crisisplan.signals.outbound.AddressRefused;
import org.crisisplan.signals.watchlist.WatchList.Topic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** The newest results are read until they are known; a refusal with HTTP 200 is a refusal. */
class TalkwalkerTest {

    private static final String SEARCH = "/api/v1/search/results";
    private static final String NOTHING =
            "{\"status_code\":\"0\",\"status_message\":\"OK\",\"pagination\":{\"total\":0},"
                    + "\"result_content\":{\"data\":[]}}";

    @RegisterExtension
    static final WireMockExtension web =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final ChannelFixture room = new ChannelFixture();

    @Test
    void searchesForThePlansKeywords() throws Exception {
        answers(SEARCH, okJson(NOTHING));
        assertThat(talkwalker(null).poll()).isTrue();
        web.verify(getRequestedFor(urlPathEqualTo(SEARCH))
                .withQueryParam("access_token", equalTo("s&cret"))
                .withQueryParam("q", equalTo("\"网站崩溃\" OR \"数据丢失\""))
                .withQueryParam("sort_order", equalTo("desc"))
                .withQueryParam("time_range", equalTo("24h"))
                .withQueryParam("offset", equalTo("0")));
    }

    @Test
    void readsAllPagesAndKnowsWhatTheyAreAbout() throws Exception {
        pages();

        talkwalker(null).poll();

        assertThat(mentions())
                .extracting(Signal::subject, Signal::metric, Signal::platform, Signal::sentiment, Signal::author)
                .containsExactly(
                        tuple("site", "outage", "weibo", Sentiment.NEGATIVE, "somebody"),
                        tuple("brand", null, "reuters", Sentiment.POSITIVE, null),
                        tuple("user-data", "data-loss", "example", Sentiment.NEUTRAL, null));
        Signal first = mentions().get(0);
        assertThat(first.occurred()).isEqualTo(Instant.ofEpochMilli(1795419000000L));
        assertThat(first.text()).isEqualTo("网站崩溃\n网站崩溃,什么时候修好");
        assertThat(first.id()).startsWith("https://weibo.com/1234567890/Pabcdefgh#");
    }

    @Test
    void tellsHowFarItHasSpreadThoughNotAllCanBeRead() throws Exception {
        pages();

        talkwalker(null).poll();

        assertThat(room.heard())
                .filteredOn(signal -> signal.kind() == Kind.METRIC)
                .extracting(Signal::subject, Signal::metric, Signal::value)
                .containsExactly(tuple("brand", "discussions", 103.0));
    }

    private List<Signal> mentions() {
        return room.heard().stream()
                .filter(signal -> signal.kind() == Kind.MENTION)
                .toList();
    }

    @Test
    void readsNoFurtherThanToWhatIsKnown() throws Exception {
        pages();
        Talkwalker talkwalker = talkwalker(null);
        talkwalker.poll();
        web.resetRequests();
        talkwalker.poll();
        web.verify(1, getRequestedFor(urlPathEqualTo(SEARCH)));
        assertThat(mentions()).hasSize(3);
    }

    @Test
    void whatItDidNotReadToTheEndItReadsToTheEndTheNextTime() throws Exception {
        pages();
        web.stubFor(get(urlPathEqualTo(SEARCH))
                .withQueryParam("offset", equalTo("100"))
                .willReturn(status(500)));
        assertThatThrownBy(talkwalker(null)::poll).hasMessageContaining("500");
        assertThat(mentions()).hasSize(2);
        pages();
        talkwalker(null).poll();
        assertThat(mentions()).hasSize(3);
    }

    @Test
    void searchesInAProject() throws Exception {
        answers("/api/v1/search/p/abc-123/results", okJson(NOTHING));
        talkwalker("abc-123").poll();
        web.verify(getRequestedFor(urlPathEqualTo("/api/v1/search/p/abc-123/results"))
                .withQueryParam("topic", equalTo("our topic")));
    }

    @Test
    void aRefusalWithAGoodStatusIsAFault() {
        answers(
                SEARCH,
                okJson("{\"status_code\":\"15\",\"status_message\":\"Invalid access token\",\"request\":\"GET ...\"}"));
        assertThatThrownBy(talkwalker(null)::poll)
                .hasMessage("Talkwalker answers with its status 15: Invalid access token");
    }

    @Test
    void whereItGoesOnIsNeverItsChoice() throws Exception {
        answers(
                SEARCH,
                okJson(recorded("talkwalker/results.json")
                        .replace("GET /api/v1/search/results?q", "GET https://elsewhere.example/steal?q")));
        web.stubFor(get(urlPathEqualTo(SEARCH))
                .withQueryParam("offset", equalTo("100"))
                .willReturn(okJson(recorded("talkwalker/last.json"))));
        talkwalker(null).poll();
        assertThat(mentions()).hasSize(3);
    }

    @Test
    void isLeftAloneForAsLongAsItWishes() throws Exception {
        answers(SEARCH, status(429).withHeader("Retry-After", "Mon, 23 Nov 2026 08:05:00 GMT"));
        Talkwalker talkwalker = talkwalker(null);
        assertThatThrownBy(talkwalker::poll).hasMessageContaining("429").hasMessageNotContaining("s&cret");
        answers(SEARCH, okJson(NOTHING));
        room.passes(Duration.ofMinutes(4));
        assertThat(talkwalker.poll()).isFalse();
        room.passes(Duration.ofMinutes(2));
        assertThat(talkwalker.poll()).isTrue();
    }

    @Test
    void whatCouldNotBeKeptIsReadAgain() throws Exception {
        pages();
        room.breakDatabase();
        assertThatThrownBy(talkwalker(null)::poll).isInstanceOf(DataAccessException.class);
        room.mendDatabase();
        talkwalker(null).poll();
        assertThat(mentions()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"status_code\":\"0\"", "[]", "{}", "<html>"})
    void whatIsNoAnswerIsAFault(String body) {
        answers(SEARCH, okJson(body));
        assertThatThrownBy(talkwalker(null)::poll).isInstanceOf(IOException.class);
    }

    @Test
    void aSlowBrokenOrRefusingOneIsAFault() {
        answers(SEARCH, okJson(NOTHING).withChunkedDribbleDelay(10, 60_000));
        assertThatThrownBy(talkwalker(null)::poll)
                .hasMessageContaining("did not answer within")
                .hasMessageNotContaining("s&cret");
        answers(SEARCH, aResponse().withFault(Fault.EMPTY_RESPONSE));
        assertThatThrownBy(talkwalker(null)::poll).isInstanceOf(IOException.class);
        answers(SEARCH, status(401));
        assertThatThrownBy(talkwalker(null)::poll).hasMessageContaining("401");
    }

    @Test
    void aRedirectIntoTheHouseIsNotFollowed() {
        answers(SEARCH, temporaryRedirect("http://127.0.0.1:" + web.getPort() + "/inside"));
        assertThatThrownBy(talkwalker(null)::poll).isInstanceOf(AddressRefused.class);
        web.verify(0, getRequestedFor(urlPathEqualTo("/inside")));
    }

    @Test
    void whateverAResultHoldsItIsReadOrLeftOut() {
        Mutations.ofJson(recorded("talkwalker/results.json"), 3_000)
                .map(page -> page.path("result_content").path("data").path(0).path("data"))
                .flatMap(one -> TalkwalkerResult.read(one, ChannelFixture.NOW).stream())
                .forEach(one -> one.about(new Topic("brand", null), "talkwalker", Kind.MENTION));
    }

    @Test
    void settingsAreCheckedAndKeepTheirSecret() {
        assertThat(settings("s&cret", null).toString()).doesNotContain("s&cret");
        assertThatIllegalArgumentException().isThrownBy(() -> settings("", null));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("s&cret", "../x"));
    }

    private void pages() {
        answers(SEARCH, okJson(recorded("talkwalker/results.json")));
        web.stubFor(get(urlPathEqualTo(SEARCH))
                .withQueryParam("offset", equalTo("100"))
                .willReturn(okJson(recorded("talkwalker/last.json"))));
    }

    private static void answers(String path, ResponseDefinitionBuilder answer) {
        web.stubFor(get(urlPathEqualTo(path)).willReturn(answer));
    }

    private Talkwalker talkwalker(@Nullable String project) {
        return new Talkwalker(
                settings("s&cret", project),
                Duration.ofSeconds(2),
                room.outgoing(),
                room.watchList(),
                room,
                room.state(),
                room.clock());
    }

    private static TalkwalkerSettings settings(String token, @Nullable String project) {
        return new TalkwalkerSettings(
                true,
                URI.create("http://localhost:" + web.getPort()),
                token,
                project,
                project == null ? List.of() : List.of("our topic"),
                null,
                "brand",
                Duration.ofMinutes(5),
                "24h",
                100,
                null);
    }
}
