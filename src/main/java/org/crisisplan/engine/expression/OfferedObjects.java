package org.crisisplan.engine.expression;

import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.spin.json.SpinJsonNode;
import org.crisisplan.engine.InPlan;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Which properties and methods a diagram's expression may use, by what they belong to. What is not in these lists is refused, whatever
 * it is: the check of the plan says so early, the engine sees to it.
 */
public final class OfferedObjects {

    /** Asked of the running step. */
    public static final Set<String> OF_STEP = Set.of(
            "id",
            "name",
            "processBusinessKey",
            "businessKey",
            "processInstanceId",
            "processDefinitionId",
            "currentActivityId",
            "taskDefinitionKey",
            "dueDate",
            "assignee");

    /** Methods of the running step. */
    public static final Set<String> METHODS_OF_STEP = Set.of(
            "getVariable",
            "hasVariable",
            "setVariable",
            "getProcessBusinessKey",
            "getBusinessKey",
            "getProcessInstanceId");

    public static final Set<String> METHODS_OF_VALUES =
            Set.of("contains", "size", "isEmpty", "equals", "startsWith", "endsWith", "length");

    /** Reading a JSON variable. */
    public static final Set<String> METHODS_OF_JSON = Set.of(
            "prop", "hasProp", "elements", "stringValue", "numberValue", "boolValue", "isNull", "isArray", "value");

    public static final Set<String> METHODS_OF_DECISION =
            Set.of("getSingleResult", "getFirstResult", "getSingleEntry", "collectEntries");

    private static final Set<String> OF_DECISION =
            Set.of("singleResult", "firstResult", "singleEntry", "resultList", "size", "empty");

    private static final Set<String> MOVES_OF_TIME = Set.of(
            "plusYears",
            "plusMonths",
            "plusWeeks",
            "plusDays",
            "plusHours",
            "plusMinutes",
            "plusSeconds",
            "minusYears",
            "minusMonths",
            "minusWeeks",
            "minusDays",
            "minusHours",
            "minusMinutes",
            "minusSeconds",
            "toDate");

    private OfferedObjects() {}

    /** Whether the bean is one that models are offered. */
    static boolean isOffered(Object bean) {
        return AnnotatedElementUtils.hasAnnotation(ClassUtils.getUserClass(bean), InPlan.class);
    }

    static boolean offersProperty(Object base, String property) {
        if (base instanceof VariableScope) {
            return OF_STEP.contains(property);
        }
        return base instanceof DmnDecisionResult && OF_DECISION.contains(property)
                || base instanceof Date && property.equals("time");
    }

    static boolean offersMethod(Object base, String method, int parameters) {
        if (base instanceof VariableScope) {
            return METHODS_OF_STEP.contains(method);
        } else if (base instanceof SpinJsonNode) {
            // with a second value prop() would write
            return METHODS_OF_JSON.contains(method) && parameters <= 1;
        } else if (base instanceof DmnDecisionResult) {
            return METHODS_OF_DECISION.contains(method) || METHODS_OF_VALUES.contains(method);
        } else if (base instanceof String || base instanceof Collection<?> || base instanceof Map<?, ?>) {
            return METHODS_OF_VALUES.contains(method);
        } else if (isTime(base)) {
            return MOVES_OF_TIME.contains(method) || method.equals("equals");
        }
        return isOffered(base) ? ofBean(base, method) : PlainValues.isScalar(base) && method.equals("equals");
    }

    /** What {@code now()} and {@code dateTime()} give. */
    private static boolean isTime(Object base) {
        String type = base.getClass().getName();
        return type.startsWith("java.time.") || type.startsWith("org.joda.time.");
    }

    /** Its own methods, none that every object or every proxy has. */
    private static boolean ofBean(Object bean, String method) {
        return Arrays.stream(ClassUtils.getUserClass(bean).getMethods())
                .filter(offered -> offered.getDeclaringClass() != Object.class)
                .anyMatch(offered -> offered.getName().equals(method));
    }

    /** Why the value may not be handed to a function or written as a variable, if it may not. */
    static Optional<String> faultOfArgument(Object base, String method, Object[] arguments) {
        boolean writes = base instanceof VariableScope && method.equals("setVariable");
        return writes
                ? Arrays.stream(arguments)
                        .flatMap(argument -> PlainValues.fault(argument).stream())
                        .findFirst()
                : Optional.empty();
    }
}
