package org.crisisplan.signals.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One request of a monitoring system, as a test puts it together. */
public class Post {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String address;
    private final List<String> headers = new ArrayList<>();
    private byte[] body = new byte[0];
    private boolean chunked;

    private Post(String address) {
        this.address = address;
    }

    public static Post to(int port, String path) {
        return new Post("http://localhost:" + port + path);
    }

    public Post header(String name, String value) {
        headers.add(name);
        headers.add(value);
        return this;
    }

    public Post key(String key) {
        return header("Authorization", "Bearer " + key);
    }

    public Post json(String json) {
        return header("Content-Type", "application/json").body(json);
    }

    public Post body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    public Post body(byte[] bytes) {
        body = bytes;
        return this;
    }

    /** Sent without saying its length first. */
    public Post chunked() {
        chunked = true;
        return this;
    }

    public Post signed(String id, Instant at, String secret) {
        return header("webhook-id", id)
                .header("webhook-timestamp", String.valueOf(at.getEpochSecond()))
                .header("webhook-signature", "v1,AAAA " + signature(id, at, secret, body));
    }

    public static String signature(String id, Instant at, String secret, byte[] body) {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public HttpResponse<String> send() {
        BodyPublisher publisher = chunked
                ? BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))
                : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).POST(publisher);
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
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

    public int status() {
        return send().statusCode();
    }
}
