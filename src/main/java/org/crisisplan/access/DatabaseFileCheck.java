package org.crisisplan.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the file of the embedded database before the database opens it. H2 itself opens a file that was cut, with what was kept
 * long ago or with nothing at all, and says of other faults more than an operator can read.
 */
final class DatabaseFileCheck {

    static final String ACCEPT_DAMAGED = "crisis-plan.access.accept-damaged-database";

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFileCheck.class);

    private static final String RESTORE = "Restore the file from a backup, or move it away to begin with an empty one.";
    private static final int BLOCK = 4096;

    private DatabaseFileCheck() {}

    /** @param acceptDamaged whether somebody has decided to start with what is left of the file */
    static void check(Path file, boolean acceptDamaged) {
        if (!Files.exists(file) || size(file) == 0) {
            return;
        }
        try {
            MVStore store = new MVStore.Builder()
                    .fileName(file.toString())
                    .readOnly()
                    .autoCommitDisabled()
                    .open();
            try {
                refuseIfCut(file, store, acceptDamaged);
            } finally {
                store.closeImmediately();
            }
        } catch (MVStoreException fault) {
            throw refusal(file, fault);
        }
    }

    /** Its own header says which version was kept last, and each version where its parts lie. */
    private static void refuseIfCut(Path file, MVStore store, boolean acceptDamaged) {
        long kept = DataUtils.readHexLong(store.getStoreHeader(), "version", 0);
        long readable = store.getFileStore().lastChunkVersion();
        long needed = store.getLayoutMap().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("chunk."))
                .map(entry -> DataUtils.parseMap(entry.getValue()))
                .filter(DatabaseFileCheck::isLive)
                .mapToLong(DatabaseFileCheck::end)
                .max()
                .orElse(0);
        long size = size(file);
        if (readable >= kept && needed <= size) {
            return;
        }
        String damage = readable < kept
                ? "its last " + (kept - readable) + " changes cannot be read"
                : "it ends after " + size + " bytes, and " + needed + " belong to it";
        if (!acceptDamaged) {
            throw new RefusedToStart(
                    "The database " + file + " is damaged: " + damage + ".",
                    RESTORE + " To start with what is left of it, set " + ACCEPT_DAMAGED
                            + ": true; whatever is missing is lost then.");
        }
        LOG.warn(
                "The database {} is damaged: {}. It is opened all the same, as {} says.", file, damage, ACCEPT_DAMAGED);
    }

    private static boolean isLive(Map<String, String> chunk) {
        return DataUtils.readHexLong(chunk, "livePages", DataUtils.readHexLong(chunk, "pages", 0)) > 0;
    }

    private static long end(Map<String, String> chunk) {
        return (DataUtils.readHexLong(chunk, "block", 0) + DataUtils.readHexLong(chunk, "len", 0)) * BLOCK;
    }

    private static RefusedToStart refusal(Path file, MVStoreException fault) {
        return switch (fault.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new RefusedToStart(
                        "Another instance of the product, or another program, uses the database " + file + ".",
                        "Stop it first, or give this one a folder of its own (crisis-plan.home). Several instances together"
                                + " need PostgreSQL.");
            case DataUtils.ERROR_UNSUPPORTED_FORMAT ->
                new RefusedToStart(
                        "The database " + file
                                + " was written by another version of H2, in a format that this one cannot" + " read.",
                        "Start the release that wrote it and take the data over from there (src/docs/upgrading.md). "
                                + RESTORE);
            default ->
                new RefusedToStart("The file " + file + " is no database of this product, or is destroyed.", RESTORE);
        };
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
