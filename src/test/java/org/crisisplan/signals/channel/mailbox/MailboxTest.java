package org.crisisplan.signals.channel.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.crisisplan.signals.channel.ChannelFixture.recorded;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.crisisplan.signals.Signal;
import org.crisisplan.signals.Signal.Kind;
import org.crisisplan.signals.channel.ChannelFixture;
import org.crisisplan.signals.channel.Mutations;
import org.crisisplan.signals.channel.mailbox.MailboxSettings.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.util.unit.DataSize;

/** Each mail is one signal; it is marked as seen when it is kept, and not before. */
class MailboxTest {

    private final ChannelFixture room = new ChannelFixture();
    private final GreenMail server = new GreenMail(ServerSetup.IMAP.dynamicPort());
    private GreenMailUser user;

    @BeforeEach
    void aMailbox() {
        server.start();
        user = server.setUser("alerts@example.org", "alerts", "s3cret words");
    }

    @AfterEach
    void gone() {
        server.stop();
    }

    @Test
    void aMailIsOneSignal() throws Exception {
        arrives(recorded("mailbox/alert.eml"));

        assertThat(mailbox().poll()).isTrue();

        assertThat(room.heard()).hasSize(1);
        Signal signal = room.heard().get(0);
        assertThat(signal.kind()).isEqualTo(Kind.ALERT);
        assertThat(signal.subject()).isEqualTo("site");
        assertThat(signal.metric()).isEqualTo("outage");
        assertThat(signal.text()).isEqualTo("预警: 网站崩溃\n120 new mentions in 10 minutes.");
        assertThat(signal.author()).isEqualTo("alerts@listening.example");
        assertThat(signal.id()).startsWith("<20261123074500.1@listening.example>");
        assertThat(seen()).containsExactly(true);
    }

    @Test
    void whatIsForwardedAsAMailIsReadAndStrangersAreAnonymous() throws Exception {
        arrives(recorded("mailbox/forwarded.eml"));
        mailbox().poll();
        Signal signal = room.heard().get(0);
        assertThat(signal.subject()).isEqualTo("site");
        assertThat(signal.text())
                .isEqualTo("Fwd\nhave a look\nusers write that the site is down\nsee https://forum.example/1");
        assertThat(signal.author()).isNull();
    }

    @Test
    void whatNoKeywordNamesIsAboutTheMailbox() throws Exception {
        arrives("From: a@example.net\nSubject: hello\nMessage-ID: <1@a>\n\nnice weather\n");
        mailbox().poll();
        assertThat(room.heard()).extracting(Signal::subject).containsExactly("mail");
    }

    @Test
    void staysUnseenUntilItIsKept() throws Exception {
        arrives(recorded("mailbox/alert.eml"));
        room.breakDatabase();
        assertThatThrownBy(mailbox()::poll).isInstanceOf(DataAccessException.class);
        assertThat(seen()).containsExactly(false);

        room.mendDatabase();
        mailbox().poll();
        assertThat(seen()).containsExactly(true);
        assertThat(room.heard()).hasSize(1);
    }

    @Test
    void takenTwiceItIsKnown() throws Exception {
        arrives(recorded("mailbox/alert.eml"));
        arrives(recorded("mailbox/alert.eml"));
        mailbox().poll();
        assertThat(room.heard()).hasSize(1);
        assertThat(seen()).containsExactly(true, true);
    }

    @Test
    void seenMailsAreLeftAlone() throws Exception {
        arrives(recorded("mailbox/alert.eml"));
        mailbox().poll();
        assertThat(mailbox().poll()).as("the server answers").isTrue();
        assertThat(room.heard()).hasSize(1);
    }

    @Test
    void withoutAnIdMailsAreStillToldApart() throws Exception {
        arrives("From: a@example.net\nSubject: one\n\nsite is down\n");
        arrives("From: a@example.net\nSubject: two\n\nsite is down\n");
        mailbox().poll();
        assertThat(room.heard()).hasSize(2);
    }

    @Test
    void ofALargeMailTheBeginningIsRead() throws Exception {
        arrives("From: a@example.net\nSubject: site is down\nMessage-ID: <2@a>\n\n" + "x".repeat(1_100_000) + "\n");
        mailbox().poll();
        assertThat(room.heard().get(0).subject()).isEqualTo("site");
        assertThat(room.heard().get(0).text()).startsWith("site is down\nxxx").hasSize(Signal.LONGEST_TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: multipart/mixed\n\nno boundary",
                "Content-Type: multipart/mixed; boundary=\"x\"\n\n--x\nContent-Type: ;;;\n\nodd\n--y",
                "Content-Type: text/plain; charset=\"no such\"\nContent-Transfer-Encoding: base64\n\n!!!!",
                "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: what\n\n<p>x",
                "From: <<<>>>\nDate: yesterday\nMessage-ID: \n\nx"
            })
    void aBrokenMailStopsNoOther(String broken) throws Exception {
        arrives("Subject: broken\n" + broken);
        arrives(recorded("mailbox/alert.eml"));
        mailbox().poll();
        assertThat(room.heard()).hasSize(2);
        assertThat(seen()).containsOnly(true);
    }

