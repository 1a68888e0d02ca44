package org.crisisplan.affected;

import java.util.Locale;

/** A file is no list that could be read. */
class UnreadableFile extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Why why;
    private final long line;

    /** What is wrong with it. */
    enum Why {
        EMPTY,
        /** There is a heading and nothing below. */
        HEADER_ONLY,
        /** Neither UTF-8 nor GBK. */
        CHARSET,
        /** A quote that is never closed, or words after a closed one. */
        QUOTE,
        TOO_MANY_COLUMNS,
        TOO_MANY_LINES;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    UnreadableFile(Why why, long line) {
        super(why.word() + " in line " + line);
        this.why = why;
        this.line = line;
    }

    Why why() {
        return why;
    }

    /** 0 if it is about the whole file. */
    long line() {
        return line;
    }
}
