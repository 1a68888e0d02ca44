package org.crisisplan.crisis;

/** There is no crisis of that number. */
public class UnknownCrisis extends RuntimeException {

    private UnknownCrisis(String message) {
        super(message);
    }

    public static UnknownCrisis noSuch(String number) {
        return new UnknownCrisis("There is no crisis " + number + ".");
    }
}
