package org.crisisplan.engine.expression;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The functions of a diagram's expressions. JSON is made of values only: of an object it would call every method that gets something. */
public final class OfferedFunctions {

    /** Those of the engine, and {@code S} and {@code JSON} of its own. */
    public static final Set<String> NAMES = Set.of("now", "dateTime", "currentUser", "currentUserGroups", "S", "JSON");

    private static final Map<String, Method> OWN = Map.of("S", own(), "JSON", own());

    private OfferedFunctions() {}

    static @Nullable Method function(String name, Map<String, Method> ofTheEngine) {
        if (!NAMES.contains(name)) {
            throw new ExpressionRefused(
                    "An expression uses the function " + name + "(), which models are not offered.");
        }
        Method own = OWN.get(name);
        return own == null ? ofTheEngine.get(name) : own;
    }

    private static Method own() {
        return ClassUtils.getMethod(OfferedFunctions.class, "json", Object.class);
    }

    /** Called by expressions. */
    public static SpinJsonNode json(Object value) {
        PlainValues.fault(value).ifPresent(fault -> {
            throw new ExpressionRefused("An expression makes JSON of what " + fault + ".");
        });
        return Spin.JSON(value);
    }
}
