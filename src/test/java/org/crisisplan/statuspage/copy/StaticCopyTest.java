package org.crisisplan.statuspage.copy;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.requestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.crisisplan.PlanTest;
import org.crisisplan.publish.StatementDesk;
import org.crisisplan.statuspage.StatusCache;
import org.crisisplan.statuspage.StatusSnapshot;
import org.crisisplan.web.Notices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page outlives the product: what was published stands as files elsewhere, whole, and says how old it is. */
@PlanTest
class StaticCopyTest {

    @Autowired
    StatusCache state;

    @Autowired
    CopyFiles files;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    @TempDir
    Path folder;

    private final Notices notices = new Notices();
    private StatementDesk desk;
    private WireMockServer host;

    @BeforeEach
    void open() {
        desk = new StatementDesk(engine, sql).open();
        host = new WireMockServer(options().dynamicPort());
        host.start();
        // what was seen last may be of another test's day
        state.refresh();
    }

    @AfterEach
    void close() {
        host.stop();
        desk.close();
    }

    private StaticCopy copy(String folder, String put, Duration every) {
        return new StaticCopy(state, files, settings(folder, put, every), notices);
    }

    private static CopySettings settings(String folder, String put, Duration every) {
        return new CopySettings(
                folder,
                put.isEmpty() ? null : URI.create(put),
                "copier",
                "secret",
                "",
                "",
                every,
                Duration.ofSeconds(2));
    }

    private String says(String title) {
        String crisis = desk.crisis(2, "responding");
        desk.publish(crisis, "first", "progress", title, "中文“" + title + "”", "Text.", "正文。");
        return crisis;
    }

    private String file(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void aFolderHoldsThePageItsFeedsAndItsJsonInBothLanguages() throws Exception {
        String crisis = says("Copied words");
        StaticCopy copy = copy(folder.toString(), "", Duration.ofMinutes(5));
        copy.now();

        assertThat(file("index.html"))
                .contains(
                        "Copied words",
                        "href=\"" + crisis + ".html\"",
                        "href=\"index.zh.html\"",
                        "href=\"css/status.css\"")
                .contains("This page is a copy", "data-made=\"")
                .doesNotContain("renews itself", "?lang=");
        assertThat(file("index.zh.html")).contains("中文“Copied words”", "href=\"" + crisis + ".zh.html\"");
        assertThat(file(crisis + ".html")).contains("Copied words", "href=\"index.html\"");
        assertThat(file("feed.atom")).contains("Copied words");
        assertThat(file("feed.zh.json")).contains("中文“Copied words”");
        assertThat(file("api/v2/incidents/unresolved.json")).contains(crisis);
        assertThat(file("notices.json")).contains(crisis);
        assertThat(file("age.js")).isNotEmpty();
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile).map(Path::toString))
                    .noneMatch(name -> name.contains(".writing"));
        }
        desk.publish(crisis, "all-clear", "progress", "All over", "结束", "Over.", "结束。");
        copy.now();
        assertThat(file("index.html")).contains("All over");
        assertThat(file("notices.json")).doesNotContain(crisis);
    }

    @Test
    void withoutAChangeNothingIsWrittenUntilItIsTime() throws Exception {
        StatusSnapshot seen = state.snapshot();
        AtomicReference<StatusSnapshot> look = new AtomicReference<>(seen);
        StaticCopy copy =
                new StaticCopy(look::get, files, settings(folder.toString(), "", Duration.ofMinutes(5)), notices);
        copy.now();
        Files.writeString(folder.resolve("index.html"), "as it was");
        look.set(asOf(seen, Duration.ofMinutes(4)));
        copy.now();
        assertThat(file("index.html")).isEqualTo("as it was");

        look.set(asOf(seen, Duration.ofMinutes(6)));
        copy.now();
        assertThat(file("index.html")).contains("This page is a copy");
    }

    /** The same, seen later. */
    private static StatusSnapshot asOf(StatusSnapshot seen, Duration later) {
        return new StatusSnapshot(
                seen.asOf().plus(later), seen.posts(), seen.components(), seen.windows(), seen.describedSince());
    }

    @Test
    void anotherHostGetsTheFilesAndItsFoldersAreMade() {
        host.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(201)));
        host.stubFor(put(urlPathMatching("/copy/css/.*"))
                .inScenario("css")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(409)));
        host.stubFor(request("MKCOL", urlEqualTo("/copy/css/"))
                .inScenario("css")
                .willSetStateTo("made")
                .willReturn(aResponse().withStatus(201)));
        copy("", host.baseUrl() + "/copy", Duration.ofMinutes(5)).now();

        host.verify(putRequestedFor(urlPathEqualTo("/copy/index.html"))
                .withBasicAuth(new com.github.tomakehurst.wiremock.client.BasicCredentials("copier", "secret"))
                .withHeader("Content-Type", matching("text/html; charset=utf-8"))
                .withRequestBody(matching("(?s).*This page is a copy.*")));
        host.verify(1, requestedFor("MKCOL", urlEqualTo("/copy/css/")));
        host.verify(2, putRequestedFor(urlPathEqualTo("/copy/css/status.css")));
        host.verify(putRequestedFor(urlPathEqualTo("/copy/api/v2/summary.json")));
    }

    @Test
    void aHostThatRefusesIsSaidToThoseWhoCanPutItRightAndTriedAgain() {
        host.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(507)));
        StaticCopy copy = copy(folder.toString(), host.baseUrl() + "/copy", Duration.ofMinutes(5));
        copy.now();
        assertThat(notices.about("status-copy"))
                .hasValueSatisfying(notice -> assertThat(notice.details())
                        .singleElement()
                        .asString()
                        .contains("507")
                        .doesNotContain("secret"));
        assertThat(folder.resolve("index.html")).as("the other place has it").exists();

        host.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(201)));
        copy.now();
        assertThat(notices.about("status-copy")).isEmpty();
        host.verify(putRequestedFor(urlPathEqualTo("/copy/index.html")));
    }
}
