package org.crisisplan.crisis;

import java.util.Locale;

/** A file that came with a note: what it is called, what it is by its content, and the content. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record NoteFile(String name, NoteFileType type, byte[] content) {

    private static final int LONGEST_NAME = 200;

    /** The last part of the path that some browsers send, without what could bend a header or a folder; its ending fits the type. */
    public static String safeName(String given, NoteFileType type) {
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cc}\\p{Cf}\"<>|:*?;%]", "_")
                .strip();
        String kept = name.substring(Math.max(0, name.length() - LONGEST_NAME));
        return type.endings().stream()
                        .anyMatch(ending -> kept.toLowerCase(Locale.ROOT).endsWith("." + ending))
                ? kept
                : (kept.isEmpty() ? "file" : kept) + "." + type.endings().get(0);
    }
}
