package org.crisisplan.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crisisplan.notify.ScriptedMailServer.HANG_UP;
import static org.crisisplan.notify.ScriptedMailServer.SILENCE;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.crisisplan.contact.Language;
import org.crisisplan.notify.Delivery.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** What a mail server can answer, and what the product makes of it. */
class SendMailTest {

    private static final Clock MONDAY = Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);
    private static final Delivery MAIL = mailTo("pr@crisis-plan.example", "[CR-2026-0007] New task");

    @Test
    void aMailCarriesItsIdentityAndNothingForeign() throws Exception {
        try (var server = new ScriptedMailServer(Map.of())) {
            assertThatCode(() -> sendMail(server, Duration.ofSeconds(5)).send(MAIL))
                    .doesNotThrowAnyException();

            assertThat(server.told())
                    .contains(
                            "MAIL FROM:<crisis-plan@example.org>",
                            "RCPT TO:<pr@crisis-plan.example>",
                            "Message-ID: <7@example.org>",
                            "References: <CR-2026-0007@example.org>",
                            "Auto-Submitted: auto-generated",
                            "Date: Mon, 23 Nov 2026 08:00:00 +0000 (UTC)");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT TO, 550 no such user, true",
        "RCPT TO, 553 mailbox name not allowed, true",
        "., 552 too big, true",
        "., 554 looks like spam, true",
        "RCPT TO, 450 greylisted, false",
        "RCPT TO, 451 try later, false",
        "., 451 local error, false",
        "DATA, 421 closing, false",
        "MAIL FROM, 550 sender refused, false",
        "MAIL FROM, 530 log in first, false",
        "(connected), 554 no service for you, false",
        "(connected), 421 too busy, false",
    })
    void onlyARefusalOfThisMailIsForGood(String command, String answer, boolean forGood) throws IOException {
        try (var server = new ScriptedMailServer(Map.of(command, answer))) {
            NotSent understood = failure(sendMail(server, Duration.ofSeconds(5)));

            assertThat(understood.forGood()).isEqualTo(forGood);
            assertThat(understood.reason()).contains(answer.substring(0, 3));
        }
    }

    @Test
    void aConnectionThatBreaksBeforeTheAnswerIsTriedAgain() throws IOException {
        try (var server = new ScriptedMailServer(Map.of(".", HANG_UP))) {
            assertThat(failure(sendMail(server, Duration.ofSeconds(5))).forGood())
                    .isFalse();
            assertThat(server.told()).contains("Message-ID: <7@example.org>");
        }
    }

    @Test
    void aServerThatHangsHoldsNobodyLongerThanAllowed() throws IOException {
        try (var server = new ScriptedMailServer(Map.of("DATA", SILENCE))) {
            NotSent understood = failure(sendMail(server, Duration.ofMillis(300)));

            assertThat(understood.forGood()).isFalse();
            assertThat(understood.reason()).contains("the mail server took longer than");
        }
    }

    @Test
    void aLineBreakInASubjectIsASpace() throws IOException {
        try (var server = new ScriptedMailServer(Map.of())) {
            sendMail(server, Duration.ofSeconds(5))
                    .send(mailTo("pr@crisis-plan.example", "Down\r\nBcc: spy@evil.example"));

            assertThat(server.told())
                    .contains("Subject: Down Bcc: spy@evil.example")
                    .noneMatch(line -> line.startsWith("Bcc:"));
        }
    }

    @ParameterizedTest
    @CsvSource({"'a@b\r\nRCPT TO:<x@y>'", "'a@b, c@d'", "nobody", "'<script>@b'"})
    void anAddressThatIsNotOneIsNeverSpoken(String address) throws IOException {
        try (var server = new ScriptedMailServer(Map.of())) {
            assertThatThrownBy(() -> sendMail(server, Duration.ofSeconds(5)).send(mailTo(address, "subject")))
                    .isInstanceOf(MailException.class);

            assertThat(server.told()).noneMatch(line -> line.startsWith("RCPT"));
        }
    }

    @ParameterizedTest
    @CsvSource({"'a@b\nBcc: x@y'", "nobody", "''"})
    void aSenderThatIsNotAnAddressIsRefusedAtTheStart(String from) {
        assertThatThrownBy(() -> settings(from, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crisis-plan.notify.from");
    }

    @Test
    void thePausesOfADayAddUpToADay() {
        NotifySettings settings = settings("crisis-plan@example.org", Duration.ofSeconds(1));

        assertThat(settings.pauseAfter(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.pauseAfter(2)).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.pauseAfter(200)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.givesUpAfter(290)).isFalse();
        assertThat(settings.givesUpAfter(291)).isTrue();
    }

    private static NotSent failure(SendMail sendMail) {
        try {
            sendMail.send(MAIL);
        } catch (MailException failure) {
            return NotSent.of(failure);
        }
        throw new AssertionError("The server took the mail");
    }

    private static SendMail sendMail(ScriptedMailServer server, Duration within) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(server.port());
        return new SendMail(sender, settings("Crisis plan <crisis-plan@example.org>", within), MONDAY);
    }

    private static NotifySettings settings(String from, Duration within) {
        return new NotifySettings(
                URI.create("http://127.0.0.1:8080"),
                from,
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5)),
                Duration.ofDays(1),
                Duration.ZERO,
                30,
                within,
                1,
                false);
    }

    private static Delivery mailTo(String address, String subject) {
        return new Delivery(
                "7",
                Delivery.Way.MAIL,
                "CR-2026-0007",
                MailKind.NEW_TASK,
                "pr",
                address,
                Language.EN,
                subject,
                "text\n",
                null,
                null,
                "<7@example.org>",
                State.WAITING,
                0,
                null,
                null,
                null,
                MONDAY.instant(),
                null,
                null);
    }
}
