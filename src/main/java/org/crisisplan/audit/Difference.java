package org.crisisplan.audit;

import java.util.Arrays;
import java.util.Locale;

/**
 * Something about a record that the product does not do by itself.
 *
 * @param number the crisis; for a head the word {@code head}
 * @param detail which act, head, task or step
 */
record Difference(String number, Kind kind, String detail) {

    /** What a difference of a head stands under in place of a crisis's number. */
    static final String OF_HEADS = "head";

    private static final int LONGEST = 250;

    /** What is found; each with what people read of it, in both languages. */
    enum Kind {
        ACT_CHANGED("act %s is not as it was written, or is missing", "第 %s 条记录被改动或缺失"),
        NO_RECORD("the crisis has no record", "危机没有处置记录"),
        NO_CRISIS("there is a record, and no such crisis", "有处置记录，但没有该危机"),
        /** The record fits in itself, and not under a head that covered it: it was written anew, or its end was removed. */
        NOT_UNDER_HEAD("the record is not the one that head %s covered", "记录与第 %s 号链头所覆盖的不一致"),
        COVERED_AND_GONE("head %s covered its record, and there is no such crisis", "第 %s 号链头覆盖过该记录，而危机已不存在"),
        HEAD_CHANGED("head %s is not as it was written, or is missing", "第 %s 号链头被改动或缺失"),
        HEAD_UNSIGNED("head %s is not signed with the key of this house", "第 %s 号链头不是用本系统的密钥签名的"),
        INSTANCE_GONE("the process is missing in the engine's history", "引擎历史中没有该流程"),
        STEP_GONE("the engine's history knows nothing of step %s", "引擎历史中没有步骤 %s"),
        TASK_GONE("the engine's history does not know task %s", "引擎历史中没有任务 %s"),
        TASK_OPEN("task %s was done by the record, and was not by the engine's history", "记录中任务 %s 已完成，引擎历史中未完成"),
        ROW_CHANGED("a page shows what the record does not say, or leaves out what it says: %s", "页面所显示的与记录不一致：%s"),
        TASK_UNRECORDED(
                "task %s was done by the engine's history, and the record does not say so", "引擎历史中任务 %s 已完成，记录中没有");

        private final String english;
        private final String chinese;

        Kind(String english, String chinese) {
            this.english = english;
            this.chinese = chinese;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("'" + word + "' is no kind of difference"));
        }
    }

    Difference {
        detail = detail.length() > LONGEST ? detail.substring(0, LONGEST) : detail;
    }

    /** In both languages. */
    String text() {
        return text(Locale.ENGLISH) + " " + text(Locale.CHINESE);
    }

    String text(Locale language) {
        String text = language.getLanguage().equals(Locale.CHINESE.getLanguage()) ? kind.chinese : kind.english;
        return text.replace("%s", detail);
    }

    String line() {
        return number.equals(OF_HEADS) ? text() : number + ": " + text();
    }
}
