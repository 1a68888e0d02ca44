package org.crisisplan.signals.channel.feeds;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crisisplan.signals.channel.ChannelFixture.recorded;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.channel.ChannelFixture;
import org.crisisplan.signals.channel.Mutations;
import org.crisisplan.signals.channel.feeds.FeedSettings.Feed;
import org.crisisplan.signals.outbound.AddressRefused;
import org.crisisplan.signals.watchlist.Mention;
import org.crisisplan.signals.watchlist.WatchList.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** Feeds are read when they have changed; what speaks of us is a mention, and a bad feed is its own trouble only. */
class WatchedFeedTest {

    @RegisterExtension
    static final WireMockExtension web =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final ChannelFixture room = new ChannelFixture();

    @Test
    void theNewsThatNamesUsIsAMention() throws Exception {
        serves(ok(recorded("feeds/techcrunch.xml")));

        assertThat(feed(true).poll()).isTrue();

        assertThat(room.heard()).extracting(Signal::subject).containsExactly("site", "example");
        Signal first = room.heard().get(0);
        assertThat(first.kind()).isEqualTo(Kind.MENTION);
        assertThat(first.source()).isEqualTo("feed-news");
        assertThat(first.metric()).isEqualTo("outage");
        assertThat(first.platform()).isEqualTo("techcrunch");
        assertThat(first.link()).isEqualTo("https://techcrunch.com/2026/11/23/example-org-is-down/");
        assertThat(first.author()).isEqualTo("A Staff Writer");
        assertThat(first.occurred()).isEqualTo(Instant.parse("2026-11-23T07:30:00Z"));
        assertThat(first.text())
                .isEqualTo("Example.org says the site is down for ‘most’ users\n"
                        + "Since early morning, users of Example cannot log in.");
    }

    @Test
    void anotherMagazinesFeedIsReadToo() throws Exception {
        serves(ok(recorded("feeds/wired.xml")));
        feed(true).poll();
        assertThat(room.heard()).extracting(Signal::subject).containsExactly("example");
        assertThat(room.heard().get(0).link()).isEqualTo("https://www.wired.com/story/example-data/");
    }

    @Test
    void aForumCountsByItsKeywordsAndItsPeopleNeedNoName() throws Exception {
        serves(ok(recorded("feeds/forum.atom")).withHeader("Content-Type", "application/xml"));

        feed(false).poll();

        assertThat(room.heard()).extracting(Signal::subject).containsExactly("site", "user-data");
        assertThat(room.heard()).extracting(Signal::author).containsOnlyNulls();
        assertThat(room.heard()).extracting(Signal::id).doesNotHaveDuplicates();
        assertThat(room.heard().get(0).text()).isEqualTo("[问与答] 网站崩溃之后我的数据丢失了\n有人遇到吗?\n匿名发帖");
    }

    @Test
    void isSentAgainOnlyWhenItHasChanged() throws Exception {
        serves(ok(recorded("feeds/techcrunch.xml"))
                .withHeader("ETag", "\"abc\"")
                .withHeader("Last-Modified", "Mon, 23 Nov 2026 07:41:12 GMT"));
        WatchedFeed feed = feed(true);
        feed.poll();
        web.verify(getRequestedFor(urlEqualTo("/feed")).withHeader("If-None-Match", absent()));

        serves(status(304));
        assertThat(feed.poll()).as("it spoke").isTrue();

        web.verify(getRequestedFor(urlEqualTo("/feed"))
                .withHeader("If-None-Match", equalTo("\"abc\""))
                .withHeader("If-Modified-Since", equalTo("Mon, 23 Nov 2026 07:41:12 GMT")));
        assertThat(room.heard()).hasSize(2);
    }

    @Test
    void theSameEntriesAgainAreKnown() throws Exception {
        serves(ok(recorded("feeds/techcrunch.xml")));
        feed(true).poll();
        feed(true).poll();
        assertThat(room.heard()).hasSize(2);
    }

