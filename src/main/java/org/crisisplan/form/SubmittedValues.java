package org.crisisplan.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.SpinValues;
import org.camunda.spin.plugin.variable.value.JsonValue;
import org.crisisplan.engine.expression.PlainValues;
import org.jspecify.annotations.Nullable;

/** Variables as the engine keeps them, read as JSON and back: the language that forms are written in. */
final class SubmittedValues {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SubmittedValues() {}

    static Map<String, JsonNode> read(@Nullable Map<String, Object> variables) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        if (variables != null) {
            VariableMap typed = Variables.fromMap(variables);
            typed.keySet().forEach(name -> {
                PlainValues.require(name, typed.getValueTyped(name));
                values.put(name, json(typed.getValueTyped(name)));
            });
        }
        return values;
    }

    /** For expressions: numbers, texts, lists and maps. What is none of them (a file) is left out. */
    static Map<String, Object> forExpressions(VariableMap variables) {
        Map<String, Object> values = new HashMap<>();
        variables.keySet().stream()
                .filter(name -> PlainValues.fault(variables.getValueTyped(name)).isEmpty())
                .filter(name ->
                        !(variables.getValueTyped(name) instanceof SerializableValue kept) || kept instanceof JsonValue)
                .forEach(
                        name -> values.put(name, JSON.convertValue(json(variables.getValueTyped(name)), Object.class)));
        return values;
    }

    /** Lists and groups become JSON; everything else keeps the type it was sent with. */
    static Object write(JsonNode value) {
        return value.isContainerNode()
                ? SpinValues.jsonValue(value.toString()).create()
                : JSON.convertValue(value, Object.class);
    }

    /** With the type that clients read. */
    static Object typed(Object value) {
        return value instanceof String text
                ? Variables.stringValue(text)
                : value instanceof Boolean yes
                        ? Variables.booleanValue(yes)
                        : value instanceof Integer number
                                ? Variables.integerValue(number)
                                : value instanceof Long number
                                        ? Variables.longValue(number)
                                        : value instanceof Double number
                                                ? Variables.doubleValue(number)
                                                : value instanceof Iterable<?> || value instanceof Map<?, ?>
                                                        ? write(JSON.valueToTree(value))
                                                        : value;
    }

    private static JsonNode json(TypedValue value) {
        if (value instanceof JsonValue json) {
            return parse(json.getValueSerialized() == null ? "null" : json.getValueSerialized());
        }
        if (value instanceof SerializableValue object && !object.isDeserialized()) {
            return JSON.missingNode();
        }
        return JSON.valueToTree(value.getValue());
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            return JSON.missingNode();
        }
    }
}
