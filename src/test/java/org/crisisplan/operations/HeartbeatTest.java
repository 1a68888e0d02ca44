package org.crisisplan.operations;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Others hear this node as long as it works, and only as long. */
@ExtendWith(OutputCaptureExtension.class)
class HeartbeatTest {

    private static final String PATH = "/ping/of-this-node";

    @RegisterExtension
    static final WireMockExtension WATCHER = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    private final AtomicBoolean databaseAnswers = new AtomicBoolean(true);
    private final AtomicBoolean jobsAreTaken = new AtomicBoolean(true);
    private Heartbeat heartbeat;

    @BeforeEach
    void aNode() {
        DatabaseProbe database = mock();
        when(database.answersWithin(any())).thenAnswer(asked -> databaseAnswers.get());
        JobExecutorWatch jobs = mock();
        when(jobs.acquiredWithin(any())).thenAnswer(asked -> jobsAreTaken.get());
        heartbeat = new Heartbeat(
                new HeartbeatSettings(URI.create(WATCHER.baseUrl() + PATH), Duration.ofSeconds(1)), database, jobs);
        WATCHER.stubFor(get(PATH).willReturn(ok()));
        heartbeat.start();
    }

    @AfterEach
    void stops() {
        heartbeat.stop();
    }

    private int heard() {
        return WATCHER.findAll(getRequestedFor(urlEqualTo(PATH))).size();
    }

    private void isHeard() {
        int before = heard();
        await().atMost(Duration.ofSeconds(10)).until(() -> heard() > before);
    }

    private void isSilent() throws InterruptedException {
        // one may be under way
        Thread.sleep(1200);
        int before = heard();
        Thread.sleep(2500);
        assertThat(heard()).isEqualTo(before);
    }

    @Test
    void itIsHeardAgainAndAgain() {
        isHeard();
        isHeard();
    }

    @Test
    void itStopsWithTheDatabaseAndGoesOnWithIt() throws InterruptedException {
        isHeard();
        databaseAnswers.set(false);
        isSilent();
        databaseAnswers.set(true);
        isHeard();
    }

    @Test
    void itStopsWhenNoJobsAreTaken() throws InterruptedException {
        isHeard();
        jobsAreTaken.set(false);
        isSilent();
    }

    @Test
    void aWatcherThatFailsIsToldOnceAndCalledAgain(CapturedOutput log) {
        WATCHER.stubFor(get(PATH).willReturn(serverError()));
        isHeard();
        isHeard();
        isHeard();
        assertThat(log).containsOnlyOnce("The heartbeat is not heard").doesNotContain(PATH);
        WATCHER.stubFor(get(PATH).willReturn(ok()));
        await().atMost(Duration.ofSeconds(10)).until(() -> log.getOut().contains("The heartbeat is heard again"));
    }

    @Test
    void aWatcherThatAnswersWithoutEndHoldsNothingUp() {
        WATCHER.stubFor(
                get(PATH).willReturn(aResponse().withBody("x".repeat(1000)).withChunkedDribbleDelay(100, 60_000)));
        isHeard();
        WATCHER.stubFor(get(PATH).willReturn(ok()));
        int before = heard();
        await().atMost(Duration.ofSeconds(25)).until(() -> heard() > before + 2);
    }

    @Test
    void anAddressThatIsNoneIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new HeartbeatSettings(URI.create("ping"), Duration.ofMinutes(1)))
                .hasMessageContaining("crisis-plan.heartbeat.url");
    }
}
