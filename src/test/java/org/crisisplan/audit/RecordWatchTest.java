package org.crisisplan.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.crisisplan.PlanTest;
import org.crisisplan.crisis.CrisisPlan;
import org.crisisplan.crisis.CrisisReport;
import org.crisisplan.crisis.Kind;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.notify.MailCopies;
import org.crisisplan.web.Notices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

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
    WebApplicationContext application;

    @Autowired
    RecordHeads heads;

    @Autowired
    RecordDifferences differences;

    @Autowired
    CrisisRecord record;

    @Autowired
    MailCopies mails;

    @Autowired
    HistoryService history;

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

    @Test
    void aRecordThatWasWrittenAnewDoesNotFitUnderItsHead() throws Exception {
        RecordHead head = heads.write(true).orElseThrow();
        watch.check();
        assertThat(broken()).noneMatch(line -> line.startsWith(number));

        // a chain that fits in itself: the last act never was
        int last = record.count(number);
        Act gone = record.of(number, last - 1, 1).get(0);
        String before = record.of(number, last - 2, 1).get(0).hash();
        truncate(last, last - 1, before);
        assertThat(record.firstBroken(number)).isEmpty();
        watch.check();
        watch.check();

        assertThat(broken())
                .anyMatch(line ->
                        line.startsWith(number + ": the record is not the one that head " + head.seq() + " covered"));
        assertThat(mailsAbout("is not the one that head")).hasSize(1);
        assertThat(differences.of(number, Locale.CHINESE)).anyMatch(text -> text.startsWith("记录与第"));
        assertThat(gone.seq()).isEqualTo(last);
        for (String page : List.of("", "/record", "/dossier")) {
            browser()
                    .perform(get("/crises/" + number + page).with(user("auditor")))
                    .andExpect(content().string(containsString("this case is not as it was written")))
                    .andExpect(content().string(containsString("the record is not the one that head " + head.seq())));
        }
    }

    @Test
    void aHeadThatWasChangedIsNamed() {
        RecordHead head = heads.write(true).orElseThrow();
        sql.sql("update record_head set root = ? where head = ?")
                .params("0".repeat(64), head.seq())
                .update();
        watch.check();
        assertThat(broken()).anyMatch(line -> line.startsWith("head " + head.seq() + " is not as it was written"));

        sql.sql("update record_head set root = ? where head = ?")
                .params(head.root(), head.seq())
                .update();
        watch.check();
        assertThat(broken()).noneMatch(line -> line.startsWith("head "));
    }

    @Test
    void whatTheEnginesHistoryDoesNotKnowIsNamed() {
        HistoricTaskInstance task = history.createHistoricTaskInstanceQuery()
                .processInstanceBusinessKey(number)
                .list()
                .get(0);
        watch.check();
        assertThat(broken()).noneMatch(line -> line.startsWith(number));

        sql.sql("update ACT_HI_TASKINST set DELETE_REASON_ = 'completed' where ID_ = ?")
                .param(task.getId())
                .update();
        watch.check();
        assertThat(broken())
                .anyMatch(line -> line.startsWith(number + ": task") && line.contains("the record does not say so"));

        sql.sql("delete from ACT_HI_TASKINST where ID_ = ?").param(task.getId()).update();
        sql.sql("delete from ACT_HI_ACTINST where PROC_INST_ID_ = ? and ACT_ID_ = ?")
                .params(task.getProcessInstanceId(), task.getTaskDefinitionKey())
                .update();
        watch.check();
        assertThat(broken())
                .anyMatch(line -> line.startsWith(number + ": the engine's history does not know task"))
                .anyMatch(line -> line.startsWith(number + ": the engine's history knows nothing of step"));

        sql.sql("update ACT_HI_PROCINST set BUSINESS_KEY_ = 'gone' where BUSINESS_KEY_ = ?")
                .param(number)
                .update();
        watch.check();
        assertThat(broken()).anyMatch(line -> line.startsWith(number + ": the process is missing"));
    }

    private MockMvc browser() {
        return MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
    }

    private void truncate(int last, int acts, String hash) {
        sql.sql("delete from crisis_act_words where number = ? and seq = ?")
                .params(number, last)
                .update();
        sql.sql("delete from crisis_act where number = ? and seq = ?")
                .params(number, last)
                .update();
        sql.sql("update crisis set acts = ?, record_hash = ? where number = ?")
                .params(acts, hash, number)
                .update();
    }

    private List<String> mailsAbout(String words) {
        List<String> found = new ArrayList<>();
        mails.of("record", mail -> {
            if (mail.kind().equals("record-broken")
                    && mail.body().contains(number)
                    && mail.body().contains(words)) {
                found.add(mail.body());
            }
        });
        return found;
    }

    private List<String> broken() {
        return notices.about(RecordWatch.SUBJECT).map(Notices.Notice::details).orElse(List.of());
    }
}
