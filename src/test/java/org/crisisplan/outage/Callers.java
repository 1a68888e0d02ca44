package org.crisisplan.outage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.crisisplan.crisis.FormFiller;

/** Monitoring systems and people who use a node all the time, also while it is gone, and write into a {@link Ledger} what it answers. */
class Callers implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCH = 20;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Map<String, String> PERSON_OF = Map.of(
            "publicRelations", "pr",
            "technology", "tech",
            "legal", "legal",
            "customerService", "service",
            "contentReview", "content",
            "finance", "finance",
            "management", "manager");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Ledger ledger;
    private final List<Thread> threads = new ArrayList<>();
    private volatile int port;
    private volatile String engineRest = "/engine-rest";
    private volatile boolean stopping;
    private volatile long lastAccepted;

    /** What somebody does again and again. */
    private interface Work {
        void once() throws IOException, InterruptedException;
    }

    Callers(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Where the node is now. */
    void call(int nodesPort) {
        port = nodesPort;
    }

    /** Where several engines live in one JVM, the address without a name leads to whichever is called default. */
    void callEngine(String name) {
        engineRest = "/engine-rest/engine/" + name;
    }

    void begin() {
        repeat(10, this::mentions);
        repeat(10, this::mentions);
        repeat(800, this::alert);
        repeat(800, this::report);
        repeat(20, this::completeTask);
    }

    /** When something was accepted last, by {@link System#nanoTime}. */
    long lastAccepted() {
        return lastAccepted;
    }

    private void repeat(int pauseMillis, Work work) {
        Thread thread = new Thread(() -> {
            while (!stopping) {
                try {
                    work.once();
                    Thread.sleep(pauseMillis);
                } catch (IOException gone) {
                    pause();
                } catch (InterruptedException stopped) {
                    return;
                }
            }
        });
        thread.start();
        threads.add(thread);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void mentions() throws InterruptedException {
        String subject = "subject-" + ThreadLocalRandom.current().nextInt(20);
        untilAccepted(subject, BATCH, """
                {"id": "%s", "kind": "mention", "subject": "%s", "platform": "weibo", "sentiment": "neutral", "text": "words"}""");
    }

    private void alert() throws InterruptedException {
        String subject = "site-" + ledger.next();
        ledger.alerted.add(subject);
        untilAccepted(subject, 2, """
                {"id": "%s", "kind": "alert", "subject": "%s", "metric": "fault", "severity": "critical"}""");
    }

    /** As a monitoring system does: the same again until it is accepted. */
    private void untilAccepted(String subject, int count, String form) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add("id-" + ledger.next());
        }
        String body = ids.stream().map(id -> form.formatted(id, subject)).collect(Collectors.joining(",", "[", "]"));
        while (true) {
            try {
                int status = send(request("/api/signals", "Bearer demo", body)).statusCode();
                // 200: it was kept the first time, and the node was gone before it could say so
                if (status == 202 || status == 200) {
                    ledger.accepted(subject, ids);
                    lastAccepted = System.nanoTime();
                    return;
                }
            } catch (IOException gone) {
                // again, as below
            }
            Thread.sleep(100);
        }
    }

    /** One signal, sent once. */
    HttpResponse<String> tell(String id) throws IOException, InterruptedException {
        String body = """
                {"id": "%s", "kind": "mention", "subject": "told-once", "text": "words"}""".formatted(id);
        return send(request("/api/signals", "Bearer demo", body));
    }

    HttpResponse<String> see(String page) throws IOException, InterruptedException {
        return send(request(page, "", ""));
    }

    HttpResponse<String> reportOnce() throws IOException, InterruptedException {
        String title = "Reported " + ledger.next();
        ledger.sentTitles.add(title);
        HttpResponse<String> answer = ask("pr", "/api/crises", """
                {"title": "%s", "description": "Nothing answers", "kinds": ["technical"],
                 "facts": {"outageScope": "nationwide", "unresponsiveMinutes": 30, "coreDatabaseDestroyed": true}}""".formatted(title));
        if (answer.statusCode() == 201) {
            ledger.told(number(answer), title);
        }
        return answer;
    }

    private static String number(HttpResponse<String> opened) {
        String location = opened.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private void report() throws IOException, InterruptedException {
        HttpResponse<String> answer = reportOnce();
        if (answer.statusCode() != 201) {
            return;
        }
        String number = number(answer);
        int users = ledger.next();
        HttpResponse<String> told =
                ask("pr", "/api/crises/" + number + "/facts", "{\"leakedUsers\": %d}".formatted(users));
        if (told.statusCode() == 200) {
            ledger.facts.put(number, users);
        }
    }

    private void completeTask() throws IOException, InterruptedException {
        List<String> groups = List.copyOf(PERSON_OF.keySet());
        String group = groups.get(ThreadLocalRandom.current().nextInt(groups.size()));
        String person = PERSON_OF.get(group);
        JsonNode tasks = JSON.readTree(ask(
                        person,
                        engineRest
                                + "/task?includeAssignedTasks=true&sortBy=created&sortOrder=asc&maxResults=10&candidateGroup="
                                + group,
                        "")
                .body());
        if (!tasks.isArray() || tasks.isEmpty()) {
            return;
        }
        JsonNode task = tasks.get(ThreadLocalRandom.current().nextInt(tasks.size()));
        String id = task.path("id").asText();
        String address = engineRest + "/task/" + id;
        HttpResponse<String> form = ask(person, address + "/deployed-form", "");
        if (form.statusCode() != 200) {
            return;
        }
        ask(person, address + "/claim", "{\"userId\": \"" + person + "\"}");
        if (task.path("taskDefinitionKey").asText().equals("User_ApproveStatement")) {
            ledger.sentApprovals.add(id);
        }
        String answers = FormFiller.submission(JSON.readTree(form.body()));
        if (ask(person, address + "/submit-form", answers).statusCode() == 204) {
            ledger.completedTasks.add(id);
        }
    }

    /** How many jobs are due or in hand. */
    int dueJobs() throws IOException, InterruptedException {
        HttpResponse<String> answer = ask("admin", engineRest + "/job/count?executable=true", "");
        return JSON.readTree(answer.body()).path("count").asInt(-1);
    }

    private HttpResponse<String> ask(String person, String path, String body) throws IOException, InterruptedException {
        String login = Base64.getEncoder().encodeToString((person + ":demo").getBytes(StandardCharsets.UTF_8));
        return send(request(path, "Basic " + login, body));
    }

    private HttpRequest request(String path, String authorization, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return body.isEmpty()
                ? request.build()
                : request.POST(BodyPublishers.ofString(body)).build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        ledger.answers.merge(answer.statusCode(), 1, Integer::sum);
        return answer;
    }

    /** Each finishes what it is about; the node must be there. */
    void finish() {
        stopping = true;
        join();
    }

    /** Each stops at once, whatever it is about. */
    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        join();
    }

    private void join() {
        for (Thread thread : threads) {
            try {
                thread.join(LONGEST_WAIT.toMillis());
                if (thread.isAlive()) {
                    throw new AssertionError("still not answered; so far: " + ledger.answers);
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
