package org.crisisplan.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody reads half a sentence in the other script; names stay as they are. */
class WrittenLanguageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "We are sorry.",
                "Weibo (微博) users cannot log in.",
                "Readers of “今日头条新闻客户端” are affected.",
                "Users of 语雀 are affected.",
                ""
            })
    void englishMayNameWhatHasAChineseName(String text) {
        assertThat(WrittenLanguage.ENGLISH.foreignPassage(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"The cause: 一份旧备份可从外部读取.", "我们正在处理。", "支付"})
    void englishTakesNoChinese(String text) {
        assertThat(WrittenLanguage.ENGLISH.foreignPassage(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "我们正在处理。",
                "使用 Amazon Web Services 的用户不受影响。",
                "请发送邮件至 privacy@example.com，或致电 400 000 0000。",
                "有用户反馈“my account is not working at all”。",
                ""
            })
    void chineseMayNameWhatHasAnEnglishName(String text) {
        assertThat(WrittenLanguage.CHINESE.foreignPassage(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"事件原因：An old backup could be read from outside。", "We are working on it.", "Login"})
    void chineseTakesNoEnglish(String text) {
        assertThat(WrittenLanguage.CHINESE.foreignPassage(text)).isPresent();
    }
}
