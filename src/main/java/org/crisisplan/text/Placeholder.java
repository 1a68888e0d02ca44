package org.crisisplan.text;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a text may ask for beside the plan's own facts for the public: a pair of facts whose names end in {@code En} and {@code Zh} is a
 * placeholder by the name before that.
 */
public enum Placeholder {
    /** What the public calls it, by the text {@code title}. */
    TITLE("title"),
    /** When it began; empty if nobody has told. */
    BEGAN("began"),
    /** When we learned of it. */
    LEARNED("learned"),
    /** When users could work again; empty if it has not been told. */
    RECOVERED("recovered"),
    /** When we speak next at the latest. */
    NEXT_UPDATE("nextUpdate"),
    TODAY("today"),
    ORGANISATION("organisation"),
    /** Where people can ask: told for this crisis, or the setting. */
    CONTACT("contact"),
    /** The title of the statement of ours that this one sets right or takes back; empty if it is about none. */
    CORRECTED("corrected"),
    /** When that one was published. */
    CORRECTED_AT("correctedAt"),
    COMPENSATION_AMOUNT("compensationAmount"),

    TECHNICAL("technical"),
    CONTENT("content"),
    /** Something that users need does not work or did not. */
    OUTAGE("outage"),
    OUTAGE_OVER("outageOver"),
    /** Personal data have leaked, or that is suspected. */
    LEAK("leak"),
    LEAK_CONFIRMED("leakConfirmed"),
    RUMOUR("rumour"),
    VICTIM("victim"),
    ACCIDENT("accident"),
    PREVENTABLE("preventable"),
    /** Preventable, and the cause is confirmed: what an apology without reservation needs. */
    OURS("ours"),
    /** Whether it is decided what affected users get. */
    COMPENSATED("compensated"),
    COUPON("coupon"),
    POINTS("points"),
    MEMBERSHIP("membership"),
    REFUND("refund");

    private static final Set<String> NAMES =
            Arrays.stream(values()).map(Placeholder::word).collect(Collectors.toUnmodifiableSet());

    private final String word;

    Placeholder(String word) {
        this.word = word;
    }

    /** As the texts write it. */
    public String word() {
        return word;
    }

    public static Set<String> names() {
        return new TreeSet<>(NAMES);
    }
}
