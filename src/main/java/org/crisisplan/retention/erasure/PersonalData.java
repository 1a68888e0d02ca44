package org.crisisplan.retention.erasure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place where people may stand in texts. Every bean of this type is looked through when a person is to be erased. */
public interface PersonalData {

    /** What the page calls it, as the message {@code retention.place.} and this word. */
    String place();

    /** Where the person stands now; changes nothing. */
    List<Found> find(Person person);

    /**
     * Erases them, in the caller's transaction, except where they stay.
     *
     * @param why for the record of a crisis
     */
    void erase(Person person, String why);

    /**
     * The person stands in one entry.
     *
     * @param crisis the number of the crisis it belongs to; empty if to none
     * @param text the words around
     * @param stays null if it is erased; otherwise why it cannot be: the message {@code retention.stays.} and this word
     */
    record Found(String crisis, String text, @Nullable String stays) {

        public static final String UNDER_HOLD = "held";
        public static final String PUBLISHED = "published";
    }
}
