package org.crisisplan.notify;

import org.crisisplan.crisis.WordsBeside;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When all words about a crisis are erased, the names of its team go too; which department held which seat stays. */
@Component
class ErasedTeamNames implements WordsBeside {

    private final JdbcClient sql;

    ErasedTeamNames(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public void erase(String number, int seq) {
        // no single act's words stand here
    }

    @Override
    public void eraseAll(String number) {
        sql.sql("update team_member set person = '' where number = ?")
                .param(number)
                .update();
    }
}
