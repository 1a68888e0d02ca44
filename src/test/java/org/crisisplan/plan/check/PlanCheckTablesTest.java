package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crisisplan.plan.check.PlanCheckTest.CHECK;
import static org.crisisplan.plan.check.PlanCheckTest.PLAN;
import static org.crisisplan.plan.check.PlanCheckTest.changed;
import static org.crisisplan.plan.check.PlanCheckTest.text;
import static org.crisisplan.plan.check.PlanCheckTest.with;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What analysts do to the plan's tables: slips are named where they are, honest edits are taken. */
class PlanCheckTablesTest {

    private static final String NEW_FACT = """
            <input id="Input_Rumour" label="Rumours 谣言"><inputExpression id="InputExpression_Rumour" typeRef="integer"><text>if rumourPosts = "" then null else rumourPosts</text></inputExpression></input>
            <output id="Output_DataLevel_dataLevel\"""";

    @Test
    void aMessageOfAFactIsSentAndAwaited() {
        assertThat(CHECK.check(changed("dmn/facts.dmn", "\"ProgressLogged\"", "\"ProgressTold\"")))
                .extracting(Object::toString)
                .contains(
                        "processes/handle-technical.bpmn, Catch_TechnicalProgressLogged \"Progress logged 已记录进展\": waits for the message ProgressLogged, which nothing sends. Choose one of ChannelAnswered, CompensationSettled, ContactAnswered, ContactUndelivered, DrillBrokenOff, DutiesSettled, DutyDropped, FactsReported, ImprovementProved, ProgressTold, SurveyClosed, or let a fact of the table facts send it.",
                        "Warning: dmn/facts.dmn, Rule_Facts_ProgressReport: sends the message ProgressTold, which no diagram waits for. Draw an event that waits for it, or empty the cell.");
        assertThat(
                        CHECK.check(
                                changed(
                                        "dmn/facts.dmn",
                                        "<outputEntry id=\"Result_Facts_SurveyFindings_7\">\n          <text></text>",
                                        "<outputEntry id=\"Result_Facts_SurveyFindings_7\">\n          <text>\"ProgressLogged\"</text>")))
                .extracting(Object::toString)
                .containsExactly(
                        "dmn/facts.dmn, Rule_Facts_SurveyFindings: sends the message ProgressLogged, but only forms tell the fact, and they send none. Write \"anyone\" under toldBy, or empty the cell.");
    }

