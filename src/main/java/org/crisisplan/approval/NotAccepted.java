package org.crisisplan.approval;

import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;

/** A person's entry cannot be taken as it is; the task stays open and the sentence tells what to change. */
public class NotAccepted extends FormFieldValidationException {

    // the one engine exception that its REST layer and Tasklist report as the person's mistake (400), not as a fault
    // (500)
    public NotAccepted(String sentence) {
        super(sentence, sentence);
    }
}
