package org.crisisplan.media.answer;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.crisisplan.engine.InPlan;

/**
 * What {@code approve-answer} calls: which entry of the bank it has in hand, and that its text was approved. Public, because expressions
 * call methods of public types only.
 */
@InPlan("answers")
public class Answers {

    private final AnswerBank bank;

    Answers(AnswerBank bank) {
        this.bank = bank;
    }

    /** Somebody writes it now. */
    public void begins(DelegateExecution execution) {
        bank.inHand(entry(execution), execution.getProcessInstanceId());
    }

    /** All have approved it: from now on it may be passed on. */
    public void approved(DelegateExecution execution) {
        bank.approved(entry(execution), execution.getProcessInstanceId());
    }

    private static String entry(DelegateExecution execution) {
        return String.valueOf(execution.getVariable(AnswerBank.ENTRY));
    }
}
