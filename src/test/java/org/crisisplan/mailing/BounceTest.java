package org.crisisplan.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.crisisplan.PlanTest;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.notify.MailServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.unit.DataSize;

/** Mails that come back, as mail servers write of them, read over IMAP. */
@PlanTest
class BounceTest {

    @Autowired
    PeopleOfATest people;

    @Autowired
    Mailings mailings;

    @Autowired
    MailingDispatcher dispatcher;

    @Autowired
    KeepBounce bounces;

    @Autowired
    SafeMode safeMode;

    @Autowired
    MailServer mails;

    @Autowired
    RuntimeService runtime;

    private final GreenMail mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private GreenMailUser user;
    private Mailing mailing;

    @BeforeEach
    void tellFour() {
        people.reset();
        mails.start();
        mailbox.start();
        user = mailbox.setUser("bounces@example.org", "bounces", "secret");
        mailing = people.open(UUID.randomUUID() + "-4");
        dispatcher.sendDue();
    }

    @AfterEach
    void stop() {
        mails.stop();
        mailbox.stop();
    }

    private void read() {
        new BounceMailbox(
                        new MailingSettings.Bounces(
                                "bounces@example.org",
                                false,
                                "127.0.0.1",
                                mailbox.getImap().getPort(),
                                MailingSettings.Security.NONE,
                                "bounces",
                                "secret",
                                "INBOX",
                                Duration.ofMinutes(1),
                                DataSize.ofKilobytes(256),
                                Duration.ofSeconds(5)),
                        bounces,
                        safeMode)
                .read();
    }

    private String idOfMailTo(int person) throws Exception {
        return mails.messagesTo("p-%06d@example.org".formatted(person)).get(0).getMessageID();
    }

    private RecipientRow row(int person) {
        return mailings.recipient(mailing.id(), "p-%06d".formatted(person)).orElseThrow();
    }

    /** As Postfix writes it. */
    private void report(String action, String status, String says, String original) throws Exception {
        String report = """
                From: MAILER-DAEMON@mx.example.org
                To: bounces@example.org
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b0"

                --b0
                Content-Type: text/plain; charset=us-ascii

                I'm sorry to have to inform you that your message could not be delivered.

                --b0
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.org
                Arrival-Date: Sun, 29 Nov 2026 10:00:00 +0000

                Final-Recipient: rfc822; somebody@example.org
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; %s

                --b0
                Content-Type: text/rfc822-headers

                From: crisis-plan@localhost
                To: somebody@example.org
                Message-ID: %s

                --b0--
                """.formatted(action, status, says, original).replace("\n", "\r\n");
        user.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(report.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void whatCameBackIsNamedWithTheServersWords() throws Exception {
        report("failed", "5.1.1", "550 5.1.1 <p-000001@example.org>: user unknown", idOfMailTo(1));
        report("delayed", "4.4.1", "451 4.4.1 not yet", idOfMailTo(2));
        // made up by somebody who has not got the mail
        report("failed", "5.0.0", "550 no", idOfMailTo(3).replaceAll("[0-9a-f]{16}@", "0123456789abcdef@"));
        user.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream("From: a@example.org\r\nSubject: I am on holiday\r\n\r\nBye"
                        .getBytes(StandardCharsets.US_ASCII))));

        read();
        read();

        assertThat(row(1))
                .isEqualTo(new RecipientRow(
                        "p-000001",
                        RecipientState.BOUNCED,
                        1,
                        row(1).settledAt(),
                        "5.1.1",
                        "550 5.1.1 <…>: user unknown"));
        assertThat(mailings.progress(mailing.id()).sent()).isEqualTo(3);

        dispatcher.sendDue();
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceBusinessKey("mailing-" + mailing.id(), EndMailing.KEY)
                        .count())
                .isEqualTo(1);
        assertThat(mailings.sendAgain(mailing.id())).isEqualTo(1);
        dispatcher.sendDue();
        assertThat(mails.messages()).hasSize(5);
    }
}
