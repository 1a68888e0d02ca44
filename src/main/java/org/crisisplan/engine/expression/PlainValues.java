package org.crisisplan.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.chrono.ChronoLocalDate;
import java.time.chrono.ChronoLocalDateTime;
import java.time.chrono.ChronoZonedDateTime;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.variable.value.BytesValue;
import org.camunda.bpm.engine.variable.value.FileValue;
import org.camunda.bpm.engine.variable.value.SerializableValue;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;

/** What a variable of a process may hold: texts, numbers, booleans, dates and times, lists and maps of those, JSON. */
public final class PlainValues {

    private static final int DEEPEST = 50;

    private static final Set<Class<?>> NUMBERS = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class);

    private PlainValues() {}

    /** What the value is instead, as in "is a file"; nothing where it is plain. */
    public static Optional<String> fault(@Nullable Object value) {
        return fault(value, 0);
    }

    /** @throws BadUserRequestException with a sentence that names the variable, when its value is none */
    public static void require(String name, @Nullable Object value) {
        fault(value).ifPresent(fault -> {
            throw new BadUserRequestException(
                    "The variable '" + name + "' " + fault
                            + ". Variables here are texts, numbers, booleans, dates, lists, maps or JSON. Nothing was changed.");
        });
    }

    private static Optional<String> fault(@Nullable Object value, int depth) {
        if (value == null || isScalar(value)) {
            return Optional.empty();
        }
        if (depth > DEEPEST) {
            return Optional.of("is nested more than " + DEEPEST + " times");
        }
        if (value instanceof TypedValue typed) {
            return typed(typed, depth);
        }
        if (value instanceof Collection<?> list) {
            return list.stream()
                    .flatMap(element -> fault(element, depth + 1).stream())
                    .findFirst();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .flatMap(entry -> (entry.getKey() instanceof String
                                    ? fault(entry.getValue(), depth + 1)
                                    : Optional.of("has entries whose names are no texts"))
                            .stream())
                    .findFirst();
        }
        return Optional.of("is of the type " + value.getClass().getSimpleName());
    }

    private static Optional<String> typed(TypedValue typed, int depth) {
        if (typed instanceof FileValue) {
            return Optional.of("is a file");
        }
        if (typed instanceof BytesValue) {
            return Optional.of("is made of bytes");
        }
        if (typed instanceof SerializableValue serialized && !serialized.isDeserialized()) {
            boolean json = "json".equals(serialized.getType().getName());
            return json ? Optional.empty() : Optional.of("is a serialized object");
        }
        return fault(typed.getValue(), depth + 1);
    }

    /** One value that holds no others; the exact types count, since a subclass may do anything. */
    static boolean isScalar(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || NUMBERS.contains(value.getClass())
                || value.getClass() == Date.class
                || value.getClass() == java.sql.Timestamp.class
                || value instanceof SpinJsonNode
                || value instanceof JsonNode
                || isTime(value);
    }

    private static boolean isTime(Object value) {
        return value instanceof Instant
                || value instanceof LocalTime
                || value instanceof OffsetTime
                || value instanceof OffsetDateTime
                || value instanceof ChronoLocalDate
                || value instanceof ChronoLocalDateTime<?>
                || value instanceof ChronoZonedDateTime<?>
                || value instanceof ZoneId
                || value instanceof Duration
                || value instanceof Period;
    }
}
