package org.crisisplan.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crisisplan.NodeProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is restored, as the operators' page says it: nothing acts by itself, no number is given twice, nobody is flooded. */
class SafeModeTest {

    private static final Pattern NUMBER = Pattern.compile("CR-\\d{4}-(\\d{4})");
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    @TempDir
    Path home;

    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(Redirect.NORMAL)
            .build();
    private NodeProcess node;

    @BeforeEach
    void startMailServer() {
        mails.start();
    }

    @AfterEach
    void stopAll() {
        node.close();
        mails.stop();
    }

    @Test
    void aRestoredBackupWaitsForAnAdministratorAndThenTellsEverybodyOnce() throws Exception {
        node = start("safe-1");
        String kept = report("Payment is down");
        await().atMost(Duration.ofSeconds(60)).until(() -> !subjects(kept).isEmpty());
        node.stop();
        Path database = home.resolve("crisis-plan.mv.db");
        Path backup = Files.copy(database, home.resolve("backup"));

        node = start("safe-2");
        String lost = report("Login is down");
        await().atMost(Duration.ofSeconds(60)).until(() -> !subjects(lost).isEmpty());
        node.kill();
        Files.move(backup, database, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        mails.purgeEmailFromAllMailboxes();

        node = start("safe-3");
        assertThat(text("/actuator/health")).contains("safeMode", "DEGRADED");
        String next = report("Orders fail");
        assertThat(count(next)).as("the number after " + lost).isGreaterThan(count(lost) + 50);
        assertThat(count(lost)).isEqualTo(count(kept) + 1);
        logIn("admin");
        String page = page("/safe-mode");
        assertThat(page).contains("restored from a backup").contains(next);
        assertThat(mails.getReceivedMessages()).as("mails before the release").isEmpty();

        Matcher token = TOKEN.matcher(page);
        assertThat(token.find()).isTrue();
        assertThat(post("/safe-mode/release", "_csrf=" + encoded(token.group(1)))
                        .statusCode())
                .isEqualTo(200);
        await().atMost(Duration.ofSeconds(60)).until(() -> mails.getReceivedMessages().length > 0);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !text("/actuator/health").contains("DEGRADED"));
        List<String> toPr = mailsTo("pr@crisis-plan.example");
        assertThat(toPr).singleElement().asString().contains(next).contains("新任务");
        String later = report("Refunds fail");
        await().atMost(Duration.ofSeconds(60)).until(() -> !subjects(later).isEmpty());
    }

    private NodeProcess start(String name) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=jdbc:h2:file:" + home.resolve("crisis-plan") + ";DB_CLOSE_ON_EXIT=FALSE",
                "--crisis-plan.home=" + home,
                "--crisis-plan.safe-mode.background-enabled=true",
                "--crisis-plan.safe-mode.mode=auto",
                "--crisis-plan.safe-mode.digest-after=1s",
                "--camunda.bpm.job-execution.enabled=true",
                "--crisis-plan.notify.background-enabled=true",
                "--spring.mail.port=" + mails.getSmtp().getPort()));
        return NodeProcess.start(name, arguments);
    }

    private String report(String title) throws Exception {
        HttpResponse<String> answer = browser.send(
                basic("/api/crises", "pr")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"title\":\"%s\",\"description\":\"Seen by users\",\"kinds\":[\"technical\"],\"facts\":{}}"
                                        .formatted(title)))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String location = answer.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private String text(String path) throws IOException, InterruptedException {
        return browser.send(basic(path, "admin").build(), BodyHandlers.ofString())
                .body();
    }

    private void logIn(String user) throws Exception {
        Matcher token = TOKEN.matcher(page("/login"));
        assertThat(token.find()).isTrue();
        post("/login", "username=" + user + "&password=demo&_csrf=" + encoded(token.group(1)));
    }

    private String page(String path) throws IOException, InterruptedException {
        return browser.send(request(path).header("Accept", "text/html").build(), BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return browser.send(
                request(path)
                        .header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder basic(String path, String user) {
        return request(path)
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private List<String> subjects(String number) {
        return Arrays.stream(mails.getReceivedMessages())
                .map(SafeModeTest::subject)
                .filter(subject -> subject.contains(number))
                .toList();
    }

    private List<String> mailsTo(String address) throws Exception {
        List<String> bodies = new ArrayList<>();
        for (MimeMessage mail : mails.getReceivedMessages()) {
            if (Arrays.toString(mail.getAllRecipients()).contains(address)) {
                bodies.add(String.valueOf(mail.getContent()));
            }
        }
        return bodies;
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (jakarta.mail.MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static int count(String number) {
        Matcher found = NUMBER.matcher(number);
        assertThat(found.matches()).as(number).isTrue();
        return Integer.parseInt(found.group(1));
    }
}
