package org.crisisplan.crisis;

/** There is no crisis of that number, or no such act in its record. */
public class UnknownCrisis extends RuntimeException {

    private UnknownCrisis(String message) {
        super(message);
    }

    static UnknownCrisis noWords(String number, int seq) {
        return new UnknownCrisis(
                "Act " + seq + " of crisis " + number + " is not there, or has no words that could be erased.");
    }

    public static UnknownCrisis noSuch(String number) {
        return new UnknownCrisis("There is no crisis " + number + ".");
    }
}
