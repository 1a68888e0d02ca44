package org.crisisplan.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.crisisplan.PlanTest;
import org.crisisplan.notify.QuickMailServer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/**
 * Personal messages a second, each with its outcome kept, against a loop that hands the same mails over one kept connection and keeps
 * nothing; in turn, in one run. How many are told says the system property {@code people}.
 */
@PlanTest
class MailingBenchmark {

    private static final int PEOPLE = Integer.getInteger("people", 10_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int THREADS = Integer.getInteger("threads", 4);

    @Autowired
    PeopleOfATest people;

    @Autowired
    Mailings mailings;

    @Autowired
    MailingDispatcher dispatcher;

    @Autowired
    JavaMailSenderImpl sender;

    @Test
    void personalMessages() throws Exception {
        GreenMail server = new QuickMailServer();
        server.start();
        int before = sender.getPort();
        sender.setPort(server.getSmtp().getPort());
        List<Double> ratios = new ArrayList<>();
        try {
            plain(1000);
            told("warm-1000");
            for (int round = 1; round <= ROUNDS; round++) {
                server.purgeEmailFromAllMailboxes();
                double plain = perSecond(plain(PEOPLE), PEOPLE);
                server.purgeEmailFromAllMailboxes();
                double ours = perSecond(told("round" + round + "-" + PEOPLE), PEOPLE);
                assertThat(server.getReceivedMessages()).hasSize(PEOPLE);
                ratios.add(ours / plain);
                System.out.printf(
                        Locale.ROOT,
                        "%d people, %d threads: %.0f/s kept, plain loop %.0f/s, ratio %.2f%n",
                        PEOPLE,
                        THREADS,
                        ours,
                        plain,
                        ours / plain);
            }
        } finally {
            sender.setPort(before);
            server.stop();
        }
        System.out.println(
                "ratios " + ratios.stream().sorted().map("%.2f"::formatted).toList());
    }

    private static double perSecond(Duration took, int people) {
        return people * 1e9 / took.toNanos();
    }

    private Duration plain(int number) throws Exception {
        long began = System.nanoTime();
        Session session = sender.getSession();
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(sender.getHost(), sender.getPort(), null, null);
            for (int i = 1; i <= number; i++) {
                PersonalMessage.Mail mail = (PersonalMessage.Mail) PeopleOfATest.mail(
                        new Mailing(1, "", "", null, null, PeopleOfATest.TEXTS, java.time.Instant.EPOCH),
                        "p-%06d".formatted(i));
                MimeMessage message = new MimeMessage(session);
                message.setFrom("crisis-plan@localhost");
                message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to()));
                message.setSubject(mail.subject(), "UTF-8");
                message.setText(mail.text(), "UTF-8");
                message.saveChanges();
                transport.sendMessage(message, message.getAllRecipients());
            }
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Duration told(String key) throws Exception {
        long began = System.nanoTime();
        Mailing mailing = people.open(key);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                work.add(() -> {
                    dispatcher.sendDue();
                    return null;
                });
            }
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
            dispatcher.sendDue();
        } finally {
            threads.shutdown();
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(mailings.progress(mailing.id()).sent())
                .isEqualTo(mailings.progress(mailing.id()).total());
        return took;
    }
}
