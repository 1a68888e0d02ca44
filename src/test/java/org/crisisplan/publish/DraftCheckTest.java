package org.crisisplan.publish;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.crisisplan.approval.NotAccepted;
import org.junit.jupiter.api.Test;

/** What is said of a draft that a form of the plan may have let through: an analyst draws the form. */
class DraftCheckTest {

    @Test
    void eachFaultIsNamedWithItsField() {
        refused(new StatementText(" ", "标题", "Text", "正文"), "English title 英文标题 is missing");
        refused(new StatementText("Title", "标题", "Text", ""), "Chinese text 中文正文 is missing");
        refused(new StatementText("Title", "长".repeat(201), "Text", "正文"), "201 characters; 200 are allowed");
        refused(new StatementText("Title", "标题", "a".repeat(3501), "正文"), "3501 characters; 3500 are allowed");
        refused(new StatementText("Title", "标题", "a\u0000b", "正文"), "invisible control characters");
        refused(new StatementText("Title", "标题", "pay \u202Enot\u202C", "正文"), "invisible control characters");
        refused(
                new StatementText("Title", "标题", "Facts: [please add: what]", "正文"),
                "still contains '[please add: what]'");
        refused(new StatementText("Title", "标题", "Text", "事实：【请补充：内容】"), "still contains");
    }

    @Test
    void whatIsCompleteIsAccepted() {
        assertThatCode(() -> DraftCheck.check(new StatementText("Title", "标题", "a".repeat(3500), "正文")))
                .doesNotThrowAnyException();
    }

    private static void refused(StatementText draft, String sentence) {
        assertThatThrownBy(() -> DraftCheck.check(draft))
                .isInstanceOf(NotAccepted.class)
                .hasMessageContaining(sentence);
    }
}
