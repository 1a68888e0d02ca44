package org.crisisplan.crisis.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of one crisis's record while a transaction holds it, and the acts that the transaction appends to it. */
final class RecordChain {

    private final String number;
    private int acts;
    private String hash;
    private String planVersion;
    private boolean open;
    private List<Pending> pending = new ArrayList<>();

    RecordChain(String number, int acts, String hash, String planVersion, boolean open) {
        this.number = number;
        this.acts = acts;
        this.hash = hash;
        this.planVersion = planVersion;
        this.open = open;
    }

    /** There is no such crisis. */
    static RecordChain none(String number) {
        return new RecordChain(number, 0, "", "", false);
    }

    /** An act that is not written yet. */
    record Pending(ActRow row, String hash, @Nullable Words words) {}

    /** What people wrote in an act. @param searched the same for searches: without names of values, in small letters */
    record Words(String salt, String text, String searched) {}

    void append(ActRow row, @Nullable Words words) {
        acts = row.seq();
        hash = row.hash(hash);
        pending.add(new Pending(row, hash, words));
    }

    List<Pending> takePending() {
        List<Pending> taken = pending;
        pending = new ArrayList<>();
        return taken;
    }

    void seal() {
        open = false;
    }

    void movesToPlan(String version) {
        planVersion = version;
    }

    String number() {
        return number;
    }

    int acts() {
        return acts;
    }

    String hash() {
        return hash;
    }

    String planVersion() {
        return planVersion;
    }

    /** Whether there is such a crisis and it is not over. */
    boolean isOpen() {
        return open;
    }

    boolean takes(ActKind kind) {
        return open || acts > 0 && kind.isTakenWhenSealed();
    }
}
