package org.crisisplan.engine.expression;

import org.camunda.bpm.engine.BadUserRequestException;

/** An expression of a diagram reaches for something that models are not offered. */
class ExpressionRefused extends BadUserRequestException {

    private static final long serialVersionUID = 1L;

    ExpressionRefused(String message) {
        super(message);
    }
}