    @Test
    void nestingWithoutEndIsNotFollowed() throws Exception {
        String deep = IntStream.range(0, 30)
                .mapToObj(i -> "Content-Type: multipart/mixed; boundary=\"b%d\"\n\n--b%d\n".formatted(i, i))
                .collect(Collectors.joining());
        arrives("From: a@example.net\nSubject: deep\nMessage-ID: <3@a>\nMIME-Version: 1.0\n" + deep
                + "Content-Type: text/plain\n\nnetwork\n");
        mailbox().poll();
        assertThat(room.heard().get(0).text()).isEqualTo("deep");
    }

    @Test
    void whateverAMailHoldsItIsASignal() {
        for (String file : new String[] {"mailbox/alert.eml", "mailbox/forwarded.eml"}) {
            Mutations.ofText(recorded(file), 1_000)
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .forEach(mail ->
                            assertThat(mailbox().signal(mail, null).kind()).isEqualTo(Kind.ALERT));
        }
    }

    @Test
    void aWrongPasswordIsAFaultThatDoesNotTellIt() {
        assertThatThrownBy(mailbox("wrong words", server.getImap().getPort())::poll)
                .isInstanceOf(MessagingException.class)
                .hasMessageNotContaining("wrong words");
    }

    @Test
    void thePasswordGoesOverASafeConnectionOnly() {
        var safe = new GreenMail(ServerSetup.IMAPS.dynamicPort());
        safe.start();
        try {
            assertThatThrownBy(mailbox(Security.TLS, safe.getImaps().getPort())::poll)
                    .as("a certificate nobody vouches for")
                    .isInstanceOf(MessagingException.class)
                    .hasRootCauseInstanceOf(GeneralSecurityException.class);
        } finally {
            safe.stop();
        }
        assertThatThrownBy(mailbox(Security.STARTTLS, server.getImap().getPort())::poll)
                .as("a server that cannot do it")
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("STARTTLS");
    }

    @Test
    void aServerThatIsSilentOrAwayIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0)) {
            assertThatThrownBy(mailbox("s3cret words", silent.getLocalPort())::poll)
                    .isInstanceOf(MessagingException.class);
        }
        server.stop();
        assertThatThrownBy(mailbox("s3cret words", 1)::poll).isInstanceOf(MessagingException.class);
    }

    @Test
    void settingsAreCheckedAndKeepTheirSecret() {
        assertThat(settings("s3cret words", 993, Kind.ALERT).toString()).doesNotContain("s3cret");
        assertThatIllegalArgumentException().isThrownBy(() -> settings("s3cret words", 993, Kind.LOG));
        assertThat(settings("x", 993, Kind.ALERT).knows("Somebody@TEAM.example"))
                .isTrue();
        assertThat(settings("x", 993, Kind.ALERT).knows("somebody@notteam.example"))
                .isFalse();
    }

    private void arrives(String mail) throws MessagingException, IOException {
        String lines = mail.replace("\r\n", "\n").replace("\n", "\r\n");
        user.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8))));
    }

    private Boolean[] seen() throws Exception {
        return server.getManagers().getImapHostManager().getInbox(user).getMessages().stream()
                .map(mail -> mail.getFlags().contains(Flags.Flag.SEEN))
                .toArray(Boolean[]::new);
    }

    private Mailbox mailbox() {
        return mailbox("s3cret words", server.getImap().getPort());
    }

    private Mailbox mailbox(String password, int port) {
        return new Mailbox(settings(password, port, Kind.ALERT), room.watchList(), room, room.clock());
    }

    private Mailbox mailbox(Security security, int port) {
        return new Mailbox(settings("s3cret words", port, Kind.ALERT, security), room.watchList(), room, room.clock());
    }

    private static MailboxSettings settings(String password, int port, Kind kind) {
        return settings(password, port, kind, Security.NONE);
    }

    private static MailboxSettings settings(String password, int port, Kind kind, Security security) {
        return new MailboxSettings(
                true,
                "127.0.0.1",
                port,
                security,
                "alerts",
                password,
                "INBOX",
                kind,
                "mail",
                Set.of("alerts@listening.example", "@team.example"),
                Duration.ofMinutes(1),
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(1),
                null);
    }
}