    @Test
    void whatCouldNotBeKeptIsAskedForAgain() throws Exception {
        serves(ok(recorded("feeds/techcrunch.xml")).withHeader("ETag", "\"abc\""));
        room.breakDatabase();
        assertThatThrownBy(feed(true)::poll).isInstanceOf(DataAccessException.class);

        room.mendDatabase();
        feed(true).poll();

        web.verify(2, getRequestedFor(urlEqualTo("/feed")).withHeader("If-None-Match", absent()));
        assertThat(room.heard()).hasSize(2);
    }

    @Test
    void isLeftAloneForAsLongAsItWishes() throws Exception {
        serves(status(429).withHeader("Retry-After", "120"));
        WatchedFeed feed = feed(true);
        assertThatThrownBy(feed::poll).hasMessageContaining("429").hasMessageContaining("too often");

        serves(ok(recorded("feeds/techcrunch.xml")));
        room.passes(Duration.ofSeconds(119));
        assertThat(feed.poll()).isFalse();
        web.verify(1, getRequestedFor(anyUrl()));

        room.passes(Duration.ofSeconds(2));
        assertThat(feed.poll()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 500, 503})
    void aRefusalIsAFault(int status) {
        serves(status(status));
        assertThatThrownBy(feed(true)::poll).isInstanceOf(IOException.class).hasMessageContaining("" + status);
    }

    @Test
    void aSlowOneIsGivenUp() {
        serves(ok(recorded("feeds/techcrunch.xml")).withChunkedDribbleDelay(100, 60_000));
        assertThatThrownBy(feed(true)::poll).hasMessageContaining("did not answer within");
    }

    @Test
    void anEndlessOneIsGivenUp() {
        serves(ok("<rss>" + "x".repeat(WatchedFeed.LARGEST)));
        assertThatThrownBy(feed(true)::poll).hasMessageContaining("more than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a feed", "<rss><channel>", "<html><body>Sign in</body></html>", "{\"a\":1}"})
    void whatIsNoFeedIsAFault(String body) {
        serves(ok(body));
        assertThatThrownBy(feed(true)::poll).isInstanceOf(IOException.class);
        assertThat(room.heard()).isEmpty();
        assertThat(room.state().of("feed-news")).isEmpty();
    }

