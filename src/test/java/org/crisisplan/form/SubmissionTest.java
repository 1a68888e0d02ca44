package org.crisisplan.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every promise a form can make, held against what someone could send instead. */
class SubmissionTest {

    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Clock MARCH_FIRST = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
                    {type: textfield,validate: {required: true}}                   | null      | must be filled in
                    {type: textfield,validate: {required: true}}                   | '  '      | must be filled in
                    {type: textfield,validate: {required: true}}                   | 'yes'     | -
                    {type: textfield}                                            | 5         | must be a text
                    {type: textfield}                                            | ''        | -
                    {type: textarea,validate: {minLength: 3}}                      | 'ab'      | must have at least 3 characters
                    {type: textarea,validate: {maxLength: 3}}                      | 'abcd'    | must have at most 3 characters, has 4
                    {type: textarea}                                             | "a\\0" | must not contain control characters
                    {type: textarea}                                             | "a\\nb"   | -
                    {type: textarea}                                             | '<script>${title}</script>' | -
                    {type: textfield,validate: {pattern: '^\\d+$'}}              | 'a1'      | must match ^\\d+$
                    {type: textfield,validate: {validationType: email}}            | 'a b@c'   | must be a mail address
                    {type: number}                                               | '5'       | must be a number
                    {type: number,validate: {min: 0}}                              | -1        | must be at least 0
                    {type: number,validate: {max: 1}}                              | 1.01      | must be at most 1
                    {type: number,validate: {max: '=limit'}}                       | 8         | must be at most 7
                    {type: number,decimalDigits: 0}                               | 1.5       | must be a whole number
                    {type: number,decimalDigits: 2}                               | 1.50      | -
                    {type: number,decimalDigits: 2}                               | 1.505     | must have at most 2 decimal digits
                    {type: number}                                               | 1.0e+300     | must be at most 1000000000000000
                    {type: checkbox}                                             | 'true'    | must be true or false
                    {type: checkbox}                                             | false     | -
                    {type: checkbox,validate: {required: true}}                    | false     | must be ticked
                    {type: select,values: [{value: a},{value: b}]}                  | 'c'       | must be one of [a, b]
                    {type: radio,values: [{value: a},{value: b}]}                   | 'b'       | -
                    {type: radio,values: [{value: a},{value: b}]}                   | ['b']     | must be one of [a, b]
                    {type: select,valuesKey: offered}                             | 'x'       | -
                    {type: select,valuesExpression: '=offered'}                   | 'z'       | must be one of [x, y]
                    {type: checklist,values: [{value: a},{value: b}]}               | ['a','c'] | must be a list of some of [a, b]
                    {type: checklist,values: [{value: a}],validate: {required: true}}| []        | must be filled in
                    {type: datetime,subtype: date}                                | '1.3.2026'| must be a date such as 2026-03-01
                    {type: datetime,subtype: date}                                | '2026-02-29' | must be a date such as 2026-03-01
                    {type: datetime,subtype: date,disallowPassedDates: true}       | '2026-02-28' | must not lie in the past
                    {type: datetime,subtype: datetime}                            | '2026-03-01T08:30Z' | -
                    {type: datetime,subtype: datetime}                            | '2026-03-01' | must be a date and time such as 2026-03-01T14:30Z
                    {type: datetime,subtype: time}                                | '25:00'   | must be a time such as 14:30
                    """)
    void aFieldTakesWhatItPromises(String field, String value, String fault) {
        var submission = submit("[" + with(field, "key: x, label: The x") + "]", "{x: " + value + "}");

        assertThat(submission.faults()).isEqualTo(fault == null ? List.of() : List.of("x (The x): " + fault));
    }

    @Test
    void aKeyTheFormDoesNotHaveIsRefused() {
        assertThat(submit("[{type: textfield,key: x}]", "{x: '1',level: 3}").faults())
                .containsExactly("level: is not a field of this form");
    }

    @Test
    void whatIsOnlyShownIsNotWritten() {
        var submission = submit(
                "[{type: textfield,key: x},{type: textfield,key: limit,readonly: true},"
                        + "{type: textfield,key: y,disabled: true,validate: {required: true}},"
                        + "{type: textfield,key: z,readonly: '=limit > 5'}]",
                "{x: '1',limit: 100,y: '2',z: '3'}");

        assertThat(submission.faults()).isEmpty();
        assertThat(submission.accepted()).containsOnlyKeys("x");
    }

    @Test
    void aRequiredFieldIsRequiredOnlyWhileItIsShown() {
        String form =
                "[{type: radio,key: verdict,values: [{value: approve},{value: reject}],validate: {required: true}},"
                        + "{type: textarea,key: why,label: Why,conditional: {hide: '=verdict != \"reject\"'},"
                        + "validate: {required: true}}]";

        assertThat(submit(form, "{verdict: 'approve'}").faults()).isEmpty();
        assertThat(submit(form, "{verdict: 'approve',why: 'sent though hidden'}")
                        .accepted())
                .containsOnlyKeys("verdict");
        assertThat(submit(form, "{verdict: 'reject'}").faults()).containsExactly("why (Why): must be filled in");
    }

    @Test
    void hidingOneFieldHidesTheNext() {
        String form = "[{type: checkbox,key: a},{type: checkbox,key: b,conditional: {hide: '=not(a)'}},"
                + "{type: textfield,key: c,conditional: {hide: '=b != true'},validate: {required: true}}]";

        assertThat(submit(form, "{a: false,b: true,c: 'x'}").accepted()).containsOnlyKeys("a");
    }

    @Test
    void aHiddenGroupHidesItsFields() {
        String form = "[{type: group,conditional: {hide: '=limit = 7'},components: "
                + "[{type: textfield,key: x,validate: {required: true}}]}]";

        assertThat(submit(form, "{x: '1'}").accepted()).isEmpty();
    }

    @Test
    void anEarlierAnswerIsNoAnswer() {
        assertThat(submit("[{type: number,key: limit,label: Limit,validate: {required: true}}]", "{}")
                        .faults())
                .containsExactly("limit (Limit): must be filled in");
    }

    @Test
    void everyRowOfAListIsChecked() {
        String form = "[{type: dynamiclist,path: items,components: [{type: textfield,key: what,label: What,"
                + "validate: {required: true}},{type: number,key: days,label: Days,validate: {min: 1}}]}]";

        assertThat(submit(form, "{items: [{what: 'a',days: 2},{days: 0,more: 1}]}")
                        .faults())
                .containsExactlyInAnyOrder(
                        "items[2].what (What): must be filled in",
                        "items[2].days (Days): must be at least 1",
                        "items[2].more: is not a field of this form");
        assertThat(submit(form, "{items: 'a'}").faults()).containsExactly("items (): must be a list");
        assertThat(submit(form, "{items: [1]}").faults()).containsExactly("items (): must hold named values");
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        assertThat(submit("[{type: number,key: a},{type: checkbox,key: b}]", "{a: 'x',b: 'y',c: 1}")
                        .faults())
                .hasSize(3);
    }

    private static Submission submit(String components, String values) {
        Map<String, JsonNode> entered = new LinkedHashMap<>();
        json(values).properties().forEach(value -> entered.put(value.getKey(), value.getValue()));
        Form form = Form.of(YAML.createObjectNode().set("components", json(components)));
        return new Submission(
                form, entered, Map.of("limit", 7, "offered", List.of("x", "y")), new FormFieldCheck(MARCH_FIRST));
    }

    private static String with(String field, String more) {
        return "{" + more + "," + field.trim().substring(1);
    }

    private static JsonNode json(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(yaml, malformed);
        }
    }
}
