package org.crisisplan.media.inquiry;

import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.crisisplan.approval.NotAccepted;
import org.crisisplan.approval.TaskSpeaker;
import org.crisisplan.crisis.Crisis;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.engine.InPlan;
import org.crisisplan.engine.SafeMode;
import org.crisisplan.media.answer.Answer;
import org.crisisplan.media.answer.AnswerBank;
import org.crisisplan.media.mail.InquiryMailing;
import org.crisisplan.publish.ApprovedStatement;
import org.crisisplan.publish.ApprovedTexts;

/**
 * At the end of "Answer the inquiry" in {@code answer-inquiry}: answers it with an approved text, by mail or as it was said, or keeps why
 * it is not answered, or hands the question on to be answered and approved (R48). Words that nobody approved go nowhere.
 */
@InPlan("recordInquiryAnswer")
class RecordInquiryAnswer implements ExecutionListener {

    private static final int LONGEST_REASON = 1000;
    private static final int LONGEST_QUESTION = 200;

    private final InquiryLog log;
    private final AnswerBank bank;
    private final ApprovedTexts texts;
    private final InquiryMailing mailing;
    private final TaskSpeaker speaker;
    private final SafeMode safeMode;

    RecordInquiryAnswer(
            InquiryLog log,
            AnswerBank bank,
            ApprovedTexts texts,
            InquiryMailing mailing,
            TaskSpeaker speaker,
            SafeMode safeMode) {
        this.log = log;
        this.bank = bank;
        this.texts = texts;
        this.mailing = mailing;
        this.speaker = speaker;
        this.safeMode = safeMode;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (execution.isCanceled()) {
            return;
        }
        String by = speaker.ofWhoever("Answering an inquiry");
        Inquiry inquiry = log.find(String.valueOf(execution.getVariable(InquiryLog.INQUIRY)))
                .orElseThrow(() -> new IllegalStateException(
                        "This process answers an inquiry that stands in no log; only the product starts it."));
        switch (String.valueOf(execution.getVariable("inquiryDecision"))) {
            case "send" -> send(inquiry, text(execution, inquiry), by);
            case "said" -> log.answered(inquiry, text(execution, inquiry), "said", by);
            case "draft" -> ask(inquiry, execution, by);
            case "decline" -> log.declined(inquiry, reason(execution), by);
            default -> throw new NotAccepted("Choose what becomes of the inquiry. 请选择如何处理该问询。");
        }
    }

    private void send(Inquiry inquiry, ApprovedStatement text, String by) {
        if (safeMode.isOn()) {
            throw new NotAccepted("Nothing is sent in safe mode; an administrator releases it on the page /safe-mode."
                    + " 安全模式下不对外发送，须由管理员在 /safe-mode 页面解除。");
        }
        if (!inquiry.address().contains("@")) {
            throw new NotAccepted("There is no mail address to answer to; say the text, and choose that it was said."
                    + " 没有可答复的邮箱，请口头答复并选择“已口头答复”。");
        }
        if (log.answered(inquiry, text, "sent", by)) {
            mailing.send(inquiry, text);
        }
    }

    /** Only what can be chosen in the form: a text of this crisis, or a valid one of the bank. */
    private ApprovedStatement text(DelegateExecution execution, Inquiry inquiry) {
        String id = Objects.toString(execution.getVariable("answerText"), "");
        return texts.find(id)
                // what was approved in a drill was approved for the drill
                .filter(text -> !Crisis.isDrill(text.crisis()) || text.crisis().equals(inquiry.crisis()))
                .orElseThrow(() -> new NotAccepted(
                        "Choose an approved text; nothing else can be passed on." + " 请选择一份已批准的文字，其他文字不能对外答复。"));
    }

    private void ask(Inquiry inquiry, DelegateExecution execution, String by) {
        String asked =
                Objects.toString(execution.getVariable("newQuestion"), "").strip();
        String question = asked.isEmpty() ? inquiry.question().replaceAll("\\s+", " ") : asked;
        try {
            Answer entry = bank.enter(
                    new AnswerBank.Asked(
                            inquiry.crisis(),
                            question.length() <= LONGEST_QUESTION
                                    ? question
                                    : question.substring(0, LONGEST_QUESTION - 1) + "…",
                            "answer",
                            "media",
                            "any"),
                    by);
            Map<String, Object> begun = AnswerBank.variables(entry, AnswerBank.begun(entry.question()));
            begun.forEach(execution::setVariable);
        } catch (CrisisOver over) {
            throw new NotAccepted(
                    "The crisis is over: nothing new is written for it. Choose an approved text, or decline."
                            + " 危机已结束，不再起草新文字。请选择已批准的文字或说明不答复的原因。");
        } catch (InvalidReport invalid) {
            throw new NotAccepted(invalid.getMessage() + " 问题填写有误。");
        }
    }

    private static String reason(DelegateExecution execution) {
        String reason =
                Objects.toString(execution.getVariable("declineReason"), "").strip();
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new NotAccepted("Say why it is not answered, in up to 1000 characters. 请说明不答复的原因，最多 1000 字。");
        }
        return reason;
    }
}
