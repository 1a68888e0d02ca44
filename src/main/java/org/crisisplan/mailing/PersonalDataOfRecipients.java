package org.crisisplan.mailing;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in what became of their mails. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfRecipients {

    @Bean
    PersonalData personsAmongRecipients(JdbcClient sql) {
        return TextColumns.of(sql, "affected", "mailing_recipient", "mailing_id", "ref")
                .texts("problem")
                .crisis("(select m.crisis from mailing m where m.id = t.mailing_id)");
    }
}
