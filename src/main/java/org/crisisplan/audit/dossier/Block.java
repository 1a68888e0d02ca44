package org.crisisplan.audit.dossier;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A piece of a section. */
public sealed interface Block {

    /** Empty if there is none. */
    String heading();

    /** What kind of piece it is, for those that lay it out: {@code values}, {@code table} or {@code text}. */
    default String form() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * Names and their values, one below the other.
     *
     * @param heading empty if there is none
     */
    record Values(String heading, List<Value> values) implements Block {}

    /**
     * Rows with the same columns. All rows are here: who shows fewer says how many there are.
     *
     * @param key tells it from the section's other tables
     * @param heading empty if there is none
     */
    record Table(String key, String heading, List<String> columns, List<Row> rows) implements Block {}

    /**
     * Running text; a line break in it is one.
     *
     * @param heading empty if there is none
     */
    record Text(String heading, List<Piece> pieces) implements Block {

        public static Text of(String heading, String text) {
            return new Text(heading, List.of(new Piece(text, Mark.SAME)));
        }

        /** A sentence that stands for itself. */
        public static Text said(String text, Mark mark) {
            return new Text("", List.of(new Piece(text, mark)));
        }
    }

    /** Some words of a text. */
    record Piece(String text, Mark mark) {}

    /** What words are in a text. */
    enum Mark {
        SAME,
        /** They were not in the version before. */
        ADDED,
        /** They were in the version before only. */
        REMOVED,
        /** All is as it should be. */
        GOOD,
        /** Something is not as it should be. */
        BAD,
        /** Beside the point, such as that there is nothing. */
        MUTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A name and what it is. */
    record Value(String name, Cell cell) {}

    /**
     * One line of a table.
     *
     * @param anchor by which a page can be opened at it; null if nothing links to it
     */
    record Row(@Nullable String anchor, List<Cell> cells) {

        public static Row of(Cell... cells) {
            return new Row(null, List.of(cells));
        }
    }

    /**
     * What stands in one place, as plain text; a line break in it is one.
     *
     * @param link a path of this site or an address; null if there is none
     */
    record Cell(String text, @Nullable String link, Tone tone) {

        public static final Cell EMPTY = new Cell("", null, Tone.PLAIN);

        public static Cell of(String text) {
            return new Cell(text, null, Tone.PLAIN);
        }

        public static Cell of(String text, Tone tone) {
            return new Cell(text, null, tone);
        }

        public static Cell to(String link, String text) {
            return new Cell(text, link, Tone.PLAIN);
        }
    }

    /** How something stands. */
    enum Tone {
        PLAIN,
        GOOD,
        LATE,
        BAD,
        MUTED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
