package org.crisisplan.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.crisisplan.plan.check.PlanBundle;
import org.junit.jupiter.api.Test;

/** The quick reading of a table's cells means what the full language means. */
class FastPathFeelEngineTest {

    private static final FeelEngine FULL = new ScalaFeelEngineFactory(List.of()).createInstance();

    private static final List<Object> VALUES = Arrays.asList(
            null,
            true,
            false,
            "",
            "a",
            "site",
            "null",
            "the website is down, 数据丢失",
            -1L,
            0L,
            0.0,
            0.05,
            0.0501,
            1L,
            2,
            3.0,
            3.01,
            7.0,
            20L,
            1000L,
            1001L,
            14.0);

    @Test
    void everyPlainCellOfThePlanMeansTheSame() {
        Set<String> cells = new TreeSet<>(List.of(
                "null, \"a\"",
                "1, 2 ,3.0",
                "<=0",
                ">   20",
                "not(\"a\", \"site\")",
                "true",
                "false",
                "contains(?, \"down\")",
                "\"a\",\"site\"",
                "-1",
                "[1..3]",
                "not(3)"));
        PlanBundle.readFrom("classpath*:").files().forEach((file, content) -> {
            if (file.endsWith(".dmn")) {
                Dmn.readModelFromStream(new ByteArrayInputStream(content))
                        .getModelElementsByType(InputEntry.class)
                        .forEach(cell ->
                                cells.add(cell.getText().getTextContent().strip()));
            }
        });
        cells.remove("");
        cells.remove("-");
        assertThat(cells).hasSizeGreaterThan(80);

        List<String> different = new ArrayList<>();
        var untouched = new NeverAsked();
        int quick = 0;
        for (String cell : cells) {
            for (Object value : VALUES) {
                VariableContext given = context(value);
                boolean expected = FULL.evaluateSimpleUnaryTests(cell, "cellInput", given);
                boolean actual = new FastPathFeelEngine(FULL).evaluateSimpleUnaryTests(cell, "cellInput", given);
                if (expected != actual) {
                    different.add(cell + " of " + value + " is " + expected);
                }
            }
            quick += untouched.isQuick(cell) ? 1 : 0;
        }
        assertThat(different).isEmpty();
        assertThat(quick).as("cells understood without the full language").isGreaterThan(cells.size() * 8 / 10);
    }

    @Test
    void namesAndTextsMeanTheSame() {
        for (String expression :
                List.of("\"raise\"", "cellInput", "nobody", "null", "true", "cellInput + 1", "{a: cellInput}")) {
            VariableContext given = context(7L);
            Object expected = FULL.evaluateSimpleExpression(expression, given);
            Object actual = new FastPathFeelEngine(FULL).evaluateSimpleExpression(expression, given);
            assertThat(String.valueOf(actual)).as(expression).isEqualTo(String.valueOf(expected));
        }
    }

    private static VariableContext context(Object value) {
        Map<String, Object> values = new HashMap<>();
        values.put("cellInput", value);
        return Variables.fromMap(values).asVariableContext();
    }

    /** Stands for the full language and tells when it is needed. */
    private static class NeverAsked implements FeelEngine {

        private boolean asked;

        boolean isQuick(String cell) {
            asked = false;
            new FastPathFeelEngine(this).evaluateSimpleUnaryTests(cell, "cellInput", context("a"));
            return !asked;
        }

        @Override
        public <T> T evaluateSimpleExpression(String expression, VariableContext context) {
            asked = true;
            return null;
        }

        @Override
        public boolean evaluateSimpleUnaryTests(String cell, String input, VariableContext context) {
            asked = true;
            return false;
        }
    }
}
