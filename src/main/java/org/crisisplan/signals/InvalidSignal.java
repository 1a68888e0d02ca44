package org.crisisplan.signals;

/** A signal, or a delivery of signals, that cannot be taken as it is; nothing of it was kept. */
public class InvalidSignal extends RuntimeException {

    private final String place;
    private final String fault;

    /**
     * @param place what is wrong, as the sender would look for it: a field, or {@code alerts[3].startsAt}
     * @param fault the rest of the sentence, such as {@code must not be empty}
     */
    public InvalidSignal(String place, String fault) {
        super(place + " " + fault);
        this.place = place;
        this.fault = fault;
    }

    public String place() {
        return place;
    }

    /** The message without the place. */
    public String fault() {
        return fault;
    }

    /** The same fault, seen from further out: its place is within the one given. */
    public InvalidSignal within(String outer) {
        InvalidSignal moved = new InvalidSignal(outer + "." + place, fault);
        moved.initCause(this);
        return moved;
    }
}
