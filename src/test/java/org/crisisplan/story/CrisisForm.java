package org.crisisplan.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.crisisplan.web.BilingualText;
import org.openqa.selenium.By;

/**
 * A form of the plan as a browser shows it. Fields are addressed by their key and answers by their value, never by a label or a
 * place: those change with every better wording. What is asked is read from the form itself.
 */
class CrisisForm {

    /** How long a field that depends on an answer may take to appear. */
    private static final Duration APPEARS = Duration.ofSeconds(5);

    private static final String USUAL_ANSWER = "Checked.";

    private final Browser browser;
    private final JsonNode schema;

    CrisisForm(Browser browser, JsonNode schema) {
        this.browser = browser;
        this.schema = schema;
    }

    /** Keys and what is answered, in turn. */
    static Map<String, Object> answers(Object... fields) {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            answers.put((String) fields[i], fields[i + 1]);
        }
        return answers;
    }

    /**
     * Answers what the form asks, from top to bottom. An answer that the form has no question for is left out; a question that must
     * be answered and is not is answered as usual.
     */
    CrisisForm fill(Map<String, Object> answers) {
        fields(schema).filter(CrisisForm::isOpen).forEach(field -> {
            String key = field.path("key").asText();
            if (answers.containsKey(key)) {
                if (appears(field)) {
                    put(field, answers.get(key));
                }
            } else if (isRequired(field) && browser.has(shown(field)) && isEmpty(field)) {
                put(field, usual(field));
            }
        });
        return this;
    }

    /** Answers one question, which must be there. */
    CrisisForm put(String key, Object answer) {
        put(field(key), answer);
        return this;
    }

    /** What stands in the field, once something does. */
    String read(String key) {
        return browser.see(
                        at(field(key), ""),
                        field -> !field.getDomProperty("value").isEmpty())
                .getDomProperty("value");
    }

    /** What is shown of a field: an input, or the list that opens. */
    By shown(String key) {
        return shown(field(key));
    }

    /** One of the answers that are all visible. */
    By answer(String key, String value) {
        return at(field(key), "-" + place(field(key), value));
    }

    /** What of a field has the focus when one types. */
    By focused(String key) {
        return at(field(key), "");
    }

    /** What a reader of one language reads beside the field. */
    String label(String key, Locale reader) {
        return BilingualText.of(field(key).path("label").asText(), reader);
    }

    private void put(JsonNode field, Object answer) {
        Object value = answer instanceof Boolean yes && !field.path("values").isEmpty() ? (yes ? "yes" : "no") : answer;
        switch (field.path("type").asText()) {
            case "radio" -> browser.choose(at(field, "-" + place(field, value)));
            case "select" -> {
                browser.click(at(field, "-display"));
                browser.click(By.xpath(
                        "(//*[contains(@class, 'fjs-dropdownlist-item')])[%d]".formatted(place(field, value) + 1)));
            }
            case "checkbox" -> {
                if ((Boolean) value) {
                    browser.choose(at(field, ""));
                }
            }
            case "datetime" -> date(field, value);
            default -> browser.write(at(field, ""), value.toString());
        }
    }

    /** The form's clock goes in steps of five minutes. */
    private void date(JsonNode field, Object value) {
        LocalDate day = value instanceof LocalDateTime moment ? moment.toLocalDate() : (LocalDate) value;
        browser.write(
                at(field, "-date"), DateTimeFormatter.ofPattern("MM/dd/yyyy").format(day));
        if (value instanceof LocalDateTime moment) {
            LocalDateTime step = moment.minusMinutes(moment.getMinute() % 5);
            browser.write(
                    at(field, "-time"), DateTimeFormatter.ofPattern("HH:mm").format(step));
        }
    }

    private boolean appears(JsonNode field) {
        return field.has("conditional")
                ? browser.comes(shown(field), APPEARS)
                : browser.see(shown(field)).isDisplayed();
    }

    private boolean isEmpty(JsonNode field) {
        return switch (field.path("type").asText()) {
            case "radio" ->
                Stream.iterate(0, place -> place < field.path("values").size(), place -> place + 1)
                        .noneMatch(place -> browser.isChosen(at(field, "-" + place)));
            case "checkbox" -> !browser.isChosen(at(field, ""));
            case "datetime" -> browser.valueOf(at(field, "-date")).isEmpty();
            default -> browser.valueOf(at(field, "")).isEmpty();
        };
    }

    private static Object usual(JsonNode field) {
        return switch (field.path("type").asText()) {
            case "radio", "select" -> field.path("values").path(0).path("value").asText();
            case "checkbox" -> true;
            case "number" -> field.path("validate").path("min").asText("1");
            case "datetime" -> LocalDate.now(java.time.ZoneId.systemDefault());
            default -> USUAL_ANSWER;
        };
    }

    private static By shown(JsonNode field) {
        return switch (field.path("type").asText()) {
            case "radio" -> at(field, "-0");
            case "select" -> at(field, "-display");
            case "datetime" -> at(field, "-date");
            default -> at(field, "");
        };
    }

    private static By at(JsonNode field, String part) {
        return By.cssSelector("[id$='-%s%s']".formatted(field.path("id").asText(), part));
    }

    private static int place(JsonNode field, Object value) {
        List<String> offered = StreamSupport.stream(field.path("values").spliterator(), false)
                .map(one -> one.path("value").asText())
                .toList();
        assertThat(offered).as(field.path("key").asText()).contains(value.toString());
        return offered.indexOf(value.toString());
    }

    private JsonNode field(String key) {
        return fields(schema)
                .filter(field -> field.path("key").asText().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(schema.path("id").asText() + " has no field " + key));
    }

    private static Stream<JsonNode> fields(JsonNode container) {
        return StreamSupport.stream(container.path("components").spliterator(), false)
                .flatMap(field -> Stream.concat(Stream.of(field), fields(field)));
    }

    private static boolean isOpen(JsonNode field) {
        return field.has("key")
                && !field.path("type").asText().equals("expression")
                && !field.path("disabled").asBoolean()
                && !field.path("readonly").asBoolean();
    }

    private static boolean isRequired(JsonNode field) {
        JsonNode required = field.path("validate").path("required");
        return required.asBoolean() || required.asText().startsWith("=");
    }
}
