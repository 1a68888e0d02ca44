package org.crisisplan.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.crisisplan.decision.feel.TextPattern;
import org.jspecify.annotations.Nullable;

/** Whether an entered value is what its field promises. Answers with what would be allowed. */
public class FormFieldCheck {

    /** As much as a variable of the engine holds. */
    private static final int LONGEST_TEXT = 4000;

    /** Beyond this, a whole number is no longer exact on its way through a browser. */
    private static final BigDecimal LARGEST_NUMBER = new BigDecimal("1000000000000000");

    public static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}&&[^\\r\\n\\t]]|\\p{Cs}");
    private static final Pattern MAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
    private static final Pattern PHONE = Pattern.compile("[+0-9][-0-9 ()./]{2,29}");

    private final Clock clock;

    FormFieldCheck(Clock clock) {
        this.clock = clock;
    }

    /** Nothing was entered: no value, an empty text, an empty choice. An unticked box is an answer unless it must be ticked. */
    static boolean isEmpty(@Nullable JsonNode value) {
        return value == null
                || value.isNull()
                || value.isMissingNode()
                || value.isTextual() && value.asText().isBlank()
                || value.isArray() && value.isEmpty();
    }

    Optional<String> fault(FormField field, JsonNode value, Map<String, Object> known) {
        return switch (field.type()) {
            case "textfield", "textarea" -> text(field, value, known);
            case "number" -> number(field, value, known);
            case "checkbox" ->
                !value.isBoolean()
                        ? Optional.of("must be true or false")
                        : field.isRequired(known) && !value.asBoolean()
                                ? Optional.of("must be ticked")
                                : Optional.empty();
            case "radio", "select" -> choice(field, value, known);
            case "checklist", "taglist" -> choices(field, value, known);
            case "datetime" -> moment(field, value);
            default -> Optional.of("is of a kind that cannot be entered");
        };
    }

    private Optional<String> text(FormField field, JsonNode value, Map<String, Object> known) {
        if (!value.isTextual()) {
            return Optional.of("must be a text");
        }
        String text = value.asText();
        if (UNPRINTABLE.matcher(text).find()) {
            return Optional.of("must not contain control characters");
        }
        return first(
                longest(field, known) < text.length()
                        ? "must have at most " + longest(field, known) + " characters, has " + text.length()
                        : null,
                limit(field, "minLength", known)
                        .filter(least -> least.intValue() > text.length())
                        .map(least -> "must have at least " + least + " characters")
                        .orElse(null),
                field.limit("pattern").isTextual()
                                && !TextPattern.of(field.limit("pattern").asText(), "")
                                        .isIn(text)
                        ? "must match " + field.limit("pattern").asText()
                        : null,
                "email".equals(field.limit("validationType").asText())
                                && !MAIL.matcher(text).matches()
                        ? "must be a mail address"
                        : null,
                "phone".equals(field.limit("validationType").asText())
                                && !PHONE.matcher(text).matches()
                        ? "must be a phone number"
                        : null);
    }

    private static int longest(FormField field, Map<String, Object> known) {
        return limit(field, "maxLength", known).map(Number::intValue).orElse(LONGEST_TEXT);
    }

    private Optional<String> number(FormField field, JsonNode value, Map<String, Object> known) {
        if (field.json().path("serializeToString").asBoolean() && value.isTextual()) {
            return numberIn(value.asText())
                    .map(number -> range(field, number, known))
                    .orElseGet(() -> Optional.of("must be a number"));
        }
        if (!value.isNumber() || value.isFloatingPointNumber() && !Double.isFinite(value.asDouble())) {
            return Optional.of("must be a number");
        }
        return range(field, value.decimalValue(), known);
    }

    private static Optional<BigDecimal> numberIn(String text) {
        return text.matches("-?\\d{1,18}(\\.\\d{1,18})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static Optional<String> range(FormField field, BigDecimal number, Map<String, Object> known) {
        BigDecimal least = limit(field, "min", known).orElse(LARGEST_NUMBER.negate());
        BigDecimal most = limit(field, "max", known).orElse(LARGEST_NUMBER);
        var digits = field.json().path("decimalDigits");
        return first(
                number.compareTo(least) < 0 ? "must be at least " + least.toPlainString() : null,
                number.compareTo(most) > 0 ? "must be at most " + most.toPlainString() : null,
                digits.isNumber() && number.stripTrailingZeros().scale() > digits.asInt()
                        ? digits.asInt() == 0
                                ? "must be a whole number"
                                : "must have at most " + digits.asInt() + " decimal digits"
                        : null);
    }

    private static Optional<BigDecimal> limit(FormField field, String name, Map<String, Object> known) {
        return Optional.ofNullable(field.limit(name, known)).map(limit -> new BigDecimal(String.valueOf(limit)));
    }

    private Optional<String> choice(FormField field, JsonNode value, Map<String, Object> known) {
        List<String> allowed = options(field, known);
        return value.isValueNode() && allowed.contains(value.asText())
                ? Optional.empty()
                : Optional.of("must be one of " + allowed);
    }

    private Optional<String> choices(FormField field, JsonNode value, Map<String, Object> known) {
        List<String> allowed = options(field, known);
        return value.isArray()
                        && elements(value)
                                .allMatch(element -> element.isValueNode() && allowed.contains(element.asText()))
                ? Optional.empty()
                : Optional.of("must be a list of some of " + allowed);
    }

    private static List<String> options(FormField field, Map<String, Object> known) {
        if (field.json().hasNonNull("values")) {
            return elements(field.json().path("values"))
                    .map(option -> option.path("value").asText())
                    .toList();
        }
        Object offered = field.json().hasNonNull("valuesKey")
                ? known.get(field.json().path("valuesKey").asText())
                : FormField.valueOf(field.json().path("valuesExpression"), known);
        return offered instanceof Iterable<?> list
                ? StreamSupport.stream(list.spliterator(), false)
                        .map(option -> option instanceof Map<?, ?> pair ? pair.get("value") : option)
                        .map(String::valueOf)
                        .toList()
                : List.of();
    }

    private Optional<String> moment(FormField field, JsonNode value) {
        String text = value.isTextual() ? value.asText() : "";
        return switch (field.dateKind()) {
            case "time" ->
                parses(text, LocalTime::from, DateTimeFormatter.ISO_LOCAL_TIME)
                                || parses(text, OffsetTime::from, DateTimeFormatter.ISO_OFFSET_TIME)
                        ? Optional.empty()
                        : Optional.of("must be a time such as 14:30");
            case "datetime" ->
                parses(text, OffsetDateTime::from, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                                || parses(text, LocalDate::from, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                        ? notPast(field, text)
                        : Optional.of("must be a date and time such as 2026-03-01T14:30Z");
            default ->
                parses(text, LocalDate::from, DateTimeFormatter.ISO_LOCAL_DATE)
                        ? notPast(field, text)
                        : Optional.of("must be a date such as 2026-03-01");
        };
    }

    private static boolean parses(String text, TemporalQuery<?> kind, DateTimeFormatter format) {
        try {
            format.parse(text, kind);
            return true;
        } catch (DateTimeParseException other) {
            return false;
        }
    }

    private Optional<String> notPast(FormField field, String isoText) {
        LocalDate day = LocalDate.parse(isoText.substring(0, 10));
        return field.json().path("disallowPassedDates").asBoolean() && day.isBefore(LocalDate.now(clock))
                ? Optional.of("must not lie in the past")
                : Optional.empty();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Optional<String> first(@Nullable String... faults) {
        for (String fault : faults) {
            if (fault != null) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
