package org.crisisplan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Bodies that never end come from many connections; everybody else is served all the same. */
@PlanTest
class SlowBodiesTest {

    private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String UPLOAD = "Content-Type: multipart/form-data; boundary=x\r\n";
    private static final String LENGTH = "Content-Length: 100000\r\n";
    private static final String PIECES = "Transfer-Encoding: chunked\r\n";

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /report|" + FORM + LENGTH,
                "POST /report|" + FORM + PIECES,
                "POST /report|" + UPLOAD + LENGTH,
                "POST /login|" + FORM + LENGTH,
                "POST /api/signals|" + JSON + PIECES + "Authorization: Bearer demo\r\n",
                "POST /api/crises|" + JSON + LENGTH,
                "POST /camunda/api/engine/engine/default/task/x/claim|" + JSON + LENGTH,
                "GET /status|" + LENGTH,
                "PUT /no-such-page|" + PIECES
            })
    void fiveHundredBodiesThatDripHoldUpNobody(String attack) throws Exception {
        List<Socket> dripping = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                dripping.add(started(attack));
            }
            dripping.forEach(SlowBodiesTest::drip);

            assertThat(get("/status").statusCode()).isEqualTo(200);
            assertThat(get("/css/app.css").statusCode()).isEqualTo(200);
            assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            assertThat(get("/login").statusCode()).isEqualTo(200);
            assertThat(dripping).noneMatch(Socket::isClosed);
        } finally {
            for (Socket socket : dripping) {
                socket.close();
            }
        }
    }

    @Test
    void whoeverIsOneTooManyIsToldAndCutOff() throws Exception {
        List<Socket> dripping = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                dripping.add(started("POST /report|" + FORM + LENGTH));
            }
            String answer = "";
            for (int i = 0; i < 400 && answer.isEmpty(); i++) {
                answer = answered(dripping.get(i % dripping.size()));
            }
            assertThat(answer)
                    .startsWith("HTTP/1.1 429")
                    .contains("Connection: close", "Retry-After: 10", "application/problem+json", "send it again");
        } finally {
            for (Socket socket : dripping) {
                socket.close();
            }
        }
    }

    @Test
    void aBodyThatComesInPiecesIsRead() throws Exception {
        try (Socket socket = started("POST /api/signals|" + JSON + PIECES + "Authorization: Bearer demo\r\n")) {
            String body = "{\"id\": \"in-pieces\", \"kind\": \"measure\"}";
            for (char letter : body.toCharArray()) {
                socket.getOutputStream().write(("1\r\n" + letter + "\r\n").getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            socket.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(status(socket.getInputStream())).isIn(202, 400);
        }
    }

    @Test
    void aConnectionServesTheNextRequestAfterABodyThatNobodyRead() throws Exception {
        try (Socket socket = started("POST /no-such-page|Content-Length: 4\r\n")) {
            socket.getOutputStream()
                    .write("abcdGET /status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String both = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(both).startsWith("HTTP/1.1 403").contains("HTTP/1.1 200");
        }
    }

    @Test
    void manyQuickBodiesAtOnceAreAllRead() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        var answers = new ArrayList<java.util.concurrent.CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 100; i++) {
            answers.add(http.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/crises"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString()));
        }
        for (var answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(401);
        }
    }

    private Socket started(String attack) throws IOException {
        String[] parts = attack.split("\\|");
        Socket socket = new Socket("localhost", port);
        socket.getOutputStream()
                .write((parts[0] + " HTTP/1.1\r\nHost: localhost\r\n" + parts[1] + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** One byte more; whoever was cut off already cannot send it. */
    private static boolean drip(Socket socket) {
        try {
            socket.getOutputStream().write('1');
            return true;
        } catch (IOException cutOff) {
            return false;
        }
    }

    /** What has come so far; nothing while the other side waits. */
    private static String answered(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException stillWaiting) {
            return "";
        }
    }

    private static int status(InputStream answer) throws IOException {
        String line = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
        return Integer.parseInt(line.substring(9));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        BodyHandlers.ofString());
    }
}