    @ParameterizedTest(name = "{1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    crisis-level | &gt; 10000 | &gt; 10,000 | thousands separator, which FEEL reads otherwise. Write > 10000
                    crisis-level | &gt; 10000 | 10000 | asks for exactly 10000
                    crisis-level | if leakedUsers = "" then null else leakedUsers | if leakedUser = "" then null else leakedUser | leakedUser, which is no fact that this table is told. Write leakedUsers
                    crisis-level | if leakedUsers = "" then null else leakedUsers | if leakedUsers = "" then null | asks for if leakedUsers = "" then null, which cannot be read
                    crisis-level | if leakedUsers = "" then null else leakedUsers | “leakedUsers” | typographic quotation marks
                    crisis-level | if leakedUsers = "" then null else leakedUsers | "leakedUsers" | asks for nothing that could change
                    crisis-level | id="Table_DataLevel" hitPolicy="COLLECT" | id="Table_DataLevel" hitPolicy="UNIQUE" | Choose the hit policy COLLECT
                    crisis-level | id="Table_DataLevel" hitPolicy="COLLECT" | id="Table_DataLevel" | has the hit policy UNIQUE, but its answers are read as COLLECT
                    crisis-level | id="Table_DataLevel" hitPolicy="COLLECT" | id="Table_DataLevel" hitPolicy="COLLECT" aggregation="MIN" | Choose the hit policy COLLECT without an aggregation
                    crisis-level | name="dataLevel" typeRef="integer" | name="level" typeRef="integer" | gives no dataLevel, which is read from this table
                    crisis-level | name="dataLevel" typeRef="integer" | name="dataLevel" typeRef="string" | has the type string, which its values are not of. Choose the type integer
                    deadlines | hitPolicy="FIRST" | hitPolicy="UNIQUE" | Choose the hit policy FIRST
                    deadlines | hitPolicy="FIRST" | hitPolicy="RULE ORDER" | Choose the hit policy FIRST
                    approval | hitPolicy="COLLECT" | hitPolicy="FIRST" | Choose the hit policy COLLECT
                    approval | hitPolicy="COLLECT" | hitPolicy="PRIORITY" | Choose the hit policy COLLECT
                    approval | "legal"</text> | "Legal"</text> | Write "legal"
                    deadlines | "User_VerifyReport" | "User_VerifyReprot" | asks for "User_VerifyReprot", which is never there. Write "User_VerifyReport"
                    deadlines | <text>"opened"</text> | <text>"open"</text> | gives "open", which the plan does not know
                    deadlines | "PT72H" | "48h" | Write "PT48H"
                    deadlines | "P7D" | "P1M" | months or years
                    deadlines | "PT30M"</text> | "PT0S"</text> | is no time at all
                    deadlines | "P2D" | "P20D" | reminds PT480H before the end of a step that takes PT168H
                    team | "finance"</text> | "publicSafety"</text> | gives "publicSafety", which the plan does not know
                    team | "technology"</text> | "tecnology"</text> | Write "technology"
                    response-strategy | <text>"rebuild"</text> | <text>"rebild"</text> | Write "rebuild"
                    triggers | "login_failure","failure_share" | "login_failures","failure_share" | asks for "login_failures", which nothing known sends. Write "login_failure"
                    triggers | {outageScope: "nationwide", unresponsiveMinutes: 0} | {outageScope: "national", unresponsiveMinutes: 0} | a value for outageScope that it cannot have
                    triggers | <text>"raise"</text> | <text>"alarm"</text> | Use one of nothing, raise, watch
                    triggers | "technical"</text> | "rumour"</text> | Use one of content, technical
                    compensation | <text>"coupon"</text> | <text>"voucher"</text> | Use one of coupon, membership, none
                    loss | get or else(refunds, 0) | get or else(refund, 0) | asks for refund, which is no fact that this table is told. Write refunds
                    loss | get or else(refunds, 0) | get or elsee(refunds, 0) | calls elsee(), which FEEL does not have
                    keywords | "网站崩溃" | "Site Crash" | capital letters
                    active-users | 20000 | 20,000 | Write 20000
                    components | "user-data"</text> | "userData"</text> | has no key
                    components | <text>"payment"</text>\\n        </inputEntry>\\n        <outputEntry id="Result_Components | <text>"order"</text>\\n        </inputEntry>\\n        <outputEntry id="Result_Components | has the key order a second time
                    components | <text>"major_outage"</text> | <text>"down"</text> | Use one of degraded_performance, major_outage, partial_outage
                    components | <text>"user-data"</text>\\n        </outputEntry> | <text>"user_data"</text>\\n        </outputEntry> | gives "user_data", which the plan does not know
                    maintenance-windows | "2026-01-11T02:00+08:00" | "2026-01-11 02:00" | which is no moment. Write day, time and the distance from UTC
                    maintenance-windows | "2026-01-11T04:00+08:00" | "2026-01-11T01:00+08:00" | ends before it begins
                    maintenance-windows | <text>"payment"</text> | <text>"paymen"</text> | names paymen, which is no component. Write payment
                    """)
    void aSlipInATableIsNamed(String table, String whole, String broken, String finding) {
        String file = "dmn/" + table + ".dmn";
        assertThat(sentences(changed(file, lines(whole), lines(broken))))
                .anyMatch(sentence -> sentence.startsWith(file) && sentence.contains(finding));
    }

    private static String lines(String cells) {
        return cells.replace("\\n", "\n");
    }

    @Test
    void aTextThatATableChoosesAndNobodyWroteIsNamed() {
        assertThat(sentences(changed("dmn/templates.dmn", "<text>\"apology\"</text>", "<text>\"rumour-reply\"</text>")))
                .anyMatch(sentence -> sentence.startsWith(
                        "texts/rumour-reply.zh.txt: is missing, which the table templates chooses"));
    }

    @ParameterizedTest(name = "{1} -> {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    dmn/crisis-level.dmn | &gt; 10000 | &gt; 5000
                    dmn/crisis-level.dmn | &gt; 10000 | [5000..1000000]
                    dmn/crisis-level.dmn | "complete" | "partial", "complete"
                    dmn/deadlines.dmn | "P7D" | "P2W"
                    dmn/deadlines.dmn | "P14D" | "P10DT12H"
                    dmn/deadlines.dmn | "PT48H" | "P2D"
                    dmn/team.dmn | not(3) | 1, 2
                    dmn/triggers.dmn | &gt; 0.2 | &gt; 0.25
                    dmn/triggers.dmn | "page_load_seconds" | "checkout_seconds"
                    dmn/compensation.dmn | 50</text> | 49.5</text>
                    dmn/active-users.dmn | "payment","order" | "payment", "order", "shop"
                    dmn/keywords.dmn | contains(?, "网站崩溃") | contains(?, "网站崩溃"), contains(?, "down again")
                    processes/handle-technical.bpmn | <?xml version="1.0" encoding="UTF-8"?> | <?xml version="1.0" encoding="utf-8"?>
                    forms/hold-review.form | "schemaVersion": 16 | "schemaVersion": 19
                    forms/hold-review.form | "schemaVersion": 16 | "schemaVersion": 19, "exporter": {"name": "Camunda Modeler", "version": "5.50.1"}
                    forms/hold-review.form | "executionPlatformVersion": "7.24.0" | "executionPlatformVersion": "7.23.0"
                    """)
    void anHonestEditIsTaken(String file, String whole, String changed) {
        assertThat(CHECK.check(changed(file, whole, changed))).isEmpty();
    }

