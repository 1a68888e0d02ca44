package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;

import org.crisisplan.crisis.Kind;
import org.junit.jupiter.api.Test;

/** The mail server is down for an hour: nothing is lost, nothing arrives twice, and the plan goes on meanwhile. */
class MailDrill extends Drill {

    @Test
    void mailsOfAnHourWithoutMailServerArriveAfterwards() throws Exception {
        mails.stop();
        reported("Core database destroyed", Kind.TECHNICAL, facts("coreDatabaseDestroyed", true));
        answers("User_VerifyReport", "technical", true);
        passes("PT1H");
        assertThat(open("User_AcknowledgeAlert")).hasSize(1);
        long written = mails("management-alert");
        assertThat(written).isPositive();

        mails.start();
        passes("PT1H");
        assertThat(mails.messages().stream()
                        .filter(mail -> subject(mail).contains(number))
                        .map(MailDrill::messageId))
                .doesNotHaveDuplicates();
        assertThat(waiting()).isZero();
        assertThat(mails.subjectsTo("manager@crisis-plan.example")).anyMatch(subject -> subject.contains(number));
    }

    private long waiting() {
        return sql.sql("select count(*) from delivery where number = ? and state <> 'sent'")
                .param(number)
                .query(Long.class)
                .single();
    }

    private static String subject(jakarta.mail.internet.MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (jakarta.mail.MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String messageId(jakarta.mail.internet.MimeMessage mail) {
        try {
            return mail.getMessageID();
        } catch (jakarta.mail.MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
