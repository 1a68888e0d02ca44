package org.crisisplan.publish;

import org.crisisplan.retention.erasure.PersonalData;
import org.crisisplan.retention.erasure.TextColumns;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in statements: in drafts, not in what the public has read or may still read. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfStatements {

    @Bean
    PersonalData personsInStatements(JdbcClient sql) {
        return TextColumns.of(sql, "statements", "statement", "id")
                .texts("title_en", "title_zh", "text_en", "text_zh")
                .crisis("t.crisis")
                .stayWhere(
                        "exists (select 1 from publication p where p.statement_id = t.id) or exists (select 1 from crisis c where c.number = t.crisis and c.closed_at is null)");
    }

    @Bean
    PersonalData personsInApprovals(JdbcClient sql) {
        return TextColumns.of(sql, "approvals", "approval", "statement_id", "ordinal")
                .texts("remark")
                .crisis("(select s.crisis from statement s where s.id = t.statement_id)");
    }
}
