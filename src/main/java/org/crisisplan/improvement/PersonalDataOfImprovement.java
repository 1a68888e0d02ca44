package org.crisisplan.improvement;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in improvement items and records of training. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfImprovement {

    @Bean
    PersonalData personsInImprovementItems(JdbcClient sql) {
        return TextColumns.of(sql, "improvement", "improvement_item", "number")
                .texts("what", "reference", "result")
                .crisis("t.crisis");
    }

    @Bean
    PersonalData personsInTrainingRecords(JdbcClient sql) {
        return TextColumns.of(sql, "training", "training_record", "id").texts("person", "topic", "evidence");
    }
}
