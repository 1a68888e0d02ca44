package org.crisisplan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.crisisplan.PlanTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** R53, R63, R64: drafts come prefilled in both languages, and nobody begins with an empty page. */
@PlanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementTemplatesTest {

    private static final Map<String, Object> ALL_THAT_IS_KNOWN = Map.ofEntries(
            Map.entry("leakedUsers", 6_000_000),
            Map.entry("affectedRegions", "east"),
            Map.entry("affectedBusinessLines", "login and forum"),
            Map.entry("faultCause", "A backup was readable from outside."),
            Map.entry("isolationMeasures", "The backup server was cut off"),
            Map.entry("repairMeasures", "All sessions were revoked"),
            Map.entry("progressReport", "Half of the accounts are checked"),
            Map.entry("nextProgress", "Check the other half until 18:00"),
            Map.entry("removedContent", "One article"),
            Map.entry("contentMeasures", "The article was corrected"),
            Map.entry("reviewImprovements", "Two people read every article"),
            Map.entry("compensationKind", "membership"),
            Map.entry("compensationAmount", 10.0));

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    StatementDesk desk;

    @BeforeAll
    void openDesk() {
        desk = new StatementDesk(engine, sql).open();
    }

    @AfterEach
    void time() {
        ClockUtil.reset();
    }

    @AfterAll
    void closeDesk() {
        desk.close();
    }

    private StatementText draft(String template, String kind, Map<String, Object> known) {
        Map<String, Object> variables = new HashMap<>(known);
        variables.put("statementKind", kind);
        variables.put("statementTemplate", template);
        ProcessInstance run = desk.begin(desk.crisis(1, "responding"), variables);
        Map<String, Object> filled = engine.getRuntimeService().getVariables(run.getId());
        return new StatementText(
                (String) filled.get("statementTitleEn"),
                (String) filled.get("statementTitleZh"),
                (String) filled.get("statementTextEn"),
                (String) filled.get("statementTextZh"));
    }

    static Iterable<String> templates() {
        return StatementTemplates.NAMES;
    }

    @ParameterizedTest
    @MethodSource("templates")
    void everyTemplateFitsItsForm(String template) {
        Map<String, Object> verbose = new HashMap<>(ALL_THAT_IS_KNOWN);
        verbose.replaceAll((name, value) -> value instanceof String ? "很长的说明。".repeat(600) : value);
        for (Map<String, Object> known : List.of(Map.<String, Object>of(), ALL_THAT_IS_KNOWN, verbose)) {
            StatementText draft = draft(template, "first", known);
            assertThat(draft.titleEn()).contains("INTERNAL-TITLE").hasSizeLessThanOrEqualTo(200);
            assertThat(draft.titleZh()).contains("INTERNAL-TITLE").hasSizeLessThanOrEqualTo(200);
            assertThat(draft.textEn())
                    .hasSizeBetween(300, 3500)
                    .doesNotContain("[(", "[#", "[/]", "null", "\n\n\n", "..");
            assertThat(draft.textZh())
                    .hasSizeBetween(80, 3500)
                    .doesNotContain("[(", "[#", "[/]", "null", "\n\n\n", "。。");
            // what the crisis was called inside may be the draft's title; what was written about it inside stays inside
            assertThat(draft.toString()).doesNotContain("INTERNAL-DESCRIPTION");
        }
    }

    @ParameterizedTest
    @CsvSource({"holding-statement", "progress", "apology", "all-clear"})
    void whatCannotWaitCanBeSubmittedAsItIs(String template) {
        StatementText draft = draft(template, "first", Map.of());
        assertThatCode(() -> DraftCheck.check(draft)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"clarification", "compensation-plan"})
    void whatOnlyAPersonKnowsHasToBeFilledIn(String template) {
        StatementText draft = draft(template, "clarification", ALL_THAT_IS_KNOWN);
        assertThatThrownBy(() -> DraftCheck.check(draft)).hasMessageContaining("[please add: ");
    }

    @Test
    void theFirstWordsSayWhatWeKnowWhatWeDoAndWhenTheNextUpdateComes() {
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2026-11-23T08:00:00Z")));
        StatementText draft = draft("holding-statement", "first", ALL_THAT_IS_KNOWN);
        // level 1: the next public word within two hours, by the plan's table
        assertThat(draft.textEn())
                .contains("What we know.", "What we are doing.", "What you can do.", "Change your password")
                .contains("no later than 2026-11-23 18:00 China Time (10:00 UTC)")
                .doesNotContain("A backup was readable");
        assertThat(draft.textZh())
                .contains("目前掌握的情况", "我们正在做什么", "您可以怎么做", "修改您在本站的密码")
                .contains("最迟将于中国时间 2026-11-23 18:00（UTC 10:00）");
    }

    @Test
    void theApologyTakesResponsibility() {
        StatementText draft = draft("apology", "first", ALL_THAT_IS_KNOWN);
        assertThat(draft.textEn())
                .contains(
                        "It is our responsibility.",
                        "We apologise, sincerely",
                        "A backup was readable from outside. We should");
        assertThat(draft.textZh()).contains("责任在我们", "最诚挚的歉意", "A backup was readable from outside。");
    }

    @Test
    void theProgressStatementIsWrittenFromTheLastReport() {
        StatementText draft = draft("progress", "progress", ALL_THAT_IS_KNOWN);
        assertThat(draft.textEn()).contains("Half of the accounts are checked.", "Check the other half until 18:00.");
        assertThat(draft.textZh()).contains("最新进展：Half of the accounts are checked。");
    }

    @Test
    void theCompensationPlanNamesWhatEachUserGets() {
        StatementText draft = draft("compensation-plan", "compensation", ALL_THAT_IS_KNOWN);
        assertThat(draft.textEn()).contains("An extension of your membership worth CNY 10 for every affected user.");
        assertThat(draft.textZh()).contains("延长会员有效期，每位受影响用户价值人民币 10 元。");
    }

    @Test
    void whatPeopleWroteIsNeverEvaluated() {
        String hostile = "${T(java.lang.Runtime)} [(${title})] [# th:text=\"x\"] <b> __${1+1}__ #{status.title}";
        StatementText draft = draft("progress", "progress", Map.of("progressReport", hostile));
        assertThat(draft.textEn()).contains(hostile);
    }

    @ParameterizedTest
    @CsvSource({"../../application", "press-release", "null"})
    void anUnknownTemplateIsNamedWithThoseThereAre(String template) {
        assertThatThrownBy(() -> draft(template, "first", Map.of()))
                .hasMessageContaining("There is no statement template '" + template + "'")
                .hasMessageContaining(
                        "holding-statement, progress, clarification, apology, compensation-plan, all-clear");
    }

    @Test
    void anUnknownKindIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> draft("progress", "rumour", Map.of()))
                .hasMessageContaining("There is no kind of statement 'rumour'")
                .hasMessageContaining("first, progress, clarification, compensation, all-clear");
    }

    @Test
    void aDraftThatSomebodyWroteInIsNotOverwritten() {
        ProcessInstance run = desk.begin(desk.crisis(2, "responding"), "first", "holding-statement");
        engine.getRuntimeService().setVariable(run.getId(), "statementTextEn", "mine");
        engine.getRuntimeService()
                .createProcessInstanceModification(run.getId())
                .cancelAllForActivity("User_DraftStatement")
                .startBeforeActivity("Service_PrepareDraft")
                .execute();
        assertThat(engine.getRuntimeService().getVariable(run.getId(), "statementTextEn"))
                .isEqualTo("mine");
    }
}
