package org.crisisplan.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.crisisplan.NodeProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A node that is killed, not stopped, in the middle of everything and while it starts: whatever it answered with 2xx is there, once,
 * and is acted upon. How often it is killed says the system property {@code kills}; what came of it is added to
 * {@code target/killed-node.txt}.
 */
class KilledNodeTest {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int KILLED_STARTS = 2;
    private static final Duration USE = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger();
    private final Callers callers = new Callers(ledger);
    private final GreenMail mails = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private List<String> arguments = List.of();
    private NodeProcess node;
    private int starts;

    @BeforeEach
    void startMailServer() {
        mails.start();
    }

    @AfterEach
    void stop() {
        callers.close();
        if (node != null) {
            node.close();
        }
        mails.stop();
    }

    @Test
    void nothingIsLostOrDoubledOnTheEmbeddedDatabase() throws Exception {
        // the address as an operator writes it
        String address = "jdbc:h2:file:" + folder.resolve("crisis-plan") + ";DB_CLOSE_ON_EXIT=FALSE";
        var database = new DriverManagerDataSource(address, "sa", "");
        useAndKill("H2", List.of("--spring.datasource.url=" + address), database);
    }

    @Test
    void nothingIsLostOrDoubledOnPostgresql() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start()) {
            useAndKill(
                    "PostgreSQL",
                    NodeProcess.onPostgres(server.getJdbcUrl("postgres", "postgres")),
                    server.getPostgresDatabase());
        }
    }

    private void useAndKill(String name, List<String> ofTheDatabase, DataSource database) throws Exception {
        arguments = new ArrayList<>(ofTheDatabase);
        arguments.addAll(List.of(
                "--crisis-plan.home=" + folder,
                "--camunda.bpm.job-execution.enabled=true",
                "--crisis-plan.signals.background-enabled=true",
                "--crisis-plan.notify.background-enabled=true",
                // what a dead node had in hand is taken over after these
                "--camunda.bpm.job-execution.lock-time-in-millis=5000",
                "--crisis-plan.notify.send-within=2s",
                // so that mails are joined, and nodes die while they are
                "--crisis-plan.notify.gather-within=2s",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mails.getSmtp().getPort()));
        start();
        callers.begin();
        int kills = 0;
        while (kills < KILLS) {
            use();
            node.kill();
            kills++;
            // the next ones come before the node is there again
            for (int i = 0; i < KILLED_STARTS && kills < KILLS; i++) {
                launch();
                Thread.sleep(ThreadLocalRandom.current().nextLong(1000, 8000));
                node.kill();
                kills++;
            }
            long killed = System.nanoTime();
            start();
            await().atMost(LONGEST_WAIT)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> callers.lastAccepted() > killed);
            ledger.recoveries.add(Duration.ofNanos(callers.lastAccepted() - killed));
        }
        use();
        callers.finish();
        JdbcClient sql = JdbcClient.create(database);
        settle(sql);

        Map<String, Integer> figures = judge(sql);
        say(name, figures);
        Map<String, Integer> expected = new TreeMap<>(figures);
        expected.replaceAll((what, count) -> 0);
        assertThat(figures).isEqualTo(expected);
        assertThat(mails.getReceivedMessages()).hasSizeGreaterThan(5);
    }

    /** Until everybody who uses the node has been answered, and then some more; so the kill comes in the middle of something. */
    private void use() throws InterruptedException {
        int signals = ledger.signals();
        int crises = ledger.titleOfNumber.size();
        int facts = ledger.facts.size();
        int tasks = ledger.completedTasks.size();
        await().atMost(LONGEST_WAIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ledger.signals() > signals + 300
                        && ledger.titleOfNumber.size() > crises
                        && ledger.facts.size() > facts
                        && ledger.completedTasks.size() > tasks);
        Thread.sleep(ThreadLocalRandom.current().nextLong(USE.toMillis()));
    }

    private void launch() {
        node = NodeProcess.launch("killed-" + ++starts, arguments);
        callers.call(node.port());
    }

    private void start() {
        launch();
        node.awaitServing();
    }

    /** Until the node has nothing left to do; then it is stopped, so that its database can be read. */
    private void settle(JdbcClient sql) throws Exception {
        for (int round = 0; round < 3; round++) {
            int quiet = 0;
            int seen = -1;
            long giveUp = System.nanoTime() + LONGEST_WAIT.toNanos();
            while (quiet < 5 && System.nanoTime() < giveUp) {
                int received = mails.getReceivedMessages().length;
                quiet = callers.dueJobs() == 0 && received == seen ? quiet + 1 : 0;
                seen = received;
                Thread.sleep(500);
            }
            node.stop();
            if (Verdict.leftToDo(sql) + Verdict.waitingMails(sql) == 0) {
                return;
            }
            start();
        }
        node.stop();
    }

    /** What must not be, and how often it is. */
    private Map<String, Integer> judge(JdbcClient sql) throws Exception {
        Map<String, Integer> faults = Verdict.of(ledger, sql);
        mails(sql, faults);
        return faults;
    }

    /** The mail server's journal against what the product says of its mails. */
    private void mails(JdbcClient sql, Map<String, Integer> faults) throws Exception {
        Map<String, Set<String>> idsOfMail = new TreeMap<>();
        Set<String> received = new TreeSet<>();
        for (MimeMessage mail : mails.getReceivedMessages()) {
            received.add(mail.getMessageID());
            String words = mail.getAllRecipients()[0] + " " + mail.getSubject() + " " + mail.getContent();
            idsOfMail.computeIfAbsent(words, missing -> new TreeSet<>()).add(mail.getMessageID());
        }
        Set<String> sent = new HashSet<>(
                Verdict.strings(sql, "select message_id from delivery where state = 'sent' and sent_with is null"));
        faults.put("mails sent that nobody got", Verdict.minus(sent, received));
        faults.put("mails for what the database no longer knows", Verdict.minus(received, sent));
        faults.put("mails never sent", Verdict.waitingMails(sql));
        faults.put("mails under two ids", (int)
                idsOfMail.values().stream().filter(ids -> ids.size() > 1).count());
        ledger.repeatedMails = mails.getReceivedMessages().length - received.size();
    }

    private void say(String name, Map<String, Integer> faults) throws IOException {
        String line =
                "%s: %d kills; accepted: %d signals, %d subjects alerted, %d crises, %d facts, %d tasks; %d mails, %d of them again under the same id; lost or doubled: %s; recovery after each kill in s: %s%n"
                        .formatted(
                                name,
                                KILLS,
                                ledger.signals(),
                                ledger.alerted.size(),
                                ledger.titleOfNumber.size(),
                                ledger.facts.size(),
                                ledger.completedTasks.size(),
                                mails.getReceivedMessages().length,
                                ledger.repeatedMails,
                                faults.values().stream().allMatch(count -> count == 0) ? "0" : faults,
                                ledger.recoveries.stream()
                                        .map(took -> "%.1f".formatted(took.toMillis() / 1000.0))
                                        .collect(Collectors.joining(" ")));
        System.out.print(line);
        Files.writeString(
                Path.of("target", "killed-node.txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
