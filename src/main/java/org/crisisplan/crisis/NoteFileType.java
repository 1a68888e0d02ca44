package org.crisisplan.crisis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What kinds of file a note takes, each known by its content: what a browser or a file's name says of it proves nothing. */
public enum NoteFileType {
    PNG("image/png", List.of("png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}),
    JPEG("image/jpeg", List.of("jpg", "jpeg"), new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}),
    GIF("image/gif", List.of("gif"), new byte[] {'G', 'I', 'F', '8'}),
    PDF("application/pdf", List.of("pdf"), new byte[] {'%', 'P', 'D', 'F', '-'}),
    /** Text without control characters; a table of comma-separated values is text as well. */
    TEXT("text/plain", List.of("txt", "csv", "log", "md"), new byte[0]);

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}&&[^\\t\\r\\n]]");

    private final String mediaType;
    private final List<String> endings;
    private final byte[] beginning;

    NoteFileType(String mediaType, List<String> endings, byte[] beginning) {
        this.mediaType = mediaType;
        this.endings = endings;
        this.beginning = beginning;
    }

    public String mediaType() {
        return mediaType;
    }

    /** The first one is given to a file whose name has none of them. */
    List<String> endings() {
        return endings;
    }

    /** Nothing if it is none of those that are taken. */
    public static Optional<NoteFileType> of(byte[] content) {
        return Arrays.stream(values()).filter(type -> type.is(content)).findFirst();
    }

    static Optional<NoteFileType> named(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst();
    }

    private boolean is(byte[] content) {
        if (this == TEXT) {
            return isText(content);
        }
        return content.length > beginning.length
                && Arrays.equals(content, 0, beginning.length, beginning, 0, beginning.length);
    }

    private static boolean isText(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return !text.isBlank() && !UNPRINTABLE.matcher(text).find();
        } catch (CharacterCodingException noText) {
            return false;
        }
    }
}
