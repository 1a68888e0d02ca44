package org.crisisplan.decision.feel;

import org.camunda.bpm.engine.BadUserRequestException;

/** An expression asks for more than it may: a Java object, more time, a larger value. The message is a sentence for its author. */
public class FeelRefused extends BadUserRequestException {

    private static final long serialVersionUID = 1L;

    public FeelRefused(String message) {
        super(message);
    }
}
