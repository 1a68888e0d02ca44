package org.crisisplan.access;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * The product would be open to strangers, or would lose what it is told, if it started like this. So it does not start; it says why
 * and what to do instead.
 */
class RefusedToStart extends IllegalStateException {

    private final String whatToDo;

    RefusedToStart(String reason, String whatToDo) {
        super(reason);
        this.whatToDo = whatToDo;
    }

    /** Shows the operator two sentences in place of a stack trace. */
    static class Explained extends AbstractFailureAnalyzer<RefusedToStart> {

        @Override
        protected FailureAnalysis analyze(Throwable failure, RefusedToStart refused) {
            return new FailureAnalysis(refused.getMessage(), refused.whatToDo, failure);
        }
    }
}
