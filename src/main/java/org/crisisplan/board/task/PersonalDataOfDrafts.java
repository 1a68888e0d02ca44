package org.crisisplan.board.task;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in what somebody began to fill in. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfDrafts {

    @Bean
    PersonalData personsInDrafts(JdbcClient sql) {
        return TextColumns.of(sql, "drafts", "task_draft", "task_id", "user_id").texts("answers");
    }
}
