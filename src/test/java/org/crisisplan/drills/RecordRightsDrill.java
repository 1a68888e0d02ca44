package org.crisisplan.drills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** On a PostgreSQL whose operator separated the roles, the product runs a crisis and can change nothing of its record. */
class RecordRightsDrill extends Drill {

    @Autowired
    CrisisRecord record;

    @Autowired
    JdbcClient sql;

    @Autowired
    TransactionTemplate transaction;

    @BeforeEach
    void onPostgres() {
        assumeTrue("postgresql".equals(System.getProperty("crisis-plan.test.database")), "H2 knows no such rights");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update crisis_act set actor = 'nobody'",
                "delete from crisis_act",
                "truncate crisis_act cascade",
                "update crisis_act_words set words = '{}'",
                "update record_head set root = ''",
                "delete from record_head",
                "delete from record_head_leaf",
                "alter table crisis_act disable trigger all",
                "drop table crisis_act cascade",
                "set role crisis_plan_owner"
            })
    void whatWouldChangeTheRecordIsRefused(String change) {
        reported("Login fails", Kind.TECHNICAL, facts());

        assertThatThrownBy(() -> transaction.executeWithoutResult(
                        begun -> sql.sql(change).update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @Test
    void wordsAreErasedAllTheSame() {
        reported("Login fails", Kind.TECHNICAL, facts());

        transaction.executeWithoutResult(begun -> record.eraseWords(crisis().number()));

        assertThat(record.of(crisis().number(), 0, 1).get(0).words()).isNull();
        assertThat(record.firstBroken(crisis().number())).isEmpty();
    }
}
