package org.crisisplan.duty;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in what was decided and filed. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfDuties {

    @Bean
    PersonalData personsInDutySwitches(JdbcClient sql) {
        return TextColumns.of(sql, "duties", "duty_switch", "id").texts("checked_by");
    }

    @Bean
    PersonalData personsInDutyRulings(JdbcClient sql) {
        return TextColumns.of(sql, "duties", "duty_ruling", "crisis", "duty")
                .texts("reason")
                .crisis("t.crisis");
    }

    @Bean
    PersonalData personsInDutyFilings(JdbcClient sql) {
        return TextColumns.of(sql, "duties", "duty_filing", "crisis", "duty")
                .texts("words", "filed_as")
                .crisis("t.crisis");
    }

    @Bean
    PersonalData personsInDutyReceipts(JdbcClient sql) {
        return TextColumns.of(sql, "duties", "duty_receipt", "id").texts("name").crisis("t.crisis");
    }
}
