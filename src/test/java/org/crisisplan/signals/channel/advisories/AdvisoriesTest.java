package org.crisisplan.signals.channel.advisories;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signal.Severity;
import org.crisisplan.signals.channel.ChannelFixture;
import org.crisisplan.signals.channel.Mutations;
import org.crisisplan.signals.outbound.AddressRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** Published vulnerabilities are advisories when they are in something we use, with how bad they are. */
class AdvisoriesTest {

    private static final String CVES = "/rest/json/cves/2.0";
    private static final Duration OLDEST = Duration.ofDays(30);
    private static final String LIST = "/list.xml";

    @RegisterExtension
    static final WireMockExtension web =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private final ChannelFixture room = new ChannelFixture();

    @Test
    void whatIsInOneOfOurAssetsIsAnAdvisory() throws Exception {
        pages();

        assertThat(nvd().poll()).isTrue();

        assertThat(room.heard())
                .extracting(Signal::id, Signal::subject, Signal::value, Signal::severity)
                .containsExactly(
                        tuple("CVE-2026-90001#web-server@9.8", "web-server", 9.8, Severity.CRITICAL),
                        tuple("CVE-2026-90002#database@unscored", "database", null, null),
                        tuple("CVE-2026-90002#web-server@unscored", "web-server", null, null));
        Signal first = room.heard().get(0);
        assertThat(first.kind()).isEqualTo(Kind.ADVISORY);
        assertThat(first.metric()).isEqualTo("cvss");
        assertThat(first.link()).isEqualTo("https://nvd.nist.gov/vuln/detail/CVE-2026-90001");
        assertThat(first.occurred()).isEqualTo(Instant.parse("2026-11-22T10:15:09Z"));
        assertThat(first.text()).isEqualTo("CVE-2026-90001\nA request smuggling vulnerability in a servlet container.");
    }

    @Test
    void asksForWhatHasChangedSince() throws Exception {
        pages();
        nvd().poll();
        web.verify(getRequestedFor(urlPathEqualTo(CVES))
                .withQueryParam("lastModStartDate", equalTo("2026-11-16T08:00:00.000+00:00"))
                .withQueryParam("lastModEndDate", equalTo("2026-11-23T08:00:00.000+00:00"))
                .withQueryParam("startIndex", equalTo("3"))
                .withHeader("apiKey", equalTo("a-secret-key")));
        room.passes(Duration.ofHours(1));
        nvd().poll();
        web.verify(getRequestedFor(urlPathEqualTo(CVES))
                .withQueryParam("lastModStartDate", equalTo("2026-11-23T08:00:00.000+00:00"))
                .withQueryParam("lastModEndDate", equalTo("2026-11-23T09:00:00.000+00:00"))
                .withQueryParam("startIndex", equalTo("0")));
    }

    @Test
    void aScoreThatComesLaterIsNews() throws Exception {
        pages();
        nvd().poll();
        web.stubFor(get(urlPathEqualTo(CVES))
                .willReturn(okJson(recorded("advisories/nvd-1.json")
                        .replace("\"totalResults\": 5", "\"totalResults\": 3")
                        .replace(
                                "\"metrics\": {},\n        \"references\"",
                                "\"metrics\": {\"cvssMetricV30\": [{\"type\": \"Primary\", \"cvssData\": {\"baseScore\": 7.5}}]},"
                                        + "\"references\""))));
        nvd().poll();
        assertThat(room.heard())
                .extracting(Signal::id)
                .contains("CVE-2026-90002#web-server@7.5")
                .doesNotHaveDuplicates();
    }

    @Test
    void whatWasPublishedLongAgoIsNoNewsThoughItChanged() throws Exception {
        answers(
                CVES,
                okJson(recorded("advisories/nvd-1.json")
                        .replace("\"totalResults\": 5", "\"totalResults\": 3")
                        .replace("2026-11-22T10:15:09.000", "2014-11-22T10:15:09.000")));
        nvd().poll();
        answers(LIST, ok(recorded("advisories/cnvd.xml").replace("2026-11-22", "2026-10-01")));
        cnvd().poll();
        assertThat(room.heard()).extracting(Signal::id).isNotEmpty().allMatch(id -> id.startsWith("CVE-2026-90002#"));
    }

