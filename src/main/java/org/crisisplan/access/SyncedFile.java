package org.crisisplan.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A file of the embedded database whose every write is on the disk before the database goes on: what was answered outlives a loss of
 * power, not only the end of the process. H2 makes it by itself, where an address names the scheme.
 *
 * <p>After a fault of the disk H2 shuts a database for good, and it keeps its open databases by name: whoever still touches the one
 * that is shut makes it forget the one that was opened after it, and nobody else gets in. So each opening has a name of its own,
 * {@code synced:2:/the/file}.
 */
public class SyncedFile extends FilePathWrapper {

    static final String SCHEME = "synced";

    private static final String OF_THE_DATABASE = ".mv.db";
    private static final Pattern NUMBER = Pattern.compile("^" + SCHEME + ":(\\d+:)?");
    private static final Map<String, Opening> OPENINGS = new ConcurrentHashMap<>();

    /** @param file as long as it is open, so is the database; {@code null}: it is about to be opened */
    private record Opening(int number, @Nullable FileChannel file) {

        boolean isOver() {
            return file != null && !file.isOpen();
        }
    }

    /** H2 knows the scheme from now on. */
    static void register() {
        if (!(FilePath.get(SCHEME + ":x") instanceof SyncedFile)) {
            FilePath.register(new SyncedFile());
        }
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    /** By this H2 tells one database from another. */
    @Override
    public FilePathWrapper toRealPath() {
        String file = getBase().toRealPath().toString();
        int opening = OPENINGS.compute(file, (database, last) -> {
                    if (last == null) {
                        return new Opening(1, null);
                    }
                    return last.isOver() ? new Opening(last.number() + 1, null) : last;
                })
                .number();
        return getPath(getPrefix() + opening + ":" + file);
    }

    @Override
    protected FilePath unwrap(String path) {
        return FilePath.get(NUMBER.matcher(path).replaceFirst(""));
    }

    /** What the database only puts aside while it sorts may be lost. */
    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel file = super.open(mode.equals("rw") && name.contains(OF_THE_DATABASE) ? "rwd" : mode);
        if (mode.equals("rw") && name.endsWith(OF_THE_DATABASE)) {
            OPENINGS.computeIfPresent(getBase().toString(), (database, opening) -> new Opening(opening.number(), file));
        }
        return file;
    }
}
