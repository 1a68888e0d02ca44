package org.crisisplan.signals;

/** A signal, or a delivery of signals, that cannot be taken as it is; nothing of it was kept. */
public class InvalidSignal extends RuntimeException {

    private final String place;

    /**
     * @param place what is wrong, as the sender would look for it: a field, or {@code alerts[3].startsAt}
     * @param message the rest of the sentence, such as {@code must not be empty}
     */
    public InvalidSignal(String place, String message) {
        super(place + " " + message);
        this.place = place;
    }

    public String place() {
        return place;
    }

    /** The same fault, seen from further out: its place is within the one given. */
    public InvalidSignal within(String outer) {
        InvalidSignal moved =
                new InvalidSignal(outer + "." + place, getMessage().substring(place.length() + 1));
        moved.initCause(this);
        return moved;
    }
}
