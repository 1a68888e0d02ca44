package org.crisisplan.publish.remote;

import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLHandshakeException;
import org.crisisplan.publish.ChannelSettings;
import org.springframework.stereotype.Component;

/** Asks a service of others, for no longer than is allowed, and reads no more of its answer than is needed. No answer leads anywhere else. */
@Component
public class RemoteCall {

    private static final int MOST_READ = 64 * 1024;

    private final ChannelSettings settings;
    private final Clock clock;
    private final HttpClient client;

    public RemoteCall(ChannelSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .connectTimeout(settings.answerWithin())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @throws NoReply when there is no answer in time; it says whether the request may have arrived */
    public Reply ask(HttpRequest.Builder request) throws NoReply {
        var body = new Beginning();
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(
                request.timeout(settings.answerWithin())
                        .setHeader("User-Agent", "crisis-plan")
                        .build(),
                BodyHandlers.ofByteArrayConsumer(body));
        try {
            // the request's own limit ends with the headers
            HttpResponse<Void> arrived = answer.get(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
            return new Reply(arrived.statusCode(), arrived.headers(), body.text(), clock.instant());
        } catch (TimeoutException slow) {
            answer.cancel(true);
            throw new NoReply(
                    true,
                    "it took longer than %d s".formatted(settings.answerWithin().toSeconds()));
        } catch (ExecutionException failed) {
            Throwable fault = failed.getCause() == null ? failed : failed.getCause();
            throw new NoReply(!isBeforeSending(fault), fault.getClass().getSimpleName());
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoReply(true, "the application was stopping");
        }
    }

    /** Without a connection nothing was sent. */
    private static boolean isBeforeSending(Throwable fault) {
        for (Throwable at = fault; at != null; at = at.getCause()) {
            if (at instanceof ConnectException
                    || at instanceof HttpConnectTimeoutException
                    || at instanceof UnknownHostException
                    || at instanceof UnresolvedAddressException
                    || at instanceof SSLHandshakeException) {
                return true;
            }
        }
        return false;
    }

    /** Keeps the beginning of an answer and lets the rest go by. */
    private static final class Beginning implements Consumer<Optional<byte[]>> {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public synchronized void accept(Optional<byte[]> part) {
            part.ifPresent(bytes -> kept.write(bytes, 0, Math.min(bytes.length, MOST_READ - kept.size())));
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
