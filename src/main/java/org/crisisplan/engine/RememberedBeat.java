package org.crisisplan.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last beat that this node gave a database, in a file beside it and so not part of its backups: a database that knows less than
 * the file was restored.
 */
final class RememberedBeat {

    private static final Logger LOG = LoggerFactory.getLogger(RememberedBeat.class);

    private final Path file;

    RememberedBeat(Path file) {
        this.file = file;
    }

    /** Less than any beat if nothing is remembered of that database. */
    long of(String databaseId) {
        try {
            String[] words = Files.readString(file).strip().split(" ");
            return words.length == 2 && words[0].equals(databaseId) ? Long.parseLong(words[1]) : -1;
        } catch (IOException | NumberFormatException nothing) {
            return -1;
        }
    }

    void keep(String databaseId, long beat) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, databaseId + " " + beat);
        } catch (IOException notWritable) {
            LOG.debug("{} cannot be written: a restored database is noticed by its age only", file, notWritable);
        }
    }
}
