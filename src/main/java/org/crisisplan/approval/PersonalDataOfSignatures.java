package org.crisisplan.approval;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in what was remarked on signatures. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfSignatures {

    @Bean
    PersonalData personsInSignatures(JdbcClient sql) {
        return TextColumns.of(sql, "signatures", "activation_signature", "process_instance", "ordinal")
                .texts("remark")
                .crisis("t.crisis");
    }
}
