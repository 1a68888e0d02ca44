package org.crisisplan.media;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in what the media asked, in rumours and in what was answered. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfMedia {

    @Bean
    PersonalData personsInInquiries(JdbcClient sql) {
        return TextColumns.of(sql, "inquiries", "inquiry", "id")
                .texts("asker", "outlet", "address", "question", "reason")
                .crisis("t.crisis");
    }

    @Bean
    PersonalData personsInRumours(JdbcClient sql) {
        return TextColumns.of(sql, "rumours", "rumour", "id")
                .texts("claim", "seen_at", "source")
                .crisis("t.crisis");
    }

    @Bean
    PersonalData personsInAnswers(JdbcClient sql) {
        return TextColumns.of(sql, "answers", "answer", "id").texts("question").crisis("t.crisis");
    }

    @Bean
    PersonalData personsAmongMediaContacts(JdbcClient sql) {
        return TextColumns.of(sql, "media", "media_contact", "id").texts("outlet", "name", "mail", "phone", "notes");
    }

    @Bean
    PersonalData personsInChangesOfMediaContacts(JdbcClient sql) {
        return TextColumns.of(sql, "media", "media_contact_change", "id").texts("outlet");
    }
}
