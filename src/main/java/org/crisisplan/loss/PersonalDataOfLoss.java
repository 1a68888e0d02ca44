package org.crisisplan.loss;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in what finance wrote about its figures. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfLoss {

    @Bean
    PersonalData personsInLossParameters(JdbcClient sql) {
        return TextColumns.of(sql, "loss", "loss_parameter", "id").texts("source");
    }
}
