package org.crisisplan.drill;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in what is kept of drills. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfDrills {

    @Bean
    PersonalData personsInDrills(JdbcClient sql) {
        return TextColumns.of(sql, "drills", "drill", "number")
                .texts("broken_off", "scorecard", "evaluation")
                .crisis("t.number");
    }

    @Bean
    PersonalData personsInTroublesOfDrills(JdbcClient sql) {
        return TextColumns.of(sql, "drills", "drill_trouble", "number", "task_id")
                .texts("problem")
                .crisis("t.number");
    }
}
