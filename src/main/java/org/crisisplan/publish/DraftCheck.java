package org.crisisplan.publish;

import java.util.regex.Pattern;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.text.WrittenLanguage;

/** The server's side of what the draft form promises: everything filled in, nothing too long, nothing hidden, nothing unfinished. */
final class DraftCheck {

    static final int LONGEST_TITLE = 200;
    static final int LONGEST_TEXT = 3500;

    /** How the templates mark what only a person can fill in. */
    private static final Pattern UNFINISHED = Pattern.compile("\\[please add[^\\]]*]|【请补充[^】]*】");

    /** Control characters, and those that make text read in another order than it is stored: an approver could not see them. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF&&[^\\n\\t]]");

    private DraftCheck() {}

    static void check(StatementText draft) {
        check(draft, StatementKind.FIRST);
    }

    /** @param kind an answer's title is called what it is, the question */
    static void check(StatementText draft, StatementKind kind) {
        boolean answer = kind == StatementKind.ANSWER;
        String titleEn = answer ? "English question 英文问题" : "English title 英文标题";
        String titleZh = answer ? "Chinese question 中文问题" : "Chinese title 中文标题";
        String textEn = answer ? "English answer 英文答复" : "English text 英文正文";
        String textZh = answer ? "Chinese answer 中文答复" : "Chinese text 中文正文";
        check(titleEn, draft.titleEn(), LONGEST_TITLE);
        check(titleZh, draft.titleZh(), LONGEST_TITLE);
        check(textEn, draft.textEn(), LONGEST_TEXT);
        check(textZh, draft.textZh(), LONGEST_TEXT);
        isWrittenIn(WrittenLanguage.ENGLISH, titleEn, draft.titleEn());
        isWrittenIn(WrittenLanguage.CHINESE, titleZh, draft.titleZh());
        isWrittenIn(WrittenLanguage.ENGLISH, textEn, draft.textEn());
        isWrittenIn(WrittenLanguage.CHINESE, textZh, draft.textZh());
    }

    private static void isWrittenIn(WrittenLanguage language, String field, String text) {
        language.foreignPassage(PersonalWords.forEverybody(text)).ifPresent(passage -> {
            throw new NotAccepted(field + " contains “" + passage
                    + "”; translate it, or put it in quotes if it is a name. 此处混用了另一种语言，请翻译；如为名称请加引号。");
        });
    }

    private static void check(String field, String text, int longest) {
        if (text.isBlank()) {
            throw new NotAccepted(field + " is missing. 不能为空。");
        }
        if (text.length() > longest) {
            throw new NotAccepted(
                    "%s has %d characters; %d are allowed. 超过字数上限。".formatted(field, text.length(), longest));
        }
        if (INVISIBLE.matcher(text).find()) {
            throw new NotAccepted(
                    field + " contains invisible control characters; type that passage anew. 含有不可见的控制字符，请重新输入该处文字。");
        }
        PersonalWords.unfinished(text).ifPresent(word -> {
            throw new NotAccepted(
                    field + " contains '" + word
                            + "'; a personal word is written {{name|customer}}, with the word for everybody else. 个人化用语须写作 {{name|用户}}，竖线后为公众看到的文字。");
        });
        var unfinished = UNFINISHED.matcher(text);
        if (unfinished.find()) {
            throw new NotAccepted(field + " still contains '" + unfinished.group() + "'; replace it. 请先补充该处内容。");
        }
    }
}
