package org.crisisplan.publish;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.text.WrittenLanguage;
import org.springframework.stereotype.Component;

/**
 * One stance in one text: what is denied is not apologised for, and an apology without reservation is for what is ours and confirmed. It
 * knows the usual phrases only; the approvers read the rest. Who denies a rumour also says what is true.
 */
@Component
class StanceCheck {

    private static final Pattern APOLOGY = Pattern.compile(
            "\\bapolog\\w+|\\bwe are (?:deeply |very |truly )?sorry\\b|致歉|道歉|抱歉|歉意|对不起", Pattern.CASE_INSENSITIVE);
    private static final Pattern GUILT = Pattern.compile(
            "without reservation|\\bour (?:own )?fault\\b|\\bit is our responsibility\\b|\\bwe (?:take|accept) full responsibility\\b"
                    + "|\\bwe should have prevented\\b|毫无保留|责任在我们|是我们的责任|承担全部责任|本应由我们避免",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DENIAL = Pattern.compile(
            "\\b(?:is|are|was|were) (?:simply |completely )?(?:not true|untrue|false|a rumou?r|fabricated)\\b|\\bwe deny\\b"
                    + "|不属实|纯属谣言|系谣言|是谣言|子虚乌有|不实(?:信息|说法|传言)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT = Pattern.compile("(?:\\bnot|\\bn't|不|并非|不是)\\s*$", Pattern.CASE_INSENSITIVE);

    private final DraftFacts facts;

    StanceCheck(DraftFacts facts) {
        this.facts = facts;
    }

    void check(StatementText draft, DelegateExecution step) {
        String text = String.join("\n", draft.titleEn(), draft.textEn(), draft.titleZh(), draft.textZh());
        Optional<String> apology = first(text, APOLOGY, GUILT);
        Optional<String> denial = first(text, DENIAL);
        if (facts.isRumour(step) && apology.isPresent()) {
            throw new NotAccepted(
                    "It is a rumour, and the text says “%s”: whoever apologises for it confirms it. Take that out."
                                    .formatted(apology.get())
                            + " 已判断为谣言，请删去致歉的文字。");
        }
        if (facts.isRumour(step) && denial.isPresent()) {
            saysWhatIsTrue(draft, step, denial.get());
        }
        if (apology.isPresent() && denial.isPresent()) {
            throw new NotAccepted(
                    "The text denies (“%s”) and apologises (“%s”). Say one of them here, the other in a statement of its own."
                                    .formatted(denial.get(), apology.get())
                            + " 同一声明不得既否认又致歉，请分开发布。");
        }
        Optional<String> guilt = first(text, GUILT);
        if (guilt.isPresent() && !facts.isOurs(step)) {
            throw new NotAccepted(
                    "The text says “%s”, but it has not been told that we could have prevented it and that the cause is confirmed. Tell"
                                    .formatted(guilt.get())
                            + " that first, or regret what happened without taking the blame. 责任与原因尚未确认，请先确认，或改为表示遗憾。");
        }
    }

    /** Whoever only denies is not believed, and repeats the rumour. */
    private void saysWhatIsTrue(StatementText draft, DelegateExecution step, String denial) {
        for (WrittenLanguage language : WrittenLanguage.values()) {
            boolean english = language == WrittenLanguage.ENGLISH;
            String verified = facts.told(step, "verifiedFacts", language);
            if (verified.isEmpty() || !LeakNotice.contains(english ? draft.textEn() : draft.textZh(), verified)) {
                throw new NotAccepted(
                        "The text denies (“%s”), but does not say in %s what we have verified. Tell it as a fact for the public, and say it."
                                        .formatted(denial, english ? "English" : "Chinese")
                                + " 否认须同时以%s说明已核实的事实，请先填写并写入正文。".formatted(english ? "英文" : "中文"));
            }
        }
    }

    private static Optional<String> first(String text, Pattern... phrases) {
        return Stream.of(phrases)
                .flatMap(phrase -> phrase.matcher(text)
                        .results()
                        .filter(found -> !negated(text, found.start()))
                        .map(java.util.regex.MatchResult::group))
                .findFirst();
    }

    private static boolean negated(String text, int at) {
        Matcher before = NOT.matcher(text.substring(Math.max(0, at - 12), at));
        return before.find();
    }
}
