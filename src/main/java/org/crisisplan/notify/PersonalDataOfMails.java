package org.crisisplan.notify;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in what was told inside. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfMails {

    @Bean
    PersonalData personsInMails(JdbcClient sql) {
        return TextColumns.of(sql, "mails", "delivery", "id")
                .texts("recipient", "subject", "body", "calendar", "last_error")
                .crisis("t.number");
    }

    @Bean
    PersonalData personsInTeams(JdbcClient sql) {
        return TextColumns.of(sql, "teams", "team_member", "number", "role", "department", "user_id")
                .texts("person")
                .crisis("t.number");
    }
}
