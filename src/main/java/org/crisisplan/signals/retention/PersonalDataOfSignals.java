package org.crisisplan.signals.retention;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in signals and in what they triggered. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfSignals {

    @Bean
    PersonalData personsInSignals(JdbcClient sql) {
        return TextColumns.of(sql, "signals", "signal", "seq").texts("text", "link", "author");
    }

    @Bean
    PersonalData personsInSignalsOfCrises(JdbcClient sql) {
        return TextColumns.of(sql, "signals", "crisis_signal", "crisis", "source", "id")
                .texts("text", "link")
                .crisis("t.crisis");
    }

    @Bean
    PersonalData personsInTriggers(JdbcClient sql) {
        return TextColumns.of(sql, "signals", "signal_trigger", "id")
                .texts("figures", "facts")
                .crisis("t.crisis");
    }
}
