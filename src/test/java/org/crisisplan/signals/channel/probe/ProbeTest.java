package org.crisisplan.signals.channel.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLHandshakeException;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.Signals;
import org.crisisplan.signals.Signals.Accepted;
import org.crisisplan.signals.channel.probe.ProbeSettings.Page;
import org.crisisplan.signals.outbound.AddressRefused;
import org.crisisplan.signals.outbound.OutboundHttpClient;
import org.crisisplan.signals.outbound.TestHttp;
import org.crisisplan.signals.source.PolledSource;
import org.crisisplan.signals.source.SourceState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that is asked tells how it is; that it does not answer is no fault of whoever asks. */
class ProbeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final List<Signal> told = new ArrayList<>();
    private final Map<String, String> kept = new TreeMap<>();
    private final SourceState state = mock(SourceState.class);
    private final Signals signals = (source, some) -> {
        assertThat(some).extracting(Signal::source).containsOnly(source);
        told.addAll(some);
        return new Accepted(some.size(), 0);
    };
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch testIsOver = new CountDownLatch(1);
    private final OutboundHttpClient wayOut = TestHttp.to("localhost");
    private volatile int status = 200;
    private volatile String connection = "";
    private HttpServer server;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/page", exchange -> answer(exchange, status));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/page");
            answer(exchange, 302);
        });
        server.createContext("/into-the-house", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:" + port() + "/page");
            answer(exchange, 302);
        });
        server.createContext("/never", exchange -> {
            try {
                testIsOver.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        when(state.of(anyString()))
                .thenAnswer(call -> Optional.ofNullable(kept.get(call.getArgument(0, String.class))));
        doAnswer(call -> kept.put(call.getArgument(0), call.getArgument(1)))
                .when(state)
                .keep(anyString(), anyString());
    }

    @AfterEach
    void end() throws IOException {
        testIsOver.countDown();
        server.stop(0);
        wayOut.destroy();
    }

    @Test
    void withoutConfigurationNobodyIsAsked() {
        ProbeSettings none = new ProbeSettings(Map.of(), Duration.ofSeconds(30), Duration.ofSeconds(10), null);

        assertThat(new Probes(none, wayOut, signals, state, Clock.systemUTC()).all())
                .isEmpty();
    }

    @Test
    void aPageThatAnswersTellsItsStatusAndHowLongItTook() throws Exception {
        assertThat(probe(wayOut, "/page").poll()).isTrue();

        assertThat(told).extracting(Signal::metric).containsExactly("http_status", "page_load_seconds");
        assertThat(told).extracting(Signal::kind).containsOnly(Kind.METRIC);
        assertThat(told).extracting(Signal::subject).containsOnly("payment");
        assertThat(told.get(0).value()).isEqualTo(200);
        assertThat(told.get(1).value()).isPositive().isLessThan(10);
        assertThat(told.get(1).link()).isEqualTo("http://localhost:" + port() + "/page");
        assertThat(kept).isEmpty();
        assertThat(connection).as("each visitor comes for the first time").isEqualTo("close");
    }

    @Test
    void aPageMayHaveMoved() throws Exception {
        probe(wayOut, "/moved").poll();

        assertThat(told.get(0).value()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aPageThatOnlyAnswersWithAFaultIsUnreachable(int fault) throws Exception {
        status = fault;

        probe(wayOut, "/page").poll();

        assertThat(told).extracting(Signal::metric).containsExactly("http_status", "unreachable");
        assertThat(told.get(1).text()).isEqualTo("localhost answers with status " + fault);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429})
    void aPageThatRefusesTheProbeIsThereAllTheSame(int refusal) throws Exception {
        status = refusal;

        probe(wayOut, "/page").poll();

        assertThat(told).extracting(Signal::metric).containsExactly("http_status", "page_load_seconds");
        assertThat(told.get(0).value()).isEqualTo(refusal);
    }

    @Test
    void nobodyThereIsASignalAndNoFault() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        assertThat(probe(wayOut, URI.create("http://localhost:" + port + "/"), null)
                        .poll())
                .isTrue();

        assertThat(told).extracting(Signal::metric).containsExactly("unreachable");
        assertThat(told.get(0).value()).isEqualTo(1);
        assertThat(told.get(0).text()).startsWith("localhost does not answer (");
        assertThat(told.get(0).resolved()).isFalse();
    }

    @Test
    void whoNeverAnswersIsNotWaitedForLongerThanAgreed() throws Exception {
        long began = System.nanoTime();

        probe(wayOut, "/never").poll();

        assertThat(told).extracting(Signal::metric).containsExactly("unreachable");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        assertThat(probe(wayOut, "/never").longest()).isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void thatItAnswersAgainIsSaidOnce() throws Exception {
        PolledSource probe = probe(wayOut, "/page");
        status = 503;
        probe.poll();
        probe.poll();
        status = 200;
        told.clear();
        probe.poll();
        probe.poll();

        List<Signal> over = told.stream().filter(Signal::resolved).toList();
        assertThat(over).hasSize(1);
        assertThat(over.get(0).metric()).isEqualTo("unreachable");
        assertThat(over.get(0).value()).isNull();
    }

    @Test
    void aPageInsideTheHouseIsNotAskedUnlessItIsNamed() throws IOException {
        OutboundHttpClient strict = TestHttp.to();

        assertThatThrownBy(() -> probe(strict, "/page").poll()).isInstanceOf(AddressRefused.class);

        assertThat(asked).hasValue(0);
        assertThat(told).isEmpty();
        strict.destroy();
    }

    @Test
    void aPageDoesNotLeadTheProbeIntoTheHouse() {
        assertThatThrownBy(() -> probe(wayOut, "/into-the-house").poll()).isInstanceOf(AddressRefused.class);

        assertThat(asked).as("only the page itself was asked").hasValue(1);
        assertThat(told).isEmpty();
    }

    @Test
    void theCertificatesDaysAreCounted() throws Exception {
        probe(answering(NOW.plus(Duration.ofHours(36))), URI.create("https://www.example.org/"), null)
                .poll();

        assertThat(told.get(2).metric()).isEqualTo("certificate_days");
        assertThat(told.get(2).value()).isCloseTo(1.5, within(0.001));
    }

    @Test
    void anExpiredCertificateIsToldAsThatAndNotAsASiteThatIsDown() throws Exception {
        var expired = new SSLHandshakeException("PKIX path validation failed");
        expired.initCause(new CertPathValidatorException(new CertificateExpiredException("NotAfter")));

        probe(failing(expired), URI.create("https://www.example.org/"), null).poll();

        assertThat(told).extracting(Signal::metric).containsExactly("certificate_days");
        assertThat(told.get(0).value()).isZero();
    }

    @Test
    void anotherFaultOfTheConnectionMakesThePageUnreachable() throws Exception {
        probe(
                        failing(new SSLHandshakeException("no common cipher" + "x".repeat(1_000))),
                        URI.create("https://www.example.org/"),
                        null)
                .poll();

        assertThat(told).extracting(Signal::metric).containsExactly("unreachable");
        assertThat(told.get(0).text()).hasSizeLessThan(400);
    }

    @Test
    void whereNobodyElseCanBeReachedEitherNothingIsSaidOfThePage() throws Exception {
        PolledSource probe = probe(
                failing(new IOException("no route")),
                URI.create("https://www.example.org/"),
                URI.create("https://reference.example.net/"));

        assertThatThrownBy(probe::poll)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "Neither the page nor reference.example.net answers: our own network is at fault, so nothing is known of the page");
        assertThat(told).isEmpty();

        status = 503;
        probe(
                        wayOut,
                        URI.create("http://localhost:" + port() + "/page"),
                        URI.create("http://localhost:" + port() + "/moved"))
                .poll();
        assertThat(told).extracting(Signal::metric).contains("unreachable");
    }

    private PolledSource probe(OutboundHttpClient outgoing, String path) {
        return probe(outgoing, URI.create("http://localhost:" + port() + path), null);
    }

    private PolledSource probe(OutboundHttpClient outgoing, URI address, URI reference) {
        ProbeSettings settings = new ProbeSettings(
                Map.of("home", new Page(address, "payment")), Duration.ofSeconds(30), Duration.ofSeconds(2), reference);
        PolledSource probe = new Probes(settings, outgoing, signals, state, Clock.fixed(NOW, ZoneOffset.UTC))
                .all()
                .get(0);
        assertThat(probe.name()).isEqualTo("probe-home");
        return probe;
    }

    private static OutboundHttpClient answering(Instant certificateUntil) throws IOException {
        OutboundHttpClient outgoing = mock(OutboundHttpClient.class);
        when(outgoing.ask(any()))
                .thenReturn(new OutboundHttpClient.Response(
                        200,
                        URI.create("https://www.example.org/"),
                        Map.of(),
                        new byte[0],
                        Duration.ofMillis(120),
                        certificateUntil));
        return outgoing;
    }

    private static OutboundHttpClient failing(IOException fault) throws IOException {
        OutboundHttpClient outgoing = mock(OutboundHttpClient.class);
        when(outgoing.ask(any())).thenThrow(fault);
        return outgoing;
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        asked.incrementAndGet();
        connection = String.join(",", exchange.getRequestHeaders().get("Connection"));
        byte[] body = "<html lang=\"en\">a page</html>".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int port() {
        return server.getAddress().getPort();
    }
}
