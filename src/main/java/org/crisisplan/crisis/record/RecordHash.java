package org.crisisplan.crisis.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SHA-256 over several texts, each with its length before it, so that no text can be moved from one into the next. */
final class RecordHash {

    /** What the first act of a crisis is chained to. */
    static final String NONE = "0".repeat(64);

    private RecordHash() {}

    static String of(@Nullable String... parts) {
        String all = Arrays.stream(parts)
                .map(part -> part == null ? "-" : part.length() + ":" + part)
                .collect(Collectors.joining("\n"));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
