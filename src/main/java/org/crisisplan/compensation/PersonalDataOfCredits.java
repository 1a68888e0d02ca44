package org.crisisplan.compensation;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in the ledger of credits. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfCredits {

    @Bean
    PersonalData personsInCredits(JdbcClient sql) {
        return TextColumns.of(sql, "affected", "compensation_credit", "crisis", "kind", "person")
                .texts("reference", "problem")
                .crisis("t.crisis");
    }
}
