package org.crisisplan.engine;

import java.util.Optional;
import java.util.function.Supplier;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;

/** Finds, in what the engine throws, the sentence that was meant for the person who entered something. */
public final class SubmissionRefusal {

    private SubmissionRefusal() {}

    /** A listener of a diagram may refuse as well; the engine wraps what it says. */
    static Optional<FormFieldValidationException> in(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof FormFieldValidationException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /** What the engine or an expression refused inside a call that reports it as a fault of the server. */
    static Optional<BadUserRequestException> asBadRequest(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadUserRequestException refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    /** Two people at the same moment: the second changed nothing and is told so. */
    static boolean isCollision(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockingException) {
                return true;
            }
        }
        return false;
    }

    public static <T> T unwrapped(Supplier<T> work) {
        try {
            return work.get();
        } catch (ProcessEngineException wrapped) {
            throw in(wrapped).<ProcessEngineException>map(refusal -> refusal).orElse(wrapped);
        }
    }
}
