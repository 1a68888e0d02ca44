package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What models are offered, they use: a bean that no diagram calls is a step that never happens. */
class BeansOfThePlanTest {

    private static final String DIAGRAMS = PlanBundle.readFrom("classpath*:").files().entrySet().stream()
            .filter(file -> file.getKey().endsWith(".bpmn"))
            .map(file -> new String(file.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining());

    /** Every user task has these without its diagram saying so. */
    private static final Set<String> BY_DEFAULT = Set.of("announceTask", "remindOfTask", "escalateTask");

    @ParameterizedTest
    @MethodSource("beans")
    void everyBeanIsCalledByADiagram(String bean) {
        assertThat(DIAGRAMS).containsPattern("[$#]\\{[^}]*\\b" + bean + "\\b");
    }

    static Iterable<String> beans() {
        return PlanCheckTest.beansOfTheProduct().entrySet().stream()
                .filter(bean -> !BY_DEFAULT.contains(bean.getKey()))
                // what is kept for diagrams that were drawn before
                .filter(bean -> !bean.getValue().isAnnotationPresent(Deprecated.class))
                .map(Map.Entry::getKey)
                .toList();
    }
}
