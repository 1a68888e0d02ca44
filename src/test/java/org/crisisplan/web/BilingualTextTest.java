package org.crisisplan.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each reader gets one language of what is drawn in two. */
class BilingualTextTest {

    private static final Set<String> LABELS = Set.of("label", "dateLabel", "timeLabel", "description", "text");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");
    private static final Pattern ENGLISH_SENTENCE = Pattern.compile("[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Grade the crisis 危机定级 | Grade the crisis | 危机定级",
                "1 worst, 3 mildest. 1 级最重，3 级最轻。 | 1 worst, 3 mildest. | 1 级最重，3 级最轻。",
                "About improvement 1 第一项 | About improvement 1 | 第一项",
                "At most 200 characters. 最多 200 字。 | At most 200 characters. | 最多 200 字。",
                "CNY 元 | CNY | 元",
                "In hours, e.g. 4.5. 以小时计，例如 4.5。 | In hours, e.g. 4.5. | 以小时计，例如 4.5。",
                "English title 英文标题 is missing. 不能为空。 | English title is missing. | 英文标题不能为空。",
                "Say when. （可选）可以留空。 | Say when. | （可选）可以留空。",
                "No: it is only suspected. 选“否”表示仅为疑似。 | No: it is only suspected. | 选“否”表示仅为疑似。",
                "SLA | SLA | SLA",
                "标题 | 标题 | 标题"
            })
    void aLabelIsSplitByItsScript(String label, String english, String chinese) {
        assertThat(BilingualText.of(label, Locale.ENGLISH)).isEqualTo(english);
        assertThat(BilingualText.of(label, Locale.CHINESE)).isEqualTo(chinese);
        assertThat(BilingualText.of(label, Locale.SIMPLIFIED_CHINESE)).isEqualTo(chinese);
    }

    @Test
    void paragraphsAreSplitAsWell() {
        String text = "Read page /signals.\n\nThen decide.\n\n请查看 /signals 页。\n\n然后判断。";
        assertThat(BilingualText.of(text, Locale.ENGLISH)).isEqualTo("Read page /signals.\n\nThen decide.");
        assertThat(BilingualText.of(text, Locale.CHINESE)).isEqualTo("请查看 /signals 页。\n\n然后判断。");
    }

    @Test
    void everyLabelOfThePlansFormsHasTwoHalvesThatStandAlone() throws IOException {
        List<String> labels = new ArrayList<>();
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            for (Path form : forms.toList()) {
                collect(new ObjectMapper().readTree(form.toFile()), labels);
            }
        }
        assertThat(labels).hasSizeGreaterThan(300).allSatisfy(label -> {
            String english = BilingualText.of(label, Locale.ENGLISH);
            String chinese = BilingualText.of(label, Locale.CHINESE);
            assertThat(english).isNotBlank().doesNotContainPattern(CHINESE);
            assertThat(chinese).containsPattern(CHINESE).doesNotContainPattern(ENGLISH_SENTENCE);
        });
    }

    private static void collect(JsonNode node, List<String> labels) {
        node.properties().forEach(field -> {
            if (LABELS.contains(field.getKey()) && field.getValue().isTextual()) {
                labels.add(field.getValue().asText());
            }
            collect(field.getValue(), labels);
        });
        if (node.isArray()) {
            node.forEach(one -> collect(one, labels));
        }
    }
}
