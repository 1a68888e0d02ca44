package org.crisisplan.engine.fence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * What a command of the engine was told to do. Commands keep that in fields and hand it out to nobody, so the fields are read; those of
 * the builders they were made with count as theirs.
 */
final class CommandFields {

    /** Of no interest to a reader of the log, or a secret. */
    private static final Set<String> LEFT_OUT = Set.of(
            "commandContext", "commandExecutor", "serialVersionUID", "LOG", "password", "newPassword", "salt", "work");

    private static final String OF_THE_ENGINE = "org.camunda.bpm.engine.impl.";

    private final Map<String, Object> values = new LinkedHashMap<>();

    CommandFields(Object command) {
        collect(command);
    }

    private void collect(Object owner) {
        ReflectionUtils.doWithFields(owner.getClass(), field -> {
            if (LEFT_OUT.contains(field.getName()) || field.isSynthetic()) {
                return;
            }
            ReflectionUtils.makeAccessible(field);
            Object value = field.get(owner);
            if (value == null || value.equals(false)) {
                return;
            }
            if (isBuilder(value)) {
                collect(value);
            } else {
                values.putIfAbsent(field.getName(), value);
            }
        });
    }

    private static boolean isBuilder(Object value) {
        return value.getClass().getName().startsWith(OF_THE_ENGINE)
                && value.getClass().getSimpleName().contains("Builder");
    }

    Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Collection<Object> values() {
        return values.values();
    }

    Optional<String> text(String name) {
        return value(name).filter(String.class::isInstance).map(String.class::cast);
    }

    List<String> texts(String name) {
        return value(name)
                .filter(Collection.class::isInstance)
                .map(list ->
                        ((Collection<?>) list).stream().map(String::valueOf).toList())
                .orElse(List.of());
    }

    /** The names of the variables it sets or removes. */
    List<String> variableNames() {
        List<String> names = new ArrayList<>(texts("variableNames"));
        names.addAll(texts("deletions"));
        value("variables")
                .filter(Map.class::isInstance)
                .ifPresent(map -> ((Map<?, ?>) map).keySet().forEach(name -> names.add(String.valueOf(name))));
        return names;
    }

    /** Everything in one line, such as {@code entityId=..., variables={level=1}}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(field -> Optional.ofNullable(shown(field.getValue()))
                        .map(value -> field.getKey() + "=" + value)
                        .orElse(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String shown(@Nullable Object value) {
        if (value instanceof User user) {
            return InterventionTarget.said(user);
        }
        if (value instanceof Group group) {
            return group.getId() + " (" + group.getName() + ")";
        }
        if (value instanceof Authorization right) {
            return InterventionTarget.said(right);
        }
        if (value instanceof TypedValue typed) {
            return shown(typed.getValue());
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Collection<?> list) {
            return list.stream()
                    .map(CommandFields::shown)
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value == null
                || value instanceof CharSequence
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Date
                || value instanceof Enum<?>) {
            return String.valueOf(value);
        }
        boolean instruction = value.getClass().getName().startsWith(OF_THE_ENGINE + "cmd.");
        return instruction
                ? value.getClass().getSimpleName() + "(" + new CommandFields(value) + ")"
                : value.getClass().getSimpleName();
    }
}
