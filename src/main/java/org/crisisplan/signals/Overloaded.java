package org.crisisplan.signals;

/** More is waiting to be kept than can be kept now; to be said again a little later. */
public class Overloaded extends RuntimeException {

    public Overloaded(String message) {
        super(message);
    }
}
