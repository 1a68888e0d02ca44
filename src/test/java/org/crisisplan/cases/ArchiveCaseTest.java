package org.crisisplan.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.spin.Spin;
import org.crisisplan.BesideThePlan;
import org.crisisplan.PlanTest;
import org.crisisplan.cases.ArchivedCase.Source;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlanTest
class ArchiveCaseTest {

    private static final Instant OPENED = Instant.parse("2026-03-01T08:00:00Z");

    @Autowired
    ArchivedCaseRepository archive;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    HistoryService history;

    @Autowired
    JdbcClient jdbc;

    private String deployment = "";

    @BeforeEach
    void twoProcessesThatOnlyCallTheBeans() {
        deployment = BesideThePlan.in(repository)
                .addModelInstance("archive.bpmn", calling("archive-only", "${archiveCase}"))
                .addModelInstance("search.bpmn", calling("search-only", "${findSimilarCases}"))
                .deploy()
                .getId();
        jdbc.sql("""
                        insert into crisis (number, title, description, technical, content, phase, level, reasons, plan_version, opened_at)
                        values ('CR-2026-8001', 'Coupons <b>leaked</b>', 'd', true, true, 'reviewing', 1,
                            '[{"clause":"R28","text":"leak"},{"clause":"R24","text":"down"},{"clause":"R28","text":"again"}]', 'v1', ?)""").param(OPENED.atOffset(ZoneOffset.UTC)).update();
        jdbc.sql("""
                        insert into crisis (number, title, description, technical, content, phase, level, reasons, plan_version, opened_at)
                        values ('CR-2026-8002', 'Another leak', 'd', true, true, 'assessing', 1, '[]', 'v1', ?)""").param(OPENED.atOffset(ZoneOffset.UTC)).update();
        knows("CR-2026-8001", "12000");
        knows("CR-2026-8002", "15000");
        jdbc.sql(
                        "insert into crisis_promise (number, what, seq, made_at, due, met_at, outcome) values ('CR-2026-8001', 'recover', 1, timestamp with time zone '2026-01-01 00:00:00+00', ?, ?, 'met')")
                .param(OPENED.plusSeconds(72 * 3600).atOffset(ZoneOffset.UTC))
                .param(OPENED.plusSeconds(90 * 60).atOffset(ZoneOffset.UTC))
                .update();
    }

    private void knows(String number, String leakedUsers) {
        jdbc.sql(
                        "insert into crisis_fact (number, name, fact, in_words, said_at, since) values (?, 'leakedUsers', ?, false, ?, ?)")
                .params(number, leakedUsers, OPENED.atOffset(ZoneOffset.UTC), OPENED.atOffset(ZoneOffset.UTC))
                .update();
    }

    @AfterEach
    void leaveNothing() {
        repository.deleteDeployment(deployment, true);
        jdbc.sql("delete from crisis_promise where number = 'CR-2026-8001'").update();
        jdbc.sql("delete from crisis_fact where number in ('CR-2026-8001', 'CR-2026-8002')")
                .update();
        jdbc.sql("delete from crisis where number in ('CR-2026-8001', 'CR-2026-8002')")
                .update();
        jdbc.sql("delete from archived_case where id = 'CR-2026-8001'").update();
    }

    @Test
    void theFinishedCrisisIsKeptWithWhatWasLearned() {
        archives("weak monitoring");

        ArchivedCase kept = archive.find("CR-2026-8001").orElseThrow();
        assertThat(kept.source()).isEqualTo(Source.OWN);
        assertThat(kept.happenedOn()).isEqualTo("2026-03-01");
        assertThat(kept.level()).isEqualTo(1);
        assertThat(kept.because()).isEqualTo("R28 R24");
        assertThat(kept.situation().technical()).isTrue();
        assertThat(kept.situation().content()).isTrue();
        assertThat(kept.situation().facts()).containsEntry("leakedUsers", 12000);
        assertThat(kept.aftermath().recoveredHours()).isEqualByComparingTo("1.5");
        assertThat(kept.aftermath().compensation()).isEqualTo("points, CNY 5 per user 每人, 12000 users 人");
        assertThat(kept.aftermath().confirmedLoss()).isEqualByComparingTo("60000.5");
        assertThat(kept.aftermath().lessons()).isEqualTo("""
                        Causes 原因: a key in the repository
                        Weaknesses 不足: weak monitoring
                        Improvements 改进: Rotate keys (documents, technology); Drill a leak (drill, publicRelations)""");
    }

    @Test
    void aRepeatedStepLeavesOneRecordTheLast() {
        archives("first");
        archives("second");

        assertThat(archive.find("CR-2026-8001").orElseThrow().aftermath().lessons())
                .contains("second")
                .doesNotContain("first");
    }

    @Test
    void theNextSearchFindsItButNeverItself() {
        archives("weak monitoring");

        assertThat(searches("CR-2026-8002"))
                .startsWith("1. CR-2026-8001 Coupons <b>leaked</b> (2026-03-01, level 1, R28 R24)\n");
        assertThat(searches("CR-2026-8001")).doesNotContain("Coupons");
    }

    @Test
    void aCrisisNobodyKnowsCannotBeArchived() {
        assertThatThrownBy(() -> runtime.startProcessInstanceByKey("archive-only", "CR-1999-0001"))
                .hasMessageContaining("There is no crisis CR-1999-0001 to archive.");
    }

    private void archives(String weakness) {
        runtime.startProcessInstanceByKey(
                "archive-only",
                "CR-2026-8001",
                Map.of(
                        "technical",
                        true,
                        "content",
                        true,
                        "leakedUsers",
                        12000,
                        "reviewCauses",
                        "a key in the repository",
                        "reviewWeaknesses",
                        weakness,
                        "compensationKind",
                        "points",
                        "compensationAmount",
                        5,
                        "compensationUsers",
                        12000,
                        "confirmedLoss",
                        60000.5,
                        "actionItems",
                        Spin.JSON("""
                                        [{"what":"Rotate keys","kind":"documents","owner":"technology","due":"2026-04-01"},
                                         {"what":"Drill a leak","kind":"drill","owner":"publicRelations","due":"2026-05-01"}]""")));
    }

    private String searches(String number) {
        String instance =
                runtime.startProcessInstanceByKey("search-only", number).getId();
        List<Object> texts = history
                .createHistoricVariableInstanceQuery()
                .processInstanceId(instance)
                .variableName("similarCases")
                .list()
                .stream()
                .map(variable -> variable.getValue())
                .toList();
        assertThat(texts).hasSize(1);
        return String.valueOf(texts.get(0));
    }

    private static org.camunda.bpm.model.bpmn.BpmnModelInstance calling(String process, String bean) {
        return Bpmn.createExecutableProcess(process)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask()
                .camundaDelegateExpression(bean)
                .endEvent()
                .done();
    }
}
