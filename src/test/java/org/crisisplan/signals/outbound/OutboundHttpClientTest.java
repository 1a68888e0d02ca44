package org.crisisplan.signals.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.crisisplan.signals.outbound.OutboundHttpClient.Request;
import org.crisisplan.signals.outbound.OutboundHttpClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connectors ask the web and not the house, and nobody keeps them waiting or reading for ever. */
class OutboundHttpClientTest {

    private final AtomicInteger hits = new AtomicInteger();
    private HttpServer server;
    private OutboundHttpClient strict;
    private OutboundHttpClient allowing;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/plain", exchange -> answer(exchange, 200, "plain"));
        server.createContext("/to-house", exchange -> redirect(exchange, "http://127.0.0.1:" + port() + "/plain"));
        server.createContext("/to-file", exchange -> redirect(exchange, "file:///etc/passwd"));
        server.createContext("/round", exchange -> redirect(exchange, "/round"));
        server.createContext("/near", exchange -> redirect(exchange, "/plain"));
        server.createContext(
                "/key",
                exchange -> answer(
                        exchange,
                        200,
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
        server.createContext(
                "/key-elsewhere", exchange -> redirect(exchange, "http://elsewhere.test:" + port() + "/key"));
        server.createContext("/long", exchange -> answer(exchange, 200, "x".repeat(100_000)));
        server.createContext("/endless", OutboundHttpClientTest::endless);
        server.start();
        strict = new OutboundHttpClient(new PublicAddressResolver(Set.of()));
        allowing = new OutboundHttpClient(
                new PublicAddressResolver(Set.of("site.test", "elsewhere.test"), new Pointing("127.0.0.1")));
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(0);
        strict.destroy();
        allowing.destroy();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/plain",
                "http://localhost:%d/plain",
                "http://127.1:%d/plain",
                "http://127.0.0.2:%d/plain",
                "http://2130706433:%d/plain",
                "http://0x7f000001:%d/plain",
                "http://0177.0.0.1:%d/plain",
                "http://0.0.0.0:%d/plain",
                "http://[::1]:%d/plain",
                "http://[::]:%d/plain",
                "http://[::ffff:127.0.0.1]:%d/plain",
                "http://[::ffff:7f00:1]:%d/plain",
                "http://[64:ff9b::7f00:1]:%d/plain",
                "http://[2002:7f00:1::]:%d/plain",
                "http://[fe80::1]:%d/plain",
                "http://[fc00::1]:%d/plain",
                "http://[fd12:3456::1]:%d/plain",
                "http://[ff02::1]:%d/plain",
                "http://[2001:db8::1]:%d/plain",
                "http://10.0.0.1:%d/plain",
                "http://172.16.0.1:%d/plain",
                "http://172.31.255.255:%d/plain",
                "http://192.168.1.1:%d/plain",
                "http://169.254.169.254:%d/latest/meta-data/",
                "http://100.64.0.1:%d/plain",
                "http://198.18.0.1:%d/plain",
                "http://192.0.0.1:%d/plain",
                "http://192.0.2.1:%d/plain",
                "http://203.0.113.1:%d/plain",
                "http://224.0.0.1:%d/plain",
                "http://240.0.0.1:%d/plain",
                "http://255.255.255.255:%d/plain",
                "http://user:password@127.0.0.1:%d/plain",
                "ftp://127.0.0.1:%d/plain",
                "file:///etc/passwd?%d",
                "gopher://127.0.0.1:%d/",
                "http:///plain?%d"
            })
    void noAddressInsideTheHouseIsAsked(String address) {
        URI uri = URI.create(address.formatted(port()));
        assertThatThrownBy(() -> strict.ask(Request.get(uri).within(Duration.ofSeconds(3))))
                .isInstanceOfAny(AddressRefused.class, UnknownHostException.class);
        assertThat(hits).hasValue(0);
    }

    @Test
    void aNameThatPointsInsideTheHouseIsRefusedUnlessItIsAllowed() throws IOException {
        var pointingHome = new OutboundHttpClient(new PublicAddressResolver(Set.of(), new Pointing("127.0.0.1")));
        assertThatThrownBy(() -> pointingHome.ask(Request.get(at("/plain")))).isInstanceOf(AddressRefused.class);
        var pointingBoth =
                new OutboundHttpClient(new PublicAddressResolver(Set.of(), new Pointing("93.184.216.34", "127.0.0.1")));
        assertThatThrownBy(() -> pointingBoth.ask(Request.get(at("/plain")))).isInstanceOf(AddressRefused.class);
        assertThat(hits).hasValue(0);

        assertThat(allowing.ask(Request.get(at("/plain"))).text()).isEqualTo("plain");
        pointingHome.destroy();
        pointingBoth.destroy();
    }

    @Test
    void aRedirectLeadsNowhereThatWouldNotBeAsked() {
        assertThatThrownBy(() -> allowing.ask(Request.get(at("/to-house")))).isInstanceOf(AddressRefused.class);
        assertThatThrownBy(() -> allowing.ask(Request.get(at("/to-file")))).isInstanceOf(AddressRefused.class);
        assertThat(hits).as("two redirects, nothing behind them").hasValue(2);
    }

    @Test
    void redirectsAreFollowedButNotForEver() throws IOException {
        Response answer = allowing.ask(Request.get(at("/near")));
        assertThat(answer.text()).isEqualTo("plain");
        assertThat(answer.address()).isEqualTo(at("/plain"));
        assertThatThrownBy(() -> allowing.ask(Request.get(at("/round")))).hasMessageContaining("more than 3 times");
    }

    @Test
    void aKeyIsForTheFirstHostOnly() throws IOException {
        assertThat(allowing.ask(Request.get(at("/key")).with("Authorization", "Bearer secret"))
                        .text())
                .isEqualTo("Bearer secret");
        assertThat(allowing.ask(Request.get(at("/key-elsewhere")).with("Authorization", "Bearer secret"))
                        .text())
                .isEqualTo("null");
    }

    @Test
    void whoAnswersTooMuchOrTooSlowlyIsLeftAlone() {
        assertThatThrownBy(() -> allowing.ask(Request.get(at("/long")).readingAtMost(99_999)))
                .hasMessageContaining("more than 99999 bytes");
        long began = System.nanoTime();
        assertThatThrownBy(() -> allowing.ask(Request.get(at("/endless")).within(Duration.ofSeconds(1))))
                .hasMessageContaining("within 1 seconds");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
    }

    /** A name service that says what a test wants. */
    private record Pointing(String... addresses) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            if (Character.isDigit(host.charAt(0))) {
                return InetAddress.getAllByName(host);
            }
            InetAddress[] found = new InetAddress[addresses.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.getByName(addresses[i]);
            }
            return found;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private URI at(String path) {
        return URI.create("http://site.test:" + port() + path);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        hits.incrementAndGet();
        exchange.sendResponseHeaders(status, body.length());
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    private void redirect(HttpExchange exchange, String to) throws IOException {
        hits.incrementAndGet();
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    /** One byte now and then, for as long as somebody listens. */
    private static void endless(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 100; i++) {
                out.write('.');
                out.flush();
                java.util.concurrent.locks.LockSupport.parkNanos(
                        Duration.ofMillis(100).toNanos());
            }
        }
    }
}
