package org.crisisplan.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a proxy or a Prometheus asks a node: one request with nothing in it but perhaps a header. */
class HttpGet {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    static HttpResponse<String> of(int port, String path, String... header) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(60));
        if (header.length > 0) {
            request.headers(header);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The metrics, for whoever has the key. */
    static HttpResponse<String> metrics(int port, String key) {
        return of(port, "/actuator/prometheus", "Authorization", "Bearer " + key);
    }

    private HttpGet() {}
}
