package org.crisisplan.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A text is filled in, and nothing in it runs. */
class TextTemplateTest {

    @Test
    void fillsInWhatIsKnownAndLeavesOutWhatIsNot() throws TextTemplate.Unreadable {
        TextTemplate text = TextTemplate.read("{{title}}\n{{#began}}It began at {{began}}.{{/began}}"
                + "{{^began}}We do not know when it began.{{/began}}{{#leak}} Data leaked.{{/leak}}");
        assertThat(text.names()).containsExactly(Map.entry("title", 1), Map.entry("began", 2), Map.entry("leak", 2));
        assertThat(text.fill(Map.of("title", "Payments fail", "began", "14:30", "leak", false)))
                .isEqualTo("Payments fail\nIt began at 14:30.");
        assertThat(text.fill(Map.of("title", "Payments fail", "began", "", "leak", true)))
                .isEqualTo("Payments fail\nWe do not know when it began. Data leaked.");
    }

    @Test
    void whatIsFilledInIsTextAndNothingOfAnObjectCanBeReached() throws TextTemplate.Unreadable {
        TextTemplate text = TextTemplate.read("{{title}} {{#title}}{{class}}{{/title}}");
        assertThatThrownBy(() -> text.fill(Map.of("title", "{{leak}} <b>"))).hasMessageContaining("class");
        assertThat(TextTemplate.read("{{title}}").fill(Map.of("title", "{{leak}} <b>")))
                .isEqualTo("{{leak}} <b>");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {{#leak}}Data leaked                    | 1 | leak
                    One{{/leak}}                            | 1 | leak
                    {{> other}}                             | 1 | {{> other}}, which is none of
                    {{{title}}}                             | 1 | without the other half on the same line
                    {{=<% %>=}}                             | 1 | which is none of
                    {{ }}                                   | 1 | which is none of
                    {{title                                 | 1 | without the other half on the same line
                    title}}                                 | 1 | without the other half on the same line
                    """)
    void saysOnWhichLineItCannotBeRead(String text, int line, String problem) {
        assertThatThrownBy(() -> TextTemplate.read(text))
                .isInstanceOfSatisfying(
                        TextTemplate.Unreadable.class,
                        unreadable -> assertThat(unreadable.line()).isEqualTo(line))
                .hasMessageContaining(problem);
    }
}
