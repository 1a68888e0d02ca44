package org.crisisplan.crisis;

/** The crisis is over and takes nothing more; what is new belongs to a new crisis. */
public class CrisisOver extends RuntimeException {

    public CrisisOver(String number) {
        super("The crisis " + number + " is over; report a new one instead.");
    }
}
