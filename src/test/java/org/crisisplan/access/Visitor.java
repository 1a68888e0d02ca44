package org.crisisplan.access;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at the front door: keeps cookies like a browser and follows no redirect, so that a test sees each answer. */
public class Visitor {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /** Of all visitors, since a client of its own costs each of thousands a thread; the cookies are kept here. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String address;
    private final CookieManager cookies = new CookieManager();

    public Visitor(int port) {
        this.address = "http://localhost:" + port;
    }

    /** A person who has logged in at the login page. */
    public Visitor loggedInAs(String name) {
        HttpResponse<String> answer = login(name, "demo");
        if (answer.statusCode() != 302 || location(answer).contains("error")) {
            throw new AssertionError(name + " cannot log in: " + answer + " " + location(answer));
        }
        return this;
    }

    HttpResponse<String> login(String name, String password) {
        String token = formToken(page("/login").body());
        return form("/login", Map.of("username", name, "password", password, "_csrf", token));
    }

    /** What a browser asks for when a person follows a link. */
    public HttpResponse<String> page(String path) {
        return send(to(path).header("Accept", "text/html,application/xhtml+xml").GET());
    }

    public HttpResponse<String> get(String path) {
        return send(to(path).header("Accept", "application/json").GET());
    }

    /** A request of a machine, with its name and password in it. */
    public HttpResponse<String> asMachine(String name, String method, String path, String json) {
        String login = Base64.getEncoder().encodeToString((name + ":demo").getBytes(StandardCharsets.UTF_8));
        return send(to(path).header("Authorization", "Basic " + login)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }

    HttpResponse<String> form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(to(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /** A form on a page of this session, filled in and sent. */
    public HttpResponse<String> submits(String page, String path, Map<String, String> fields) {
        Map<String, String> all = new java.util.HashMap<>(fields);
        all.put("_csrf", formToken(page(page).body()));
        return form(path, all);
    }

    /** A request with the cookies of this visitor, to be sent by another client. */
    public HttpRequest.Builder withCookies(String path) {
        HttpRequest.Builder request = to(path);
        try {
            cookies.get(request.build().uri(), Map.of())
                    .forEach((header, kept) -> kept.forEach(cookie -> request.header(header, cookie)));
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
        return request;
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            URI asked = request.build().uri();
            cookies.get(asked, Map.of())
                    .forEach((header, kept) -> kept.forEach(cookie -> request.header(header, cookie)));
            HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
            cookies.put(asked, answer.headers().map());
            return answer;
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    Optional<String> cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** The token that a form on a page of this session carries. */
    String token() {
        return formToken(page("/no-such-page").body());
    }

    public static String formToken(String html) {
        Matcher token = TOKEN.matcher(html);
        if (!token.find()) {
            throw new AssertionError("No form with a token in: " + html);
        }
        return token.group(1);
    }

    /** Where an answer leads to: the path, whether the server wrote it with host or without. */
    static String location(HttpResponse<?> answer) {
        String location = answer.headers().firstValue("Location").orElse("");
        return location.replaceFirst("^https?://[^/]+", "");
    }
}
