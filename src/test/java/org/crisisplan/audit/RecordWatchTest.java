package org.crisisplan.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.web.Notices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Somebody changes a record in the database, and everybody reads of it. */
@PlanTest
class RecordWatchTest {

    @Autowired
    CrisisPlan plan;

    @Autowired
    RecordWatch watch;

    @Autowired
    Notices notices;

    @Autowired
    JdbcClient sql;

    @Autowired
    RuntimeService runtime;

    private String number = "";

    @BeforeEach
    void reported() {
        number = plan.open(new CrisisReport("Login fails", "Since noon", Set.of(Kind.TECHNICAL), Map.of()))
                .number();
    }

    @AfterEach
    void forget() {
        notices.settled(RecordWatch.SUBJECT);
        runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .rootProcessInstances()
                .list()
                .forEach(root -> runtime.deleteProcessInstance(root.getId(), "test over"));
    }

    @Test
    void aRecordThatSomebodyChangedIsNamedUntilItIsAsItWasWritten() {
        watch.check();
        assertThat(broken()).noneMatch(line -> line.startsWith(number));

        sql.sql("update crisis_act set actor = 'nobody' where number = ? and seq = 2")
                .param(number)
                .update();
        watch.check();
        assertThat(broken()).anyMatch(line -> line.startsWith(number + ": act 2 "));

        sql.sql("update crisis_act set actor = (select actor from crisis_act where number = ? and seq = 1)"
                        + " where number = ? and seq = 2")
                .params(number, number)
                .update();
        watch.check();
        assertThat(broken()).noneMatch(line -> line.startsWith(number));
    }

    private List<String> broken() {
        return notices.about(RecordWatch.SUBJECT).map(Notices.Notice::details).orElse(List.of());
    }
}
