package org.crisisplan.retention.erasure;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Texts of a crisis beside its record: what is left where a text did not come from an act's words, such as a title that was passed on. The
 * crisis itself cannot name them here, since it knows nothing of this module.
 */
@Configuration(proxyBeanMethods = false)
class CrisisTables {

    @Bean
    PersonalData personsInCrises(JdbcClient sql) {
        return TextColumns.of(sql, "crises", "crisis", "number")
                .texts("title", "description")
                .crisis("t.number");
    }

    @Bean
    PersonalData personsInFacts(JdbcClient sql) {
        return TextColumns.of(sql, "facts", "crisis_fact", "number", "name")
                .texts("fact")
                .crisis("t.number");
    }

    @Bean
    PersonalData personsInAnsweredRequests(JdbcClient sql) {
        return TextColumns.of(sql, "requests", "idempotent_request", "user_id", "idempotency_key")
                .texts("answer");
    }
}
