package org.crisisplan.form;

import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** A submission that its form does not take: nothing was changed, and each fault names its field. */
public class SubmissionRefused extends FormFieldValidationException {

    private static final long serialVersionUID = 1L;

    private static final String KEPT = SubmissionRefused.class.getName();

    private final transient List<FieldFault> faults;

    public SubmissionRefused(List<FieldFault> faults) {
        super(
                sentences(faults),
                "The form was not accepted and nothing was changed. " + String.join("; ", sentences(faults)) + ".");
        this.faults = List.copyOf(faults);
    }

    /** What was refused while the request was served; for whoever puts its answer into the reader's language. */
    public static Optional<SubmissionRefused> in(ServletRequest request) {
        return Optional.ofNullable((SubmissionRefused) request.getAttribute(KEPT));
    }

    /** Keeps it with the request that it refuses, if it is one: the engine's interface answers with a sentence and nothing else. */
    SubmissionRefused kept() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(KEPT, this, RequestAttributes.SCOPE_REQUEST);
        }
        return this;
    }

    public List<FieldFault> faults() {
        return faults;
    }

    private static List<String> sentences(List<FieldFault> faults) {
        return faults.stream().map(FieldFault::sentence).collect(Collectors.toList());
    }
}
