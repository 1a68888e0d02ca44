package org.crisisplan.signals.intake;

/** The same id came before with other words. Which of the two is right, only the sender knows. */
class ConflictingDuplicate extends RuntimeException {

    ConflictingDuplicate(String what) {
        super(what + " was received before with another content; nothing of this was kept");
    }
}