    @Test
    void afterALongAbsenceItReadsOnWithoutAskingTooOften() throws Exception {
        web.stubFor(get(urlPathEqualTo(CVES))
                .willReturn(okJson("{\"startIndex\": 0, \"totalResults\": 9, \"vulnerabilities\": [{}]}")));
        for (int i = 1; i < 9; i++) {
            web.stubFor(get(urlPathEqualTo(CVES))
                    .withQueryParam("startIndex", equalTo("" + i))
                    .willReturn(okJson(
                            "{\"startIndex\": %d, \"totalResults\": 9, \"vulnerabilities\": [{}]}".formatted(i))));
        }
        NvdChanges nvd = nvd();
        nvd.poll();
        web.verify(4, getRequestedFor(anyUrl()));
        assertThat(nvd.every()).isEqualTo(Duration.ofSeconds(40));
        nvd.poll();
        nvd.poll();
        web.verify(9, getRequestedFor(anyUrl()));
        assertThat(nvd.every()).isEqualTo(Duration.ofHours(1));

        room.passes(Duration.ofDays(300));
        web.resetRequests();
        web.stubFor(get(urlPathEqualTo(CVES)).willReturn(okJson("{\"vulnerabilities\": []}")));
        nvd.poll();
        web.verify(
                getRequestedFor(anyUrl()).withQueryParam("lastModEndDate", equalTo("2027-03-22T08:00:00.000+00:00")));
        assertThat(nvd.every()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void whatCouldNotBeKeptIsReadAgain() throws Exception {
        pages();
        room.breakDatabase();
        assertThatThrownBy(nvd()::poll).isInstanceOf(DataAccessException.class);
        room.mendDatabase();
        nvd().poll();
        assertThat(room.heard()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"vulnerabilities\": [", "[]", "{}", "<html>"})
    void whatIsNoAnswerOfTheNvdIsAFault(String body) {
        web.stubFor(get(urlPathEqualTo(CVES)).willReturn(okJson(body)));
        assertThatThrownBy(nvd()::poll).isInstanceOf(IOException.class);
        assertThat(room.state().of("nvd")).isEmpty();
    }

    @Test
    void faultsOfTheNvdAreTold() throws Exception {
        NvdChanges nvd = nvd();
        answers(CVES, status(403));
        assertThatThrownBy(nvd::poll).hasMessageContaining("403").hasMessageNotContaining("a-secret-key");
        answers(CVES, okJson("{\"vulnerabilities\": []}").withChunkedDribbleDelay(10, 60_000));
        assertThatThrownBy(nvd::poll).hasMessageContaining("did not answer within");
        answers(CVES, aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
        assertThatThrownBy(nvd::poll).isInstanceOf(IOException.class);
        answers(CVES, temporaryRedirect("http://127.0.0.1:" + web.getPort() + "/inside"));
        assertThatThrownBy(nvd::poll).isInstanceOf(AddressRefused.class);
        web.verify(0, getRequestedFor(urlPathEqualTo("/inside")));
        answers(CVES, status(429));
        assertThatThrownBy(nvd::poll).hasMessageContaining("429");
        assertThat(nvd.poll()).isFalse();
    }

    @Test
    void readsAListAsCnvdSharesIt() throws Exception {
        answers(LIST, ok(recorded("advisories/cnvd.xml")));

        assertThat(cnvd().poll()).isTrue();

        assertThat(room.heard()).hasSize(1);
        Signal signal = room.heard().get(0);
        assertThat(signal.id()).isEqualTo("CNVD-2026-90001#database@7.0");
        assertThat(signal.value()).as("the lowest that is called 高").isEqualTo(7.0);
        assertThat(signal.link()).isEqualTo("https://www.postgresql.org/support/security/CVE-2026-90010/");
        assertThat(signal.occurred()).isEqualTo(Instant.parse("2026-11-21T16:00:00Z"));
        assertThat(signal.text()).startsWith("CNVD-2026-90001\nPostgreSQL权限提升漏洞\n");
    }

    @Test
    void readsAnnouncementsOfOthers() throws Exception {
        answers(LIST, ok(recorded("advisories/announcements.rss")));
        cnvd().poll();
        assertThat(room.heard())
                .extracting(Signal::id, Signal::value)
                .containsExactly(
                        tuple("CNVD-2026-90003#web-server@8.1", 8.1),
                        tuple("notice-2#web-server@4.0", 4.0),
                        tuple(room.heard().get(2).id(), null));
        assertThat(room.heard().get(0).link()).isEqualTo("https://www.cert.example/notice/1");
    }

    @Test
    void aListAgainIsKnown() throws Exception {
        answers(LIST, ok(recorded("advisories/cnvd.xml")));
        cnvd().poll();
        cnvd().poll();
        assertThat(room.heard()).hasSize(1);
    }

    @Test
    void doctypesAreNotRead() {
        String canary = "http://localhost:" + web.getPort() + "/canary";
        for (String body : new String[] {
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + canary
                    + "\">]><a><vulnerability><title>nginx &x;</title></vulnerability></a>",
            "<!DOCTYPE a SYSTEM \"" + canary + "\"><a><vulnerability><title>nginx</title></vulnerability></a>",
            "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"" + "&x;".repeat(1000) + "\"><!ENTITY z \""
                    + "&y;".repeat(1000) + "\">]><a><vulnerability><title>nginx &z;</title></vulnerability></a>"
        }) {
            answers(LIST, ok(body));
            assertThatThrownBy(cnvd()::poll).isInstanceOf(IOException.class);
        }
        web.verify(0, getRequestedFor(urlPathEqualTo("/canary")));
        assertThat(room.heard()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "<html><body>Sign in</body></html>",
                "<vulnerabilitys></vulnerabilitys>",
                "<vulnerabilitys><vulnerability><number>CNVD-2026-1"
            })
    void whatIsNoListIsAFault(String body) {
        answers(LIST, ok(body));
        assertThatThrownBy(cnvd()::poll).isInstanceOf(IOException.class);
    }

    @Test
    void nestingWithoutEndIsAFault() {
        answers(LIST, ok("<vulnerability>" + "<a>".repeat(100_000)));
        assertThatThrownBy(cnvd()::poll).hasMessageContaining("nested deeper");
    }

    @Test
    void whateverAListHoldsItIsReadOrAFault() {
        Mutations.ofJson(recorded("advisories/nvd-1.json"), 3_000).forEach(page -> {
            try {
                NvdPage.read(page).vulnerabilities().forEach(this::about);
            } catch (IOException fault) {
                assertThat(fault).hasMessageContaining("vulnerabilities");
            }
        });
        for (String file : new String[] {"advisories/cnvd.xml", "advisories/announcements.rss"}) {
            Mutations.ofText(recorded(file), 1_000).forEach(text -> {
                try {
                    CnvdText.read(text.getBytes(StandardCharsets.UTF_8)).forEach(this::about);
                } catch (IOException fault) {
                    assertThat(fault).hasMessageContaining("no list of vulnerabilities");
                }
            });
        }
    }

    private void about(Vulnerability one) {
        one.about(room.watchList(), "nvd", ChannelFixture.NOW);
    }

    @Test
    void settingsAreCheckedAndKeepTheirSecret() {
        assertThat(settings().toString()).doesNotContain("a-secret-key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdvisorySettings.Cnvd(true, null, Duration.ofHours(1), null));
    }

    private void pages() {
        web.stubFor(get(urlPathEqualTo(CVES)).willReturn(okJson(recorded("advisories/nvd-1.json"))));
        web.stubFor(get(urlPathEqualTo(CVES))
                .withQueryParam("startIndex", equalTo("3"))
                .willReturn(okJson(recorded("advisories/nvd-2.json"))));
    }

    private static void answers(String path, ResponseDefinitionBuilder answer) {
        web.stubFor(get(urlPathEqualTo(path)).willReturn(answer));
    }

    private NvdChanges nvd() {
        return new NvdChanges(
                settings(),
                OLDEST,
                Duration.ofSeconds(2),
                room.outgoing(),
                room.watchList(),
                room,
                room.state(),
                room.clock());
    }

    private static AdvisorySettings.Nvd settings() {
        return new AdvisorySettings.Nvd(
                true,
                URI.create("http://localhost:" + web.getPort() + CVES),
                "a-secret-key",
                Duration.ofHours(1),
                Duration.ofDays(7),
                null);
    }

    private CnvdList cnvd() {
        var settings = new AdvisorySettings.Cnvd(
                true, URI.create("http://localhost:" + web.getPort() + LIST), Duration.ofHours(1), null);
        return new CnvdList(
                settings, OLDEST, Duration.ofSeconds(2), room.outgoing(), room.watchList(), room, room.clock());
    }
}
