package org.crisisplan.form;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;

/** A submission that its form does not take: nothing was changed, and each fault names its field. */
public class SubmissionRefused extends FormFieldValidationException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldFault> faults;

    SubmissionRefused(List<FieldFault> faults) {
        super(
                sentences(faults),
                "The form was not accepted and nothing was changed. " + String.join("; ", sentences(faults)) + ".");
        this.faults = List.copyOf(faults);
    }

    public List<FieldFault> faults() {
        return faults;
    }

    private static List<String> sentences(List<FieldFault> faults) {
        return faults.stream().map(FieldFault::sentence).collect(Collectors.toList());
    }
}
