package org.crisisplan.signals.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The one way by which connectors ask others. It keeps them from being pointed at the private network, also by a redirect or by
 * a name that changes its address, and from waiting for ever or reading without end.
 */
@Component
public class OutboundHttpClient implements DisposableBean {

    private static final int MOST_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> FOR_THE_FIRST_HOST_ONLY = Set.of("authorization", "cookie");

    private final PublicAddressResolver addresses;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread thread = new Thread(runnable, "signals-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    @Autowired
    OutboundHttpClient(OutboundSettings settings) {
        this(new PublicAddressResolver(settings.allowedHosts()));
    }

    OutboundHttpClient(PublicAddressResolver addresses) {
        this.addresses = addresses;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setMaxConnTotal(32)
                        .setMaxConnPerRoute(4)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(10))
                                .setSocketTimeout(Timeout.ofSeconds(30))
                                .setTimeToLive(org.apache.hc.core5.util.TimeValue.ofMinutes(1))
                                .build())
                        .build())
                .setUserAgent("crisis-plan")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * What is asked.
     *
     * @param body nothing for GET
     * @param deadline for everything together, redirects and reading included
     * @param most so many bytes of the answer are read at most; a longer one is a fault
     */
    public record Request(
            String method,
            URI address,
            Map<String, String> headers,
            byte @Nullable [] body,
            Duration deadline,
            int most) {

        public static Request get(URI address) {
            return new Request("GET", address, Map.of(), null, Duration.ofSeconds(15), 5 * 1024 * 1024);
        }

        public static Request post(URI address, String contentType, String body) {
            return new Request(
                    "POST",
                    address,
                    Map.of("Content-Type", contentType),
                    body.getBytes(StandardCharsets.UTF_8),
                    Duration.ofSeconds(15),
                    5 * 1024 * 1024);
        }

        public Request with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Request(method, address, more, body, deadline, most);
        }

        public Request within(Duration deadline) {
            return new Request(method, address, headers, body, deadline, most);
        }

        public Request readingAtMost(int bytes) {
            return new Request(method, address, headers, body, deadline, bytes);
        }
    }

    /**
     * What came back.
     *
     * @param address the one that answered in the end
     * @param headers by their names in small letters
     * @param took from asking to the last byte
     * @param certificateUntil when the certificate of the host expires; null without https
     */
    public record Response(
            int status,
            URI address,
            Map<String, List<String>> headers,
            byte[] body,
            Duration took,
            @Nullable Instant certificateUntil) {

        public Optional<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                    .findFirst();
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * Asks; every status is an answer.
     *
     * @throws AddressRefused when the address, or one it redirects to, is not asked
     * @throws IOException when there is no answer, it takes too long or it is too long
     */
    public Response ask(Request question) throws IOException {
        long began = System.nanoTime();
        Request next = question;
        for (int redirects = 0; ; redirects++) {
            Response answer = once(next, question.address(), began);
            Optional<String> to = answer.header("location");
            if (!REDIRECTS.contains(answer.status()) || to.isEmpty()) {
                return answer;
            }
            if (redirects == MOST_REDIRECTS) {
                throw new IOException(
                        "'" + question.address().getHost() + "' redirects more than " + MOST_REDIRECTS + " times");
            }
            next = redirected(next, answer.status(), to.get());
        }
    }

    /**
     * Asks this address and no other: where it redirects to is not asked.
     *
     * @throws AddressRefused when the address is not asked
     * @throws IOException when there is no answer, it takes too long or it is too long
     */
    public Response askHere(Request question) throws IOException {
        return once(question, question.address(), System.nanoTime());
    }

    /**
     * Whether the address would be asked, as far as can be seen without asking it.
     *
     * @throws AddressRefused when it is not; the message says why
     * @throws IOException when its host has no address
     */
    public void check(URI address) throws IOException {
        addresses.check(address);
        try {
            addresses.resolve(address.getHost());
        } catch (PublicAddressResolver.Refused refused) {
            throw new AddressRefused(String.valueOf(refused.getMessage()));
        }
    }

    /** Whether the operator lets this host be asked although it is in a private network. */
    public boolean isAllowedInPrivate(URI address) {
        return address.getHost() != null && addresses.isAllowed(address.getHost());
    }

    private Response once(Request question, URI first, long began) throws IOException {
        addresses.check(question.address());
        var request = new HttpUriRequestBase(question.method(), question.address());
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(question.deadline()))
                .setResponseTimeout(Timeout.of(question.deadline()))
                .build());
        boolean elsewhere = !sameOrigin(first, question.address());
        question.headers().forEach((name, value) -> {
            String small = name.toLowerCase(Locale.ROOT);
            if (!small.equals("content-type") && !(elsewhere && FOR_THE_FIRST_HOST_ONLY.contains(small))) {
                request.setHeader(name, value);
            }
        });
        if (question.body() != null) {
            request.setEntity(new ByteArrayEntity(question.body(), contentType(question)));
        }
        var tooLate = new AtomicBoolean();
        long left = question.deadline().toNanos() - (System.nanoTime() - began);
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> {
                    tooLate.set(true);
                    request.cancel();
                },
                Math.max(0, left),
                TimeUnit.NANOSECONDS);
        var context = HttpClientContext.create();
        try {
            return client.execute(request, context, response -> read(question, response, context, began));
        } catch (PublicAddressResolver.Refused refused) {
            throw new AddressRefused(String.valueOf(refused.getMessage()));
        } catch (IOException fault) {
            if (tooLate.get()) {
                throw new InterruptedIOException("'%s' did not answer within %d seconds"
                        .formatted(
                                question.address().getHost(),
                                question.deadline().toSeconds()));
            }
            throw fault;
        } finally {
            deadline.cancel(false);
        }
    }

    private static Response read(Request question, ClassicHttpResponse response, HttpClientContext context, long began)
            throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            // closing the stream would read on to the end; the response is closed instead when the answer is too long
            body = atMost(response.getEntity().getContent(), question);
        }
        return new Response(
                response.getCode(),
                question.address(),
                Collections.unmodifiableMap(headers),
                body,
                Duration.ofNanos(System.nanoTime() - began),
                certificateUntil(context.getSSLSession()));
    }

    private static byte[] atMost(InputStream content, Request question) throws IOException {
        var body = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        for (int read = content.read(part); read >= 0; read = content.read(part)) {
            body.write(part, 0, read);
            if (body.size() > question.most()) {
                throw new AnswerTooLong("'%s' answers with more than %d bytes"
                        .formatted(question.address().getHost(), question.most()));
            }
        }
        return body.toByteArray();
    }

    /** More than was asked for. */
    private static class AnswerTooLong extends IOException {

        AnswerTooLong(String message) {
            super(message);
        }
    }

    private static @Nullable Instant certificateUntil(@Nullable SSLSession session) throws SSLPeerUnverifiedException {
        return session != null && session.getPeerCertificates()[0] instanceof X509Certificate certificate
                ? certificate.getNotAfter().toInstant()
                : null;
    }

    private static Request redirected(Request question, int status, String to) throws IOException {
        URI address;
        try {
            address = question.address().resolve(to.strip());
        } catch (IllegalArgumentException noAddress) {
            throw new IOException("'" + question.address().getHost() + "' redirects to something that is no address");
        }
        boolean asGet = status == 303 || (status == 301 || status == 302) && question.body() != null;
        return new Request(
                asGet ? "GET" : question.method(),
                address,
                question.headers(),
                asGet ? null : question.body(),
                question.deadline(),
                question.most());
    }

    private static boolean sameOrigin(URI one, URI other) {
        return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
                && String.valueOf(one.getHost()).equalsIgnoreCase(other.getHost())
                && one.getPort() == other.getPort();
    }

    private static @Nullable ContentType contentType(Request question) {
        return question.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
                .map(header -> ContentType.parse(header.getValue()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void destroy() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