    @Test
    void aRuleWithoutACellForEachColumnIsNamedAndNothingElseBreaks() {
        String wider = text("dmn/crisis-level.dmn").replace("<output id=\"Output_DataLevel_dataLevel\"", NEW_FACT);

        assertThat(sentences(with("dmn/crisis-level.dmn", wider)))
                .anyMatch(sentence -> sentence.contains("row 1 has 2 cells for 3 columns"))
                .anyMatch(sentence -> sentence.contains("asks for rumourPosts, which is no fact"));
    }

    @Test
    void aNewFactThatTheGradingProcessAsksForIsTakenAndOneAskedElsewhereIsNot() {
        String table = text("dmn/crisis-level.dmn")
                .replace("if leakConfirmed = \"\" then null else leakConfirmed", "confirmedByPress");
        String field = """
                "components": [ {"type": "checkbox", "id": "Field_press", "key": "confirmedByPress", "label": "Press? 媒体"},\
                """;

        assertThat(CHECK.check(two(
                        "dmn/crisis-level.dmn", table, "forms/verify-report.form", withField("verify-report", field))))
                .isEmpty();
        assertThat(sentences(two(
                        "dmn/crisis-level.dmn",
                        table,
                        "forms/measure-volume.form",
                        withField("measure-volume", field))))
                .anyMatch(sentence -> sentence.contains("asks for confirmedByPress, which is no fact"));
    }

    @Test
    void aTableThatMustAnswerSaysForWhatItHasNone() {
        String deadlines =
                text("dmn/deadlines.dmn").replaceFirst("(?s)<rule id=\"Rule_Deadlines_AnyOther\">.*?</rule>", "");
        String approval = text("dmn/approval.dmn").replaceFirst("(?s)<rule id=\"Rule_Approval_Legal\">.*?</rule>", "");

        assertThat(sentences(with("dmn/deadlines.dmn", deadlines)))
                .anyMatch(sentence -> sentence.contains("has no answer for level 1, step anything else"));
        assertThat(sentences(with("dmn/approval.dmn", approval)))
                .anyMatch(sentence -> sentence.contains("has no answer for") && sentence.contains("statementKind"));
    }

    @Test
    void aRuleBehindOneThatTakesAllIsNamed() {
        String catchAll = text("dmn/compensation.dmn").replaceFirst("&gt; 24", "&gt; 3");

        assertThat(sentences(with("dmn/compensation.dmn", catchAll)))
                .anyMatch(sentence -> sentence.contains("row 3 can never be reached, since row 2 (Rule_Compensation_"));
    }

