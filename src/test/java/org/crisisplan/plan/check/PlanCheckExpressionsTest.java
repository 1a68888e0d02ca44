package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a diagram's expression may say, and what not. */
class PlanCheckExpressionsTest {

    private final PlanCheckExpressions expressions = new PlanCheckExpressions(
            new PlanCheckVocabulary(Map.of("siren", Siren.class), Set.of(), Set.of(), Set.of()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${siren}",
                "${siren.sounds(execution, 'twice')}",
                "#{execution.processBusinessKey}",
                "${execution.setVariable('statementRequested', false)}",
                "${execution.getVariable('crisisOver') == true}",
                "${decisionResult.singleResult.strategy}",
                "${decisionResult.getSingleResult().strategy}",
                "${actionItems.elements()}",
                "${actionItem.prop('due').stringValue()}",
                "${S(team).elements()}",
                "${technical ? 'technology' : 'contentReview'}",
                "${level <= 2 and not empty title}",
                "${channels.contains('web')}",
                "Hello ${title}"
            })
    void whatADiagramMaySay(String expression) {
        assertThat(expressions.read(expression).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${''.getClass()}",
                "${title.getClass().forName('java.lang.Runtime')}",
                "${title.class}",
                "${title['class']}",
                "${title['getClass']()}",
                "${siren.getClass()}",
                "${siren.class.classLoader}",
                "${siren.sounds(execution)}",
                "${siren.prop('x')}",
                "${execution.processEngine}",
                "${execution.getProcessEngineServices()}",
                "${execution.prop('x')}",
                "${execution['processEngineServices'].repositoryService}",
                "${task.execution.processEngine}",
                "${actionItem.prop('x').getClass()}",
                "${decisionResult.getSingleResult().getClass()}",
                "${[1].stream()}",
                "${XML('<a/>')}",
                "${a",
                "${siren.sounds(''.getClass(), 'x')}",
                "${flag ? title.getClass() : 1}"
            })
    void whatItMayNot(String expression) {
        assertThat(expressions.read(expression).faults()).isNotEmpty();
    }

    @Test
    void theNamesItUsesAreKnown() {
        assertThat(expressions
                        .read("${siren.sounds(execution, level) || title == 'x'}")
                        .names())
                .containsExactlyInAnyOrder("siren", "execution", "level", "title");
    }

    /** A bean that models are offered. */
    public static class Siren {

        public void sounds(Object execution, String howOften) {
            assertThat(execution).as(howOften).isNotNull();
        }
    }
}
