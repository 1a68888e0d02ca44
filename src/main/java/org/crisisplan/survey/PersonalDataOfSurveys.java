package org.crisisplan.survey;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in what users wrote when they were asked. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfSurveys {

    @Bean
    PersonalData personsInSurveys(JdbcClient sql) {
        return TextColumns.of(sql, "survey", "survey_words", "id")
                .texts("words")
                .crisis("(select s.crisis from survey s where s.id = t.survey_id)");
    }
}
