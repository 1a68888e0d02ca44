package org.crisisplan.cases;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in the archive of cases. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfCases {

    @Bean
    PersonalData personsInCases(JdbcClient sql) {
        return TextColumns.of(sql, "cases", "archived_case", "id")
                .texts("name_en", "name_zh", "facts", "compensation", "lessons")
                .crisis("t.id");
    }
}
