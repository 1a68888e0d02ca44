package org.crisisplan.decision.feel;

import camundajar.impl.scala.Option;
import camundajar.impl.scala.Tuple2;
import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.feel.context.Context;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValContext;
import org.camunda.feel.syntaxtree.ValDate;
import org.camunda.feel.syntaxtree.ValDateTime;
import org.camunda.feel.syntaxtree.ValDayTimeDuration;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValLocalDateTime;
import org.camunda.feel.syntaxtree.ValLocalTime;
import org.camunda.feel.syntaxtree.ValNull$;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;
import org.camunda.feel.syntaxtree.ValTime;
import org.camunda.feel.syntaxtree.ValYearMonthDuration;
import org.camunda.feel.syntaxtree.ZonedTime;
import org.camunda.feel.valuemapper.ValueMapper;
import org.camunda.spin.json.SpinJsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What FEEL sees of Java and hands back to it: texts, numbers, booleans, dates and times, lists and contexts, JSON as those. Any other
 * object is refused, since the language would let its author reach whatever the object can reach.
 */
class FeelValues implements ValueMapper {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Val toVal(@Nullable Object value) {
        return toVal(value, 0);
    }

    private Val toVal(@Nullable Object value, int depth) {
        if (value == null) {
            return ValNull$.MODULE$;
        }
        if (depth > FeelSizes.DEEPEST) {
            throw new FeelRefused("is nested more than " + FeelSizes.DEEPEST + " times");
        }
        if (value instanceof Val known) {
            return known;
        }
        if (value instanceof String text) {
            return new ValString(text);
        }
        if (value instanceof Boolean truth) {
            return new ValBoolean(truth);
        }
        if (value instanceof Number || value instanceof camundajar.impl.scala.math.BigDecimal) {
            return number(value);
        }
        if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
            return collection(value, depth);
        }
        if (value instanceof TypedValue typed) {
            return toVal(typed.getValue(), depth + 1);
        }
        if (value instanceof SpinJsonNode || value instanceof JsonNode) {
            Object node = value instanceof SpinJsonNode spin ? spin.unwrap() : value;
            return toVal(JSON.convertValue(node, Object.class), depth + 1);
        }
        if (value.getClass().getName().startsWith("camundajar.impl.scala.")) {
            return ofTheLanguage(value, depth);
        }
        return time(value);
    }

    private static Val number(Object value) {
        if (value instanceof camundajar.impl.scala.math.BigDecimal own) {
            return new ValNumber(own);
        }
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? number(new BigDecimal(Double.toString(number))) : ValNull$.MODULE$;
        }
        if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
            return number(BigDecimal.valueOf(((Number) value).longValue()));
        }
        if (value.getClass() == BigInteger.class) {
            return number(new BigDecimal((BigInteger) value));
        }
        if (value.getClass() == BigDecimal.class) {
            return number((BigDecimal) value);
        }
        throw refusal(value);
    }

    private static Val number(BigDecimal number) {
        return new ValNumber(camundajar.impl.scala.math.BigDecimal.javaBigDecimal2bigDecimal(number));
    }

    private Val collection(Object value, int depth) {
        int size = value instanceof Map<?, ?> map ? map.size() : ((Collection<?>) value).size();
        if (size > FeelSizes.LONGEST_LIST) {
            throw new FeelRefused("holds more than " + FeelSizes.LONGEST_LIST + " values");
        }
        if (value instanceof Collection<?> list) {
            List<Val> values = new ArrayList<>();
            list.forEach(element -> values.add(toVal(element, depth + 1)));
            return new ValList(CollectionConverters.asScala(values).toList());
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((name, entry) -> {
            if (!(name instanceof String text)) {
                throw new FeelRefused("has entries whose names are no texts");
            }
            entries.put(text, toVal(entry, depth + 1));
        });
        return context(entries);
    }

    private static Val context(Map<String, Object> entries) {
        List<Tuple2<String, Object>> pairs = new ArrayList<>();
        entries.forEach((name, value) -> pairs.add(new Tuple2<>(name, value)));
        return new ValContext(new Context.StaticContext(
                camundajar.impl.scala.collection.immutable.Map$.MODULE$.from(CollectionConverters.asScala(pairs)),
                camundajar.impl.scala.collection.immutable.Map$.MODULE$.empty()));
    }

    /** What the language's own functions hand on among themselves. */
    private Val ofTheLanguage(Object value, int depth) {
        if (value instanceof Option<?> option) {
            return toVal(option.isDefined() ? option.get() : null, depth + 1);
        }
        if (value instanceof camundajar.impl.scala.collection.immutable.List<?> list) {
            return toVal(CollectionConverters.asJava(list), depth);
        }
        if (value instanceof camundajar.impl.scala.collection.immutable.Map<?, ?> map) {
            return toVal(CollectionConverters.asJava(map), depth);
        }
        throw refusal(value);
    }

    private static Val time(Object value) {
        if (value instanceof LocalDate date) {
            return new ValDate(date);
        } else if (value instanceof LocalTime time) {
            return new ValLocalTime(time);
        } else if (value instanceof ZonedTime time) {
            return new ValTime(time);
        } else if (value instanceof OffsetTime time) {
            return new ValTime(ZonedTime.of(time));
        } else if (value instanceof LocalDateTime moment) {
            return new ValLocalDateTime(moment);
        } else if (value instanceof ZonedDateTime moment) {
            return new ValDateTime(moment);
        } else if (value instanceof OffsetDateTime moment) {
            return new ValDateTime(moment.toZonedDateTime());
        } else if (value instanceof Instant moment) {
            return new ValDateTime(moment.atZone(ZoneOffset.UTC));
        } else if (value.getClass() == Date.class || value.getClass() == java.sql.Timestamp.class) {
            return new ValLocalDateTime(
                    LocalDateTime.ofInstant(Instant.ofEpochMilli(((Date) value).getTime()), ZoneId.systemDefault()));
        } else if (value instanceof Period duration) {
            return new ValYearMonthDuration(duration);
        } else if (value instanceof Duration duration) {
            return new ValDayTimeDuration(duration);
        }
        throw refusal(value);
    }

    private static FeelRefused refusal(Object value) {
        return new FeelRefused(
                "is of the type " + value.getClass().getSimpleName()
                        + ", which no expression can read: they see texts, numbers, booleans, dates and times, lists and contexts");
    }

    @Override
    public @Nullable Object unpackVal(Val value) {
        if (value == ValNull$.MODULE$) {
            return null;
        } else if (value instanceof ValBoolean truth) {
            return truth.value();
        } else if (value instanceof ValString text) {
            return text.value();
        } else if (value instanceof ValNumber number) {
            boolean whole = number.value().isWhole() && number.value().isValidLong();
            return whole
                    ? (Object) number.value().longValue()
                    : (Object) number.value().doubleValue();
        } else if (value instanceof ValList list) {
            List<@Nullable Object> plain = new ArrayList<>();
            CollectionConverters.asJava(list.items()).forEach(element -> plain.add(unpackVal(element)));
            return plain;
        } else if (value instanceof ValContext context) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            CollectionConverters.asJava(context.context().variableProvider().getVariables())
                    .forEach((name, entry) -> plain.put(name, unpackVal(toVal(entry))));
            return plain;
        }
        return unpackTime(value);
    }

    private static Object unpackTime(Val value) {
        if (value instanceof ValDate date) {
            return date.value();
        } else if (value instanceof ValLocalTime time) {
            return time.value();
        } else if (value instanceof ValTime time) {
            return time.value().toOffsetTime();
        } else if (value instanceof ValLocalDateTime moment) {
            return moment.value();
        } else if (value instanceof ValDateTime moment) {
            return moment.value();
        } else if (value instanceof ValYearMonthDuration duration) {
            return duration.value();
        } else if (value instanceof ValDayTimeDuration duration) {
            return duration.value();
        }
        throw new FeelRefused("gives " + value + ", which is no value");
    }
}
