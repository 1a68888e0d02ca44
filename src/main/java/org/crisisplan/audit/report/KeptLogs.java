package org.crisisplan.audit.report;

import java.time.Instant;
import java.util.Set;
import org.crisisplan.access.LoginJournal;
import org.crisisplan.retention.KeptData;
import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the retention table says of logins and of who looked at what, and where people stand in the administrators' log. */
@Configuration(proxyBeanMethods = false)
class KeptLogs {

    /** {@link LoginJournal} until their time is over. */
    private record Logins(LoginJournal journal) implements KeptData {

        @Override
        public String name() {
            return "logins";
        }

        @Override
        public Removed removeSome(Instant before, Set<String> held) {
            return Removed.outsideCrises(journal.removeBefore(before));
        }
    }

    /** {@link ViewLog} until their time is over; those of a case that is held stay. */
    private record Views(ViewLog views) implements KeptData {

        @Override
        public String name() {
            return "views";
        }

        @Override
        public Removed removeSome(Instant before, Set<String> held) {
            return Removed.outsideCrises(views.removeBefore(before, held));
        }
    }

    @Bean
    KeptData keptLogins(LoginJournal journal) {
        return new Logins(journal);
    }

    @Bean
    KeptData keptViews(ViewLog views) {
        return new Views(views);
    }

    @Bean
    PersonalData personsInAdministratorActs(JdbcClient sql) {
        return TextColumns.of(sql, "administrators", "administrator_act", "id")
                .texts("about", "before_values", "after_values")
                .crisis("coalesce(t.crisis, '')");
    }
}
