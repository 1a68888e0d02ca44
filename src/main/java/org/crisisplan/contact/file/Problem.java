package org.crisisplan.contact.file;

/**
 * What is wrong with an entry of a list, for whoever wrote it.
 *
 * @param position which entry or line of the file, from 1; 0 for the list as a whole
 * @param about whose entry it is, as it was written; empty for the list as a whole
 * @param field the field; empty if it is about several
 * @param what what is wrong and what to write
 */
public record Problem(int position, String about, String field, String what) {

    static Problem ofTheList(String what) {
        return new Problem(0, "", "", what);
    }

    static Problem together(String about, String what) {
        return new Problem(0, about, "", what);
    }

    /** As one sentence. */
    public String sentence() {
        if (position == 0) {
            return about.isEmpty() ? what : about + ": " + what;
        }
        return "entry %d (%s): %s %s".formatted(position, about, field, what);
    }
}
