package org.crisisplan.board.live;

import java.util.Set;

/**
 * The form "write a note" as somebody filled it in.
 *
 * @param wrong what cannot be taken: note, beganAt, file or fileType
 */
record NoteForm(String text, String happenedAt, Set<String> wrong) {

    static final NoteForm EMPTY = new NoteForm("", "", Set.of());
}
