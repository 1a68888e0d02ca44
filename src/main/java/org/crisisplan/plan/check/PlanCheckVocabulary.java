package org.crisisplan.plan.check;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.crisisplan.contact.check.ContactChecks;
import org.crisisplan.crisis.CrisisResponse;
import org.crisisplan.crisis.Variables;
import org.crisisplan.department.Group;
import org.crisisplan.engine.InPlan;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The words a model may use because the product knows them.
 *
 * @param beans the beans offered to models, by name
 * @param groups the departments and other groups that tasks may be given to
 * @param messages what the product tells a running crisis
 * @param variables what the product itself writes, besides what forms and tables write
 */
record PlanCheckVocabulary(
        Map<String, Class<?>> beans, Set<String> groups, Set<String> messages, Set<String> variables) {

    static PlanCheckVocabulary of(ApplicationContext context) {
        Map<String, Class<?>> beans = new TreeMap<>();
        for (String name : context.getBeanNamesForAnnotation(InPlan.class)) {
            Class<?> type = context.getType(name);
            if (type != null) {
                beans.put(name, ClassUtils.getUserClass(type));
            }
        }
        return with(beans);
    }

    /** Without a started product: what its class path offers. */
    static PlanCheckVocabulary ofTheProduct() {
        var scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(InPlan.class));
        Map<String, Class<?>> beans = new TreeMap<>();
        scan.findCandidateComponents("org.crisisplan").forEach(found -> {
            Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
            beans.put(type.getAnnotation(InPlan.class).value(), type);
        });
        return with(beans);
    }

    static PlanCheckVocabulary with(Map<String, Class<?>> beans) {
        return new PlanCheckVocabulary(
                beans,
                new TreeSet<>(Group.teamIds()),
                Set.of(
                        CrisisResponse.FACTS_REPORTED,
                        CrisisResponse.CHANNEL_ANSWERED,
                        CrisisResponse.COMPENSATION_SETTLED,
                        CrisisResponse.DRILL_BROKEN_OFF,
                        ContactChecks.ANSWERED,
                        ContactChecks.UNDELIVERED,
                        CrisisResponse.IMPROVEMENT_PROVED,
                        CrisisResponse.DUTY_DROPPED,
                        CrisisResponse.DUTIES_SETTLED,
                        CrisisResponse.SURVEY_CLOSED),
                writtenByTheProduct());
    }

    private static Set<String> writtenByTheProduct() {
        Set<String> names = new TreeSet<>();
        try {
            for (Field constant : Variables.class.getDeclaredFields()) {
                if (constant.getType() == String.class) {
                    names.add((String) constant.get(null));
                }
            }
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException("A name in Variables is hidden from the check of the plan", hidden);
        }
        return names;
    }

    String beanNames() {
        return String.join(", ", new TreeSet<>(beans.keySet()));
    }

    boolean offers(String bean, String method, int parameters) {
        return methods(bean)
                .anyMatch(offered -> offered.getName().equals(method)
                        && (offered.getParameterCount() == parameters || offered.isVarArgs()));
    }

    String offeredBy(String bean) {
        return methods(bean).map(Method::getName).distinct().sorted().collect(Collectors.joining(", "));
    }

    /** What a delegate expression must give: something that can be run at that place. */
    boolean isDelegate(String bean) {
        return isA(bean, JavaDelegate.class);
    }

    boolean isTaskListener(String bean) {
        return isA(bean, TaskListener.class);
    }

    boolean isExecutionListener(String bean) {
        return isA(bean, ExecutionListener.class) || isA(bean, JavaDelegate.class);
    }

    private boolean isA(String bean, Class<?> kind) {
        return beans.containsKey(bean) && kind.isAssignableFrom(beans.get(bean));
    }

    private Stream<Method> methods(String bean) {
        return Stream.ofNullable(beans.get(bean))
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.getDeclaringClass() != Object.class);
    }
}