    @Test
    void aStepThatWasRenamedLosesNoDeadlineUnsaid() {
        String renamed = text("processes/review.bpmn").replace("User_HoldReview", "User_HoldTheReview");

        assertThat(sentences(with("processes/review.bpmn", renamed)))
                .anyMatch(sentence -> sentence.contains(
                        "asks for \"User_HoldReview\", which is never there. Write " + "\"User_HoldTheReview\""));
    }

    @Test
    void examplesBesideATableAreAnswered() {
        assertThat(CHECK.check(with("dmn/team.examples.yaml", """
                - {because: R42, given: {level: 3}, then: []}
                - {because: R43, decision: signatories, given: {level: 1},
                   then: [{group: publicRelations}, {group: technology}, {group: legal}]}
                - {because: R26, decision: department, given: {technical: true}, then: {department: technology}}
                """))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    - {because: R42, given: {level: 3}, then: [{role: leader}]} | example 1 "R42": expects [{role=leader}] for {level=3}, but team answers nothing
                    - {decision: department, given: {technical: true}, then: {department: legal}} | example 1: expects {department=legal} for {technical=true}, but department answers {department=technology}
                    - {decision: departments, given: {}, then: []} | asks the decision departments, which is not beside it
                    - {given: {}, expect: []} | has the part expect. Write because, given and then
                    - {given: {}} | does not say what is given and what is then answered
                    nothing: here | is no list of examples
                    """)
    void aWrongExampleIsNamed(String examples, String finding) {
        assertThat(sentences(with("dmn/team.examples.yaml", examples)))
                .singleElement()
                .asString()
                .startsWith("dmn/team.examples.yaml")
                .contains(finding);
    }

    @Test
    void examplesWithoutATableAreNamed() {
        assertThat(sentences(with("dmn/crew.examples.yaml", "[]")))
                .containsExactly(
                        "dmn/crew.examples.yaml: stands beside no table. Name it like the table's file, such as "
                                + "team.examples.yaml.");
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    dmn/crisis-level.dmn | https://www.omg.org/spec/DMN/20191111/MODEL/ | http://www.omg.org/spec/DMN/20180521/MODEL/ | is written in DMN 1.2
                    dmn/crisis-level.dmn | https://www.omg.org/spec/DMN/20191111/MODEL/ | http://www.omg.org/spec/DMN/20151101/dmn.xsd | is written in DMN 1.1
                    dmn/crisis-level.dmn | https://www.omg.org/spec/DMN/20191111/MODEL/ | https://www.omg.org/spec/DMN/20211108/MODEL/ | is written in DMN 1.4
                    dmn/crisis-level.dmn | https://www.omg.org/spec/DMN/20191111/MODEL/ | https://www.omg.org/spec/DMN/20230324/MODEL/ | is written in DMN 1.5
                    dmn/deadlines.dmn | id="deadlines-of-the-plan" | id="deadlines-of-the-plan" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" | was drawn for Camunda 8
                    processes/handle-technical.bpmn | modeler:executionPlatform="Camunda Platform" | modeler:executionPlatform="Camunda Cloud" | was drawn for Camunda 8
                    forms/isolate-fault.form | "Camunda Platform" | "Camunda Cloud" | was drawn for Camunda 8
                    """)
    void aFileInAnotherDialectIsOneFinding(String file, String whole, String other, String finding) {
        assertThat(sentences(changed(file, whole, other)))
                .singleElement()
                .asString()
                .startsWith(file)
                .contains(finding);
    }

    private static PlanBundle two(String file, String content, String other, String otherContent) {
        SortedMap<String, byte[]> files = new TreeMap<>(PLAN.files());
        files.put(file, content.getBytes(StandardCharsets.UTF_8));
        files.put(other, otherContent.getBytes(StandardCharsets.UTF_8));
        return new PlanBundle(files);
    }

    private static String withField(String form, String field) {
        return text("forms/" + form + ".form").replaceFirst("\"components\": \\[", field);
    }

    private static List<String> sentences(PlanBundle bundle) {
        return CHECK.check(bundle).stream().map(PlanCheckFinding::toString).toList();
    }
}
