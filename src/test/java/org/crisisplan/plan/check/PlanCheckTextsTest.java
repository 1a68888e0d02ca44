package org.crisisplan.plan.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crisisplan.text.ProductTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan says to the public is checked before it is deployed: which file, which line, what is wrong. */
class PlanCheckTextsTest {

    @ParameterizedTest(name = "{3}")
    @CsvSource(delimiter = '|', textBlock = """
                    texts/progress.en.txt | {{title}}: update | {{titl}}: update | texts/progress.en.txt, line 1: asks for titl, which nothing can fill in. Write title, if that is meant.
                    texts/progress.en.txt | {{title}}: update | ~ | texts/progress.en.txt, line 1: is empty, where the title stands
                    texts/progress.en.txt | {{title}}: update | {{title}}: update {{#leak}} | line 1: opens something that it does not close
                    texts/progress.en.txt | Where things stand. | Where things stand. 目前的情况是这样的 | texts/progress.en.txt, line 2: is to be English, but says "目前的情况是这样的". Translate it.
                    texts/progress.zh.txt | 最新情况： | Where do we stand now: | texts/progress.zh.txt, line 2: is to be Chinese, but says "Where do we stand now"
                    texts/progress.en.txt | {{/publicImpact}} | ~ | publicImpact
                    texts/progress.en.txt | {{title}}: update | {{> title}}: update | line 1: has {{> title}}, which is none of {{name}}
                    dmn/templates.dmn | <text>"apology"</text> | <text>"press-release"</text> | texts/press-release.en.txt: is missing, which the table templates chooses
                    dmn/facts.dmn | "publicTitleZh" | "publicHeadlineZh" | dmn/facts.dmn, publicTitleEn: is told to the public in one language only. Add a row for publicTitleZh of the type text-zh.
                    dmn/facts.dmn | "publicTitleEn" | "publicTitle" | dmn/facts.dmn, publicTitle: is of the type text-en, but its name does not end in En. Name it publicTitleEn.
                    """)
    void saysWhatIsWrongWithAText(String file, String whole, String broken, String sentence) {
        String text = "~".equals(broken) ? "" : broken;
        PlanBundle changed = PlanCheckTest.changed(file, whole, text);
        assertThat(PlanCheckTest.CHECK.check(changed))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(finding -> finding.contains(sentence));
    }

    @ParameterizedTest
    @CsvSource({"texts/progress.zh.txt", "texts/title.en.txt"})
    void aTextIsThereInBothLanguages(String file) {
        SortedMap<String, byte[]> files = new TreeMap<>(PlanCheckTest.PLAN.files());
        files.remove(file);
        assertThat(PlanCheckTest.CHECK.check(new PlanBundle(files)))
                .extracting(PlanCheckFinding::toString)
                .contains(file
                        + ": is missing, while the text is there in another language. Write it: the first line is the title,"
                        + " the others are the text.");
    }

    @Test
    void aTextThatNobodyCanPlaceIsNamed() {
        assertThat(PlanCheckTest.CHECK.check(PlanCheckTest.with("texts/progress.txt", "Update\nText")))
                .extracting(PlanCheckFinding::toString)
                .anyMatch(finding -> finding.startsWith("texts/progress.txt: is named so that nobody knows"));
    }

    @Test
    void aPlanMayAddATextAndAFactForIt() {
        SortedMap<String, byte[]> files = new TreeMap<>(PlanCheckTest.PLAN.files());
        files.put("texts/press-release.en.txt", "{{title}}\n{{publicMeasures}}".getBytes(StandardCharsets.UTF_8));
        files.put("texts/press-release.zh.txt", "关于{{title}}\n{{publicMeasures}}".getBytes(StandardCharsets.UTF_8));
        assertThat(PlanCheckTest.CHECK.check(new PlanBundle(files))).isEmpty();
    }

    @Test
    void aPlanWithoutTextsSpeaksWithThoseOfTheProduct() {
        SortedMap<String, byte[]> files = new TreeMap<>(PlanCheckTest.PLAN.files());
        files.keySet().removeIf(PlanCheckTexts::isOne);
        assertThat(PlanBundle.withTexts(files)).containsAllEntriesOf(ProductTexts.files());
    }
}
