package org.crisisplan.engine.expression;

import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Stands before every command that brings variables along - start, complete, set, correlate, evaluate - and refuses what is no value.
 * Commands keep their variables in fields and hand them out to nobody, so the fields are read; those of their builders count as theirs.
 */
class ValuesOnly extends CommandInterceptor {

    private static final String OF_THE_ENGINE = "org.camunda.bpm.engine.impl.";
    private static final Pattern VARIABLES =
            Pattern.compile(".*[vV]ariables?(Local|ToTriggeredScope)?|modifications|properties|.*[cC]orrelation.*Keys");

    @Override
    public <T> T execute(Command<T> command) {
        if (command.getClass().getName().startsWith(OF_THE_ENGINE)) {
            check(command);
        }
        return next.execute(command);
    }

    private static void check(Object owner) {
        ReflectionUtils.doWithFields(
                owner.getClass(),
                field -> {
                    ReflectionUtils.makeAccessible(field);
                    Object value = field.get(owner);
                    if (value instanceof Map<?, ?> map
                            && VARIABLES.matcher(field.getName()).matches()) {
                        map.keySet().forEach(name -> check(map, String.valueOf(name)));
                    } else if (isPartOfTheCommand(value)) {
                        check(value);
                    }
                },
                field -> !Modifier.isStatic(field.getModifiers())
                        && !field.isSynthetic()
                        && (Map.class.isAssignableFrom(field.getType())
                                || field.getType().getName().startsWith("org.camunda.bpm.engine.")));
    }

    private static boolean isPartOfTheCommand(@Nullable Object value) {
        return value != null
                && value.getClass().getName().startsWith(OF_THE_ENGINE)
                && value.getClass().getSimpleName().contains("Builder");
    }

    private static void check(Map<?, ?> variables, String name) {
        PlainValues.require(
                name, variables instanceof VariableMap known ? known.getValueTyped(name) : variables.get(name));
    }
}
