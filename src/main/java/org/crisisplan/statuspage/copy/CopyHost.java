package org.crisisplan.statuspage.copy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** Another host, by HTTP PUT: a WebDAV server, an S3-compatible store, or anything that takes files so. */
class CopyHost implements CopyPlace {

    private static final int CONFLICT = 409;
    private static final int OK = 200;
    private static final int OTHER = 300;

    private final CopySettings settings;
    private final URI root;
    private final HttpClient http;

    CopyHost(CopySettings settings) {
        this.settings = settings;
        this.root = Objects.requireNonNull(settings.put());
        // a redirect could lead with the password to somebody else
        this.http = HttpClient.newBuilder()
                .connectTimeout(settings.within())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return String.valueOf(root);
    }

    @Override
    public void put(CopyFile file) throws IOException, InterruptedException {
        int status = send("PUT", file.path(), BodyPublishers.ofByteArray(file.content()), file.type());
        if (status == CONFLICT && file.path().contains("/")) {
            // WebDAV makes no folders by itself
            for (int slash = file.path().indexOf('/');
                    slash >= 0;
                    slash = file.path().indexOf('/', slash + 1)) {
                send("MKCOL", file.path().substring(0, slash + 1), BodyPublishers.noBody(), "");
            }
            status = send("PUT", file.path(), BodyPublishers.ofByteArray(file.content()), file.type());
        }
        if (status < OK || status >= OTHER) {
            throw new IOException("PUT " + address(file.path()) + " was answered with " + status);
        }
    }

    private int send(String method, String path, BodyPublisher body, String type)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address(path) + (settings.query().isEmpty() ? "" : "?" + settings.query())))
                .timeout(settings.within())
                .method(method, body);
        if (!type.isEmpty()) {
            request.header("Content-Type", type).header("Cache-Control", "public, max-age=15");
        }
        if (!settings.token().isEmpty()) {
            request.header("Authorization", "Bearer " + settings.token());
        } else if (!settings.user().isEmpty()) {
            String login = settings.user() + ":" + settings.password();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private String address(String path) {
        String base = root.toString();
        return (base.endsWith("/") ? base : base + "/") + path;
    }
}