    @Test
    void aTruncatedOneIsAFault() {
        String whole = recorded("feeds/techcrunch.xml");
        serves(ok(whole.substring(0, whole.length() / 2)));
        assertThatThrownBy(feed(true)::poll).isInstanceOf(IOException.class);
        serves(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
        assertThatThrownBy(feed(true)::poll).isInstanceOf(IOException.class);
        assertThat(room.heard()).isEmpty();
    }

    @Test
    void aRedirectIntoTheHouseIsNotFollowed() {
        serves(temporaryRedirect("http://127.0.0.1:" + web.getPort() + "/inside"));
        assertThatThrownBy(feed(true)::poll).isInstanceOf(AddressRefused.class);
        web.verify(0, getRequestedFor(urlEqualTo("/inside")));
    }

    @Test
    void doctypesNeitherFetchNorGrow() {
        String canary = "http://localhost:" + web.getPort() + "/canary";
        String item =
                "<channel><title>t</title><link>https://a</link><description>d</description><item><title>example &x;"
                        + "</title></item></channel></rss>";
        String outside = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"" + canary + "\">]><rss version=\"2.0\">" + item;
        String table = "<!DOCTYPE rss SYSTEM \"" + canary + "\"><rss version=\"2.0\">" + item.replace("&x;", "");
        StringBuilder laughs = new StringBuilder("<!DOCTYPE rss [<!ENTITY x \"ha\">");
        for (int i = 1; i < 20; i++) {
            laughs.append("<!ENTITY x%d \"%s\">".formatted(i, ("&x" + (i == 1 ? "" : i - 1) + ";").repeat(10)));
        }
        laughs.append("]><rss version=\"2.0\">").append(item.replace("&x;", "&x19;"));
        for (String body : new String[] {outside, table, laughs.toString()}) {
            serves(ok(body));
            assertThatThrownBy(feed(true)::poll).isInstanceOf(IOException.class);
        }
        web.verify(0, getRequestedFor(urlEqualTo("/canary")));
        assertThat(room.heard()).isEmpty();
    }

    @Test
    void nestingWithoutEndIsAFault() {
        String deep =
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title><entry><id>a</id><title>Example</title>"
                        + "<content type=\"xhtml\">" + "<div>".repeat(100_000) + "</div>".repeat(100_000)
                        + "</content></entry></feed>";
        serves(ok(deep));
        assertThatThrownBy(feed(true)::poll).hasMessageContaining("nested deeper");
    }

    @Test
    void readsTheCharsetsOfTheCountryAndNoOthers() throws Exception {
        String feed = "<?xml version=\"1.0\" encoding=\"GBK\"?><rss version=\"2.0\"><channel><title>t</title>"
                + "<link>https://a</link><description>d</description><item><title>网站崩溃</title>"
                + "<link>https://a/1</link></item></channel></rss>";
        serves(aResponse().withHeader("Content-Type", "text/xml").withBody(feed.getBytes(Charset.forName("GBK"))));
        feed(false).poll();
        assertThat(room.heard()).extracting(Signal::text).containsExactly("网站崩溃");

        for (String other : new String[] {"ISO-2022-KR", "UTF-7", "Cp037"}) {
            serves(aResponse().withBody(feed.replace("GBK", other)));
            assertThatThrownBy(feed(false)::poll).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anOddEntryIsKeptAsFarAsItFits() throws Exception {
        serves(ok("<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>t</title>"
                + "<link>https://a</link><description>d</description><item><title>site is down</title>"
                + "<link>javascript:alert(1)</link><guid>" + "g".repeat(500) + "</guid><dc:creator>" + "a".repeat(300)
                + "</dc:creator><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate><description>" + "x".repeat(20_000)
                + "</description></item></channel></rss>"));

        feed(false).poll();

        Signal signal = room.heard().get(0);
        assertThat(signal.link()).isNull();
        assertThat(signal.id()).startsWith("sha256:");
        assertThat(signal.author()).hasSize(Signal.LONGEST_AUTHOR);
        assertThat(signal.text()).hasSize(Signal.LONGEST_TEXT).endsWith("…");
        assertThat(signal.occurred()).isEqualTo(ChannelFixture.NOW);
    }

    @Test
    void whateverAFeedHoldsItIsReadOrAFault() {
        for (String file : new String[] {"feeds/techcrunch.xml", "feeds/wired.xml", "feeds/forum.atom"}) {
            Mutations.ofText(recorded(file), 1_000).forEach(text -> {
                try {
                    FeedText.read(text.getBytes(StandardCharsets.UTF_8), null)
                            .forEach(entry -> new Mention(
                                            entry.key(),
                                            entry.text(),
                                            entry.link(),
                                            entry.author(),
                                            "news",
                                            null,
                                            Mention.plausible(entry.published(), ChannelFixture.NOW))
                                    .about(new Topic("example", null), "feed-news", Kind.MENTION));
                } catch (IOException fault) {
                    assertThat(fault).isNotNull();
                }
            });
        }
    }

    private static void serves(ResponseDefinitionBuilder answer) {
        web.stubFor(get(urlEqualTo("/feed")).willReturn(answer));
    }

    private WatchedFeed feed(boolean onlyIfNamed) {
        var settings = new Feed(
                true,
                URI.create("http://localhost:" + web.getPort() + "/feed"),
                "techcrunch",
                onlyIfNamed,
                Duration.ofMinutes(5),
                null);
        return new WatchedFeed(
                "news",
                settings,
                Duration.ofSeconds(2),
                room.outgoing(),
                room.watchList(),
                room,
                room.state(),
                room.clock());
    }
}
