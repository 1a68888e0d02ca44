package org.crisisplan.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
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
import org.crisisplan.form.Wrong.Found;
import org.jspecify.annotations.Nullable;

/** Whether an entered value is what its field promises. Answers with what would be allowed. */
public class FormFieldCheck {

    /** As much as a variable of the engine holds. */
    private static final int LONGEST_TEXT = 4000;

    /** Beyond this, a whole number is no longer exact on its way through a browser. */
    private static final BigDecimal LARGEST_NUMBER = new BigDecimal("1000000000000000");

    public static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}&&[^\\r\\n\\t]]|\\p{Cs}");
    /** A person's clock may go a little before ours. */
    private static final Duration OTHER_CLOCKS = Duration.ofMinutes(5);

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

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

    Optional<Found> fault(FormField field, JsonNode value, Map<String, Object> known) {
        return switch (field.type()) {
            case "textfield", "textarea" -> text(field, value, known);
            case "number" -> number(field, value, known);
            case "checkbox" ->
                !value.isBoolean()
                        ? Optional.of(Wrong.NOT_TRUE_OR_FALSE.with())
                        : field.isRequired(known) && !value.asBoolean()
                                ? Optional.of(Wrong.NOT_TICKED.with())
                                : Optional.empty();
            case "radio", "select" -> choice(field, value, known);
            case "checklist", "taglist" -> choices(field, value, known);
            case "datetime" -> moment(field, value, known);
            default -> Optional.of(Wrong.UNKNOWN_KIND.with());
        };
    }

    private Optional<Found> text(FormField field, JsonNode value, Map<String, Object> known) {
        if (!value.isTextual()) {
            return Optional.of(Wrong.NO_TEXT.with());
        }
        String text = value.asText();
        if (UNPRINTABLE.matcher(text).find()) {
            return Optional.of(Wrong.UNPRINTABLE.with());
        }
        return first(
                longest(field, known) < text.length()
                        ? Wrong.TOO_LONG.with(longest(field, known), text.length())
                        : null,
                limit(field, "minLength", known)
                        .filter(least -> least.intValue() > text.length())
                        .map(least -> Wrong.TOO_SHORT.with(least))
                        .orElse(null),
                field.limit("pattern").isTextual()
                                && !TextPattern.of(field.limit("pattern").asText(), "")
                                        .isIn(text)
                        ? Wrong.OTHER_PATTERN.with(field.limit("pattern").asText())
                        : null,
                "email".equals(field.limit("validationType").asText())
                                && !MAIL.matcher(text).matches()
                        ? Wrong.NO_MAIL.with()
                        : null,
                "phone".equals(field.limit("validationType").asText())
                                && !PHONE.matcher(text).matches()
                        ? Wrong.NO_PHONE.with()
                        : null);
    }

    private static int longest(FormField field, Map<String, Object> known) {
        return limit(field, "maxLength", known).map(Number::intValue).orElse(LONGEST_TEXT);
    }

    private Optional<Found> number(FormField field, JsonNode value, Map<String, Object> known) {
        if (field.json().path("serializeToString").asBoolean() && value.isTextual()) {
            return numberIn(value.asText())
                    .map(number -> range(field, number, known))
                    .orElseGet(() -> Optional.of(Wrong.NO_NUMBER.with()));
        }
        if (!value.isNumber() || value.isFloatingPointNumber() && !Double.isFinite(value.asDouble())) {
            return Optional.of(Wrong.NO_NUMBER.with());
        }
        return range(field, value.decimalValue(), known);
    }

    private static Optional<BigDecimal> numberIn(String text) {
        return text.matches("-?\\d{1,18}(\\.\\d{1,18})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static Optional<Found> range(FormField field, BigDecimal number, Map<String, Object> known) {
        BigDecimal least = limit(field, "min", known).orElse(LARGEST_NUMBER.negate());
        BigDecimal most = limit(field, "max", known).orElse(LARGEST_NUMBER);
        var digits = field.json().path("decimalDigits");
        return first(
                number.compareTo(least) < 0 ? Wrong.TOO_SMALL.with(least.toPlainString()) : null,
                number.compareTo(most) > 0 ? Wrong.TOO_LARGE.with(most.toPlainString()) : null,
                digits.isNumber() && number.stripTrailingZeros().scale() > digits.asInt()
                        ? digits.asInt() == 0 ? Wrong.NOT_WHOLE.with() : Wrong.TOO_MANY_DIGITS.with(digits.asInt())
                        : null);
    }

    private static Optional<BigDecimal> limit(FormField field, String name, Map<String, Object> known) {
        // an expression over what nobody knows yet sets no limit
        return Optional.ofNullable(field.limit(name, known))
                .filter(Number.class::isInstance)
                .map(limit -> new BigDecimal(limit.toString()));
    }

    private Optional<Found> choice(FormField field, JsonNode value, Map<String, Object> known) {
        List<String> allowed = options(field, known);
        return value.isValueNode() && allowed.contains(value.asText())
                ? Optional.empty()
                : Optional.of(Wrong.NOT_OFFERED.with(allowed));
    }

    private Optional<Found> choices(FormField field, JsonNode value, Map<String, Object> known) {
        List<String> allowed = options(field, known);
        return value.isArray()
                        && elements(value)
                                .allMatch(element -> element.isValueNode() && allowed.contains(element.asText()))
                ? Optional.empty()
                : Optional.of(Wrong.NOT_ALL_OFFERED.with(allowed));
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

    private Optional<Found> moment(FormField field, JsonNode value, Map<String, Object> known) {
        String text = value.isTextual() ? value.asText() : "";
        return switch (field.dateKind()) {
            case "time" ->
                parses(text, LocalTime::from, DateTimeFormatter.ISO_LOCAL_TIME)
                                || parses(text, OffsetTime::from, DateTimeFormatter.ISO_OFFSET_TIME)
                        ? Optional.empty()
                        : Optional.of(Wrong.NO_TIME.with());
            case "datetime" ->
                parses(text, OffsetDateTime::from, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                                || parses(text, LocalDate::from, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                        ? notPast(field, text).or(() -> between(field, text, known))
                        : Optional.of(Wrong.NO_DATE_TIME.with());
            default ->
                parses(text, LocalDate::from, DateTimeFormatter.ISO_LOCAL_DATE)
                        ? notPast(field, text).or(() -> between(field, text, known))
                        : Optional.of(Wrong.NO_DATE.with());
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

    private Optional<Found> notPast(FormField field, String isoText) {
        LocalDate day = LocalDate.parse(isoText.substring(0, 10));
        return field.json().path("disallowPassedDates").asBoolean() && day.isBefore(LocalDate.now(clock))
                ? Optional.of(Wrong.PASSED.with())
                : Optional.empty();
    }

    /** What has happened has not happened tomorrow, and nothing ends before it began. */
    private Optional<Found> between(FormField field, String text, Map<String, Object> known) {
        boolean ahead = bound(field, FormField.LATEST, known, true)
                .flatMap(latest -> moment(text, false).filter(from -> from.isAfter(latest)))
                .isPresent();
        if (ahead) {
            return Optional.of(Wrong.AHEAD.with());
        }
        return bound(field, FormField.EARLIEST, known, false)
                .filter(earliest ->
                        moment(text, true).filter(to -> to.isBefore(earliest)).isPresent())
                .map(earliest -> Wrong.TOO_EARLY.with(SHOWN.format(earliest.atZone(clock.getZone()))));
    }

    /** The bound that the field's own properties set; none while nobody knows the moment that they name. */
    private Optional<Instant> bound(FormField field, String name, Map<String, Object> known, boolean late) {
        String said = field.property(name);
        if (said.equals(FormField.NOW)) {
            return Optional.of(clock.instant().plus(OTHER_CLOCKS));
        }
        return known.get(said) instanceof String moment ? moment(moment, late) : Optional.empty();
    }

    /** A day alone is its first moment, or its last. */
    private Optional<Instant> moment(String text, boolean late) {
        if (parses(text, OffsetDateTime::from, DateTimeFormatter.ISO_OFFSET_DATE_TIME)) {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        }
        if (parses(text, LocalDateTime::from, DateTimeFormatter.ISO_LOCAL_DATE_TIME)) {
            return Optional.of(LocalDateTime.parse(text).atZone(clock.getZone()).toInstant());
        }
        return parses(text, LocalDate::from, DateTimeFormatter.ISO_LOCAL_DATE)
                ? Optional.of(LocalDate.parse(text)
                        .plusDays(late ? 1 : 0)
                        .atStartOfDay(clock.getZone())
                        .toInstant())
                : Optional.empty();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private static Optional<Found> first(@Nullable Found... faults) {
        for (Found fault : faults) {
            if (fault != null) {
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
