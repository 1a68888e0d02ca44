package org.crisisplan.publish;

/** Somebody or something tried to publish what has not been approved: the step fails, and the engine keeps an incident. */
class NotApproved extends RuntimeException {

    NotApproved(Statement statement, String why) {
        super("Not published: " + statement.name() + ": " + why
                + ". Nothing went out. Send the statement back to its draft and have it approved.");
    }
}
