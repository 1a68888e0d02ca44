package org.crisisplan.audit.report.difference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.crisisplan.audit.report.difference.Difference.Value;
import org.junit.jupiter.api.Test;

/** What an auditor reads of a change that an analyst made to a file of the plan. */
class PlanDifferenceTest {

    @Test
    void ofATableTheCellOfTheRuleIsNamedWithItsColumnAndClause() throws IOException {
        FileDifference file = changed("dmn/crisis-level.dmn", "&gt; 10000<", "&gt; 5000<");

        assertThat(file.change()).isEqualTo("changed");
        assertThat(file.differences()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.change()).isEqualTo("changed");
            assertThat(one.type()).isEqualTo("rule");
            assertThat(one.clause()).matches("R2\\d");
            assertThat(one.values()).hasSize(1);
        });
        assertThat(file.differences().get(0).values().get(0).before()).isEqualTo("> 10000");
        assertThat(file.differences().get(0).values().get(0).after()).isEqualTo("> 5000");
        assertThat(file.differences().get(0).values().get(0).name()).contains("泄露人数");
    }

    @Test
    void aRuleThatIsGoneIsNamedWithWhatItSaidAndOthersAreNot() throws IOException {
        String table = Files.readString(Path.of("dmn/deadlines.dmn"));
        String id = "Rule_Deadlines_Acknowledge";
        int from = table.indexOf("<rule id=\"" + id + "\"");
        int to = table.indexOf("</rule>", from) + "</rule>".length();

        FileDifference file = changed("dmn/deadlines.dmn", table, table.substring(0, from) + table.substring(to));

        assertThat(file.differences()).singleElement().satisfies(one -> {
            assertThat(one.change()).isEqualTo("removed");
            assertThat(one.id()).isEqualTo(id);
            assertThat(one.values()).extracting(Value::before).contains("\"PT15M\"");
            assertThat(one.values()).extracting(Value::after).containsOnlyNulls();
        });
    }

    @Test
    void rulesInAnotherOrderAreAnotherTable() throws IOException {
        String table = Files.readString(Path.of("dmn/deadlines.dmn"));
        String first = rule(table, 0);
        String second = rule(table, table.indexOf(first) + first.length());

        FileDifference file = changed(
                "dmn/deadlines.dmn",
                table,
                table.replace(first, "@").replace(second, first).replace("@", second));

        assertThat(file.differences()).singleElement().satisfies(one -> {
            assertThat(one.change()).isEqualTo("moved");
            assertThat(one.type()).isEqualTo("rules");
        });
    }

    private static String rule(String table, int after) {
        int from = table.indexOf("<rule ", after);
        return table.substring(from, table.indexOf("</rule>", from) + "</rule>".length());
    }

    @Test
    void ofADiagramElementsAreNamedByIdWithClauseAndWhatIsAnotherNow() throws IOException {
        String diagram = Files.readString(Path.of("processes/crisis-response.bpmn"));
        String changed = diagram.replaceFirst("name=\"Verify the report [^\"]*\"", "name=\"Look at the report 查看上报\"");
        assertThat(changed).isNotEqualTo(diagram);

        FileDifference file = changed("processes/crisis-response.bpmn", diagram, changed);

        assertThat(file.differences()).singleElement().satisfies(one -> {
            assertThat(one.type()).isEqualTo("userTask");
            assertThat(one.id()).isEqualTo("User_VerifyReport");
            assertThat(one.name()).isEqualTo("Look at the report 查看上报");
            assertThat(one.clause()).startsWith("R");
            assertThat(one.values()).singleElement().satisfies(value -> {
                assertThat(value.name()).isEqualTo("name");
                assertThat(value.before()).startsWith("Verify the report");
                assertThat(value.after()).startsWith("Look at the report");
            });
        });
    }

    @Test
    void whereSomethingIsDrawnIsNoDifferenceOfWhatItSays() throws IOException {
        String diagram = Files.readString(Path.of("processes/review.bpmn"));

        FileDifference file = changed("processes/review.bpmn", diagram, diagram.replaceFirst("x=\"\\d+\"", "x=\"7\""));

        assertThat(file.differences()).isEmpty();
        assertThat(file.unreadable()).isEmpty();
    }

    @Test
    void aTimerOfAnEventAndAConditionOfAFlowAreSaidWithTheirElement() throws IOException {
        FileDifference flow = changed(
                "processes/review.bpmn",
                "<bpmn:conditionExpression",
                "<bpmn:documentation>why</bpmn:documentation><bpmn:conditionExpression");

        assertThat(flow.differences()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.type()).isEqualTo("sequenceFlow");
            assertThat(one.values())
                    .extracting(Value::name, Value::after)
                    .contains(org.assertj.core.groups.Tuple.tuple("documentation", "why"));
        });
    }

    @Test
    void ofAFormFieldsAreNamedWhereverTheyStandInIt() throws IOException {
        FileDifference file = changed(
                "forms/hold-review.form", "\"label\": \"Cause of the fault 故障原因\"", "\"label\": \"Why it broke 原因\"");

        assertThat(file.differences()).singleElement().satisfies(one -> {
            assertThat(one.type()).isEqualTo("textarea");
            assertThat(one.id()).isEqualTo("Field_faultCause");
            assertThat(one.values()).containsExactly(new Value("label", "Cause of the fault 故障原因", "Why it broke 原因"));
        });
    }

    @Test
    void textsAreComparedLineByLine() {
        List<Difference> differences = PlanDifference.between(
                        Map.of("texts/a.zh.txt", "一\n二\n三\n四\n".getBytes(UTF_8)),
                        Map.of("texts/a.zh.txt", "一\n二二\n三\n四\n五\n".getBytes(UTF_8)))
                .get(0)
                .differences();

        assertThat(differences).extracting(Difference::change).containsExactly("changed", "added");
        assertThat(differences.get(0).values()).containsExactly(new Value("text", "二", "二二"));
        assertThat(differences.get(1).values()).containsExactly(new Value("text", null, "五"));
    }

    @Test
    void filesOfOneVersionOnlyAreNewOrGoneWithAllThatTheyHold() throws IOException {
        byte[] form = Files.readAllBytes(Path.of("forms/hold-review.form"));

        List<FileDifference> differences =
                PlanDifference.between(Map.of("forms/a.form", form), Map.of("forms/b.form", form));

        assertThat(differences).extracting(FileDifference::change).containsExactly("removed", "added");
        assertThat(differences.get(1).differences()).extracting(Difference::id).contains("Field_faultCause");
    }

    @Test
    void whatCannotBeReadIsSaidAndDoesNotHideTheOthers() throws IOException {
        byte[] form = Files.readAllBytes(Path.of("forms/hold-review.form"));

        List<FileDifference> differences =
                PlanDifference.between(Map.of("dmn/broken.dmn", "<x>".getBytes(UTF_8)), Map.of("forms/b.form", form));

        assertThat(differences.get(0).unreadable()).isNotEmpty();
        assertThat(differences.get(1).differences()).isNotEmpty();
    }

    private static FileDifference changed(String file, String what, String by) throws IOException {
        String before = Files.readString(Path.of(file));
        String after = before.equals(what) ? by : before.replace(what, by);
        assertThat(after).isNotEqualTo(before);
        List<FileDifference> differences =
                PlanDifference.between(Map.of(file, before.getBytes(UTF_8)), Map.of(file, after.getBytes(UTF_8)));
        assertThat(differences).hasSize(1);
        return differences.get(0);
    }
}
