package org.crisisplan.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
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

/**
 * R53, R63, R64: drafts come prefilled in both languages from what was told for the public. What the public would read in each case
 * stands in {@code statements/*.approved.txt}, as somebody read and approved it; what the plan says now is held against that.
 */
@PlanTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatementTemplatesTest {

    private static final Instant OPENED = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
    private static final Path APPROVED = Path.of("src/test/resources/statements");
    private static final Path RECEIVED = Path.of("target/statements");

    private static final Map<String, Object> NOTES = Map.of(
            "faultCause", "INTERNAL-CAUSE maybe the new intern",
            "isolationMeasures", "INTERNAL-ISOLATION",
            "repairMeasures", "INTERNAL-REPAIR",
            "progressReport", "INTERNAL-PROGRESS",
            "affectedBusinessLines", "INTERNAL-LINES");

    private static final Map<String, Object> OUTAGE = Map.of("outageScope", "nationwide", "keyBusiness", "payment");
    private static final Map<String, Object> LEAK = Map.of("leakedUsers", 6_000_000);

    private static final Map<String, Object> OUTAGE_TOLD = all(
            OUTAGE,
            pair("publicTitle", "Payments fail", "支付失败"),
            pair("publicImpact", "Payments by card, in all regions", "所有地区的银行卡支付"),
            pair("publicCause", "A change to the payment system was not compatible with our bank", "支付系统的一次变更与银行系统不兼容"),
            pair("publicMeasures", "We have undone the change", "我们已撤回该变更"),
            pair("publicImprovements", "Each change is tried with our bank first", "今后每次变更都先与银行联合测试"));

    private static final Map<String, Object> LEAK_TOLD = all(
            LEAK,
            Map.of("leakConfirmed", true, "publicContact", "privacy@example.com, 400 000 0000"),
            pair("publicImpact", "Everybody who had an account before 2019", "2019 年以前注册账号的用户"),
            pair("leakedData", "Mail addresses and encrypted passwords", "邮箱地址和加密存储的密码"),
            pair("publicCause", "An old backup could be read from outside", "一份旧备份可从外部读取"),
            pair("publicMeasures", "We have cut the server off and ended all sessions", "我们已断开该服务器并注销全部登录"),
            pair("publicImprovements", "We keep no backup that is not needed", "不再保留不必要的备份"),
            pair(
                    "userAdvice",
                    "Change your password here and wherever you use the same one",
                    "请修改您在本站的密码；在其他网站使用相同密码的，请一并修改"));

    private static final Map<String, Object> CONTENT_TOLD = all(
            pair("publicTitle", "An advertisement beside a report on a flood", "洪灾报道旁的广告"),
            pair("verifiedFacts", "The advertisement stood beside the report for 40 minutes", "该广告在报道旁展示了 40 分钟"),
            pair("publicCause", "Our rules for placing advertisements do not look at the subject", "我们的广告投放规则未考虑内容主题"),
            pair("publicMeasures", "We have removed it", "我们已将其撤下"),
            pair("publicImprovements", "Reports on disasters carry no advertisements", "灾难报道不再投放广告"));

    private static final Map<String, Object> OURS =
            Map.of("responsibility", "preventable", "causeState", "publishable");
    private static final Map<String, Object> ACCIDENT =
            Map.of("responsibility", "accident", "causeState", "publishable");
    private static final Map<String, Object> VICTIM = Map.of("responsibility", "victim", "causeState", "publishable");
    private static final Map<String, Object> OVER = Map.of("outageOver", true, "recoveredAt", "2026-11-23T09:10:00Z");
    private static final Map<String, Object> COUPON = Map.of("compensationKind", "coupon", "compensationAmount", 10.0);

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    StatementDesk desk;

    private record Case(String name, String template, boolean content, boolean began, Map<String, Object> known) {

        static Case of(String name, String template, Map<String, Object> known) {
            return new Case(name, template, name.startsWith("content"), !name.contains("unknown"), known);
        }

        @Override
        public String toString() {
            return name + "." + template;
        }
    }

    static Stream<Case> cases() {
        Map<String, Object> rumour = all(
                Map.of("responsibility", "rumour"),
                pair("publicTitle", "Claims that our website is closing", "本站即将关闭的传言"),
                pair("verifiedFacts", "Our website goes on, and no account is closed", "本站正常运营，没有账号被关闭"));
        return Stream.of(
                Case.of("technical-unknown", "holding-statement", Map.of()),
                Case.of("technical-unknown", "progress", Map.of()),
                Case.of("technical-unknown", "all-clear", Map.of()),
                Case.of("outage-unknown", "no-change", OUTAGE),
                Case.of("leak-unknown", "no-change", LEAK),
                Case.of("leak-preventable", "no-change", all(LEAK_TOLD, OURS)),
                Case.of("outage-unknown", "holding-statement", OUTAGE),
                Case.of("outage-unknown", "progress", OUTAGE),
                Case.of("outage-unknown", "clarification", OUTAGE),
                Case.of("outage-unknown", "all-clear", all(OUTAGE, OVER)),
                Case.of("outage-accident", "holding-statement", all(OUTAGE_TOLD, ACCIDENT)),
                Case.of("outage-accident", "progress", all(OUTAGE_TOLD, ACCIDENT)),
                Case.of("outage-accident", "clarification", all(OUTAGE_TOLD, ACCIDENT)),
                Case.of("outage-accident", "compensation-plan", all(OUTAGE_TOLD, ACCIDENT, OVER, COUPON)),
                Case.of("outage-accident", "all-clear", all(OUTAGE_TOLD, ACCIDENT, OVER)),
                Case.of("outage-preventable", "apology", all(OUTAGE_TOLD, OURS)),
                Case.of("outage-preventable", "all-clear", all(OUTAGE_TOLD, OURS, OVER)),
                Case.of("leak-unknown", "holding-statement", LEAK),
                Case.of("leak-unknown", "progress", LEAK),
                Case.of("leak-unknown", "all-clear", LEAK),
                Case.of("leak-preventable", "holding-statement", all(LEAK_TOLD, OURS)),
                Case.of("leak-preventable", "apology", all(LEAK_TOLD, OURS)),
                Case.of("leak-preventable", "progress", all(LEAK_TOLD, OURS)),
                Case.of(
                        "leak-preventable",
                        "compensation-plan",
                        all(
                                LEAK_TOLD,
                                OURS,
                                COUPON,
                                pair("compensationTerms", "It is credited within seven days", "七日内自动到账"))),
                Case.of("leak-preventable", "all-clear", all(LEAK_TOLD, OURS)),
                Case.of("leak-victim", "clarification", all(LEAK_TOLD, VICTIM)),
                Case.of("content-unknown", "holding-statement", Map.of()),
                Case.of("content-unknown", "progress", Map.of()),
                Case.of("content-unknown", "clarification", Map.of()),
                Case.of("content-preventable", "clarification", all(CONTENT_TOLD, OURS)),
                Case.of("content-preventable", "apology", all(CONTENT_TOLD, OURS)),
                Case.of("content-accident", "clarification", all(CONTENT_TOLD, ACCIDENT)),
                Case.of("content-preventable", "all-clear", all(CONTENT_TOLD, OURS)),
                Case.of("outage-unknown", "withdrawal", OUTAGE),
                Case.of("leak-preventable", "withdrawal", all(LEAK_TOLD, OURS)),
                Case.of("outage-accident", "post-mortem", all(OUTAGE_TOLD, ACCIDENT, OVER)),
                Case.of("leak-preventable", "post-mortem", all(LEAK_TOLD, OURS)),
                Case.of("technical-unknown", "post-mortem", Map.of()),
                Case.of("content-rumour", "denial", rumour),
                Case.of("content-rumour-unknown", "denial", Map.of("responsibility", "rumour")));
    }

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

    @ParameterizedTest
    @MethodSource("cases")
    void thePublicReadsWhatSomebodyApproved(Case is) throws IOException {
        StatementText draft = draft(is.template(), is.content(), is.began(), all(NOTES, is.known()));
        assertThat(String.join("\n", draft.titleEn(), draft.textEn(), draft.titleZh(), draft.textZh()))
                .doesNotContain("INTERNAL", "{{", "}}", "[", "【", "null", "\n\n\n", "..", "。。", "。.", " .");
        assertThat(draft.textZh()).as("punctuation").doesNotContainPattern("\\p{IsHan}[,;:?!]");
        assertThatCode(() -> DraftCheck.check(draft)).doesNotThrowAnyException();

        String read = "%s\n\n%s\n\n---\n\n%s\n\n%s\n"
                .formatted(draft.titleEn(), draft.textEn(), draft.titleZh(), draft.textZh());
        Files.createDirectories(RECEIVED);
        Files.writeString(RECEIVED.resolve(is + ".received.txt"), read);
        Path approved = APPROVED.resolve(is + ".approved.txt");
        assertThat(read)
                .as("what the public would read; if it is right, it goes from target/statements to " + approved)
                .isEqualTo(Files.exists(approved) ? Files.readString(approved) : "nothing was approved");
    }

    @Test
    void everyApprovedTextIsStillSaid() throws IOException {
        try (Stream<Path> files = Files.list(APPROVED)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            cases().map(is -> is + ".approved.txt").toList());
        }
    }

    @ParameterizedTest
    @CsvSource({"suspected", "confirmed"})
    void aCauseStaysInsideUntilItMayBePublished(String state) {
        StatementText draft = draft(
                "progress",
                false,
                true,
                all(OUTAGE_TOLD, Map.of("causeState", state, "responsibility", "preventable")));
        assertThat(draft.textEn()).contains("We cannot say yet what caused it.").doesNotContain("our bank");
        assertThat(draft.textZh()).contains("目前尚不能说明原因").doesNotContain("银行系统");
    }

    @Test
    void thePublicPromiseIsThePlansOwn() {
        // level 1: the next public word within two hours, by the plan's table
        StatementText draft = draft("holding-statement", false, true, OUTAGE);
        assertThat(draft.textEn()).contains("no later than 2026-11-23 19:30 China Time (11:30 UTC)");
        assertThat(draft.textZh()).contains("最迟将于中国时间 2026-11-23 19:30（UTC 11:30）");
    }

    @Test
    void longFactsStillFitTheForm() {
        Map<String, Object> verbose = new HashMap<>(all(LEAK_TOLD, OURS));
        verbose.replaceAll((name, value) -> name.endsWith("Zh")
                ? "很长的说明，".repeat(600)
                : name.endsWith("En") ? "A long explanation, ".repeat(200) : value);
        StatementText draft = draft("apology", false, true, verbose);
        assertThat(draft.titleEn()).hasSizeLessThanOrEqualTo(200);
        assertThat(draft.titleZh()).hasSizeLessThanOrEqualTo(200);
        assertThat(draft.textEn()).hasSizeLessThanOrEqualTo(3500);
        assertThat(draft.textZh()).hasSizeLessThanOrEqualTo(3500);
    }

    @Test
    void whatPeopleWroteIsNeverEvaluated() {
        String hostile = "${T(java.lang.Runtime)} {{title}} {{#leak}} {{{contact}}} <b> __${1+1}__ {{=<% %>=}}";
        StatementText draft = draft("progress", false, true, Map.of("publicMeasuresEn", hostile));
        assertThat(draft.textEn()).contains(hostile);
    }

    @ParameterizedTest
    @CsvSource({"../../application", "press-release", "null"})
    void anUnknownTextIsNamed(String template) {
        assertThatThrownBy(() -> draft(template, false, true, Map.of()))
                .hasStackTraceContaining("has no text '" + template + "'")
                .hasStackTraceContaining("texts/" + template + ".en.txt");
    }

    @Test
    void anUnknownKindIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> desk.begin(
                        desk.crisis(1, "responding"),
                        Map.of("statementKind", "rumour", "statementTemplate", "progress")))
                .hasMessageContaining("There is no kind of statement 'rumour'")
                .hasMessageContaining(
                        "holding, first, progress, no-change, clarification, withdrawal, compensation, all-clear, post-mortem");
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

    private StatementText draft(String template, boolean content, boolean began, Map<String, Object> known) {
        ClockUtil.setCurrentTime(Date.from(OPENED));
        String crisis = desk.crisis(1, "responding");
        sql.sql("update crisis set technical = ?, content = ? where number = ?")
                .params(!content, content, crisis)
                .update();
        if (began) {
            sql.sql("insert into crisis_moment (number, moment, at) values (?, 'began', ?)")
                    .params(crisis, OPENED.minusSeconds(5400).atOffset(java.time.ZoneOffset.UTC))
                    .update();
        }
        ClockUtil.setCurrentTime(Date.from(NOW));
        Map<String, Object> variables = new HashMap<>(known);
        variables.put("statementKind", "first");
        variables.put("statementTemplate", template);
        ProcessInstance run = desk.begin(crisis, variables);
        Map<String, Object> filled = engine.getRuntimeService().getVariables(run.getId());
        return new StatementText(
                (String) filled.get("statementTitleEn"),
                (String) filled.get("statementTitleZh"),
                (String) filled.get("statementTextEn"),
                (String) filled.get("statementTextZh"));
    }

    private static Map<String, Object> pair(String fact, String en, String zh) {
        return Map.of(fact + "En", en, fact + "Zh", zh);
    }

    @SafeVarargs
    private static Map<String, Object> all(Map<String, Object>... parts) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Map<String, Object> part : parts) {
            all.putAll(part);
        }
        return all;
    }
}
