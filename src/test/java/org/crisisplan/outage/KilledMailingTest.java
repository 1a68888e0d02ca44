package org.crisisplan.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crisisplan.NodeProcess;
import org.crisisplan.notify.QuickMailServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A node that is killed while it tells many people: nobody is left out and nobody is told twice. Those whom the mail server was being
 * given at that moment, one for each thread at most, are in doubt and named. How many people there are says the system property
 * {@code people}.
 */
class KilledMailingTest {

    private static final int PEOPLE = Integer.getInteger("people", 600);
    private static final int THREADS = 4;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    @Test
    void nobodyIsLeftOutOrToldTwice() throws Exception {
        GreenMail server = new QuickMailServer();
        server.start();
        String address = "jdbc:h2:file:" + folder.resolve("crisis-plan") + ";DB_CLOSE_ON_EXIT=FALSE";
        List<String> arguments = List.of(
                "--spring.datasource.url=" + address,
                "--crisis-plan.home=" + folder,
                "--crisis-plan.test.mailing=killed-" + PEOPLE,
                "--crisis-plan.mailing.background-enabled=true",
                "--crisis-plan.mailing.threads=" + THREADS,
                // what the dead node had in hand is found soon
                "--crisis-plan.mailing.send-within=1s",
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + server.getSmtp().getPort());
        try {
            try (NodeProcess node = NodeProcess.launch("mailing-1", arguments)) {
                await().atMost(LONGEST)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> server.getReceivedMessages().length > PEOPLE / 4);
                node.kill();
            }
            int killedAt = server.getReceivedMessages().length;
            try (NodeProcess node = NodeProcess.launch("mailing-2", arguments)) {
                await().atMost(LONGEST)
                        .pollInterval(Duration.ofMillis(200))
                        .until(() -> server.getReceivedMessages().length >= PEOPLE - THREADS);
                // until what was left in hand has been named
                Thread.sleep(Duration.ofSeconds(12).toMillis());
                node.stop();
            }
            judge(server, JdbcClient.create(new DriverManagerDataSource(address, "sa", "")), killedAt);
        } finally {
            server.stop();
        }
    }

    private static void judge(GreenMail server, JdbcClient sql, int killedAt) throws Exception {
        Set<String> told = new HashSet<>();
        MimeMessage[] received = server.getReceivedMessages();
        for (MimeMessage mail : received) {
            told.add(mail.getAllRecipients()[0].toString().replace("@example.org", ""));
        }
        List<String> sent = refs(sql, "sent");
        List<String> doubtful = refs(sql, "in-doubt");
        System.out.printf(
                "%d people, killed after %d: %d told, %d twice, %d in doubt of whom %d were told%n",
                PEOPLE,
                killedAt,
                told.size(),
                received.length - told.size(),
                doubtful.size(),
                doubtful.stream().filter(told::contains).count());
        assertThat(received.length - told.size()).as("told twice").isZero();
        assertThat(sent.size() + doubtful.size()).as("accounted for").isEqualTo(PEOPLE);
        assertThat(told).as("who is called told was told").containsAll(sent);
        assertThat(doubtful).hasSizeLessThanOrEqualTo(THREADS);
        assertThat(killedAt).as("killed in the middle").isLessThan(PEOPLE);
    }

    private static List<String> refs(JdbcClient sql, String state) {
        return sql.sql("select ref from mailing_recipient where state = ?")
                .param(state)
                .query(String.class)
                .list();
    }
}
