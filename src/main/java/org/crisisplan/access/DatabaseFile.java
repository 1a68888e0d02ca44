package org.crisisplan.access;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * What must be so with the embedded database before it is opened: a place that can be written, a file that is whole, a database that
 * keeps what it was told before it answers. And it is kept to its owner: it needs no password, so whoever can read the file has
 * everything. Where files have no such rights there is nothing to do.
 */
class DatabaseFile implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);

    private static final String ADDRESS_SETTING = "spring.datasource.url";
    private static final String H2 = "jdbc:h2:";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Pattern ADDRESS =
            Pattern.compile("jdbc:h2:(?!mem:|tcp:|ssl:|zip:)(?:synced:)?(?:file:|nio:|async:)?([^;]+).*");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    /** Before anything is logged but the faults that are found here. */
    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ConfigurableEnvironment settings = event.getEnvironment();
        String address = settings.getProperty(ADDRESS_SETTING, "");
        path(address).ifPresent(database -> {
            Path file = file(database);
            refuseUnlessWritable(file);
            keepToTheOwner(database, settings.getProperty("crisis-plan.home"));
            // what is encrypted can be read by H2 alone
            if (!has(address, "CIPHER")) {
                DatabaseFileCheck.check(
                        file, settings.getProperty(DatabaseFileCheck.ACCEPT_DAMAGED, Boolean.class, false));
            }
            SyncedFile.register();
            settings.getPropertySources()
                    .addFirst(new MapPropertySource(
                            "durable embedded database", Map.of(ADDRESS_SETTING, durable(address))));
        });
    }

    /**
     * The same database, opened so that a commit is on the disk before it is answered. By itself H2 writes half a second later and
     * leaves it to the system when that reaches the disk. A thread that is interrupted while it writes, as at a stop, would shut the
     * database for all others; H2's scheme async prevents that. Whoever names a delay in the address has decided otherwise.
     *
     * <p>Who needs a row that another changes waits as long as a node that has just started may take over its first crisis; H2 itself
     * gives up after two seconds.
     */
    static String durable(String address) {
        String patient = has(address, "LOCK_TIMEOUT") ? address : address + ";LOCK_TIMEOUT=" + LONGEST_WAIT.toMillis();
        if (has(patient, "WRITE_DELAY")) {
            LOG.warn("The address of the database names a WRITE_DELAY: what was accepted last can be lost when the node"
                    + " dies.");
            return patient;
        }
        return H2 + SyncedFile.SCHEME + ":async:"
                + patient.substring(H2.length()).replaceFirst("^(file|nio|async):", "")
                + ";WRITE_DELAY=0";
    }

    /** Whether it is a file of which each commit is on the disk at once. */
    static boolean isOpenedDurably(@Nullable String address) {
        return address != null && address.startsWith(H2 + SyncedFile.SCHEME + ":");
    }

    private static boolean has(String address, String setting) {
        return address.toUpperCase(Locale.ROOT).contains(";" + setting + "=");
    }

    private static void refuseUnlessWritable(Path file) {
        Path folder = file.getParent();
        String whatToDo =
                "Let the user of this process own the folder and the file, or name another folder (crisis-plan.home).";
        try {
            Files.createDirectories(folder);
        } catch (IOException notMade) {
            throw new RefusedToStart(
                    "The folder " + folder + " of the database cannot be made (" + notMade + ").", whatToDo);
        }
        if (!Files.isWritable(folder)) {
            throw new RefusedToStart("The folder " + folder + " of the database cannot be written.", whatToDo);
        }
        if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(file))) {
            throw new RefusedToStart("The database " + file + " cannot be written.", whatToDo);
        }
    }

    private static Path file(Path database) {
        return database.resolveSibling(database.getFileName() + ".mv.db");
    }

    /** The database without the endings of its files, if it is one of files. */
    static Optional<Path> path(@Nullable String address) {
        Matcher file = ADDRESS.matcher(address == null ? "" : address);
        if (!file.matches()) {
            return Optional.empty();
        }
        String path = file.group(1);
        return Optional.of(Path.of(path.startsWith("~") ? System.getProperty("user.home") + path.substring(1) : path)
                .toAbsolutePath()
                .normalize());
    }

    static void keepToTheOwner(Path database, @Nullable String home) {
        Path folder = database.getParent();
        if (folder == null) {
            return;
        }
        try {
            boolean ours =
                    home != null && Path.of(home).toAbsolutePath().normalize().equals(folder);
            boolean fresh = !Files.exists(folder);
            Files.createDirectories(folder);
            if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) == null) {
                return;
            }
            // a folder that holds other things too is not ours to close
            if (ours || fresh) {
                Files.setPosixFilePermissions(folder, FOLDER);
            }
            closed(file(database));
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(file -> belongsTo(database, file)).toList()) {
                    Files.setPosixFilePermissions(file, FILE);
                }
            }
        } catch (IOException notAllowed) {
            LOG.warn(
                    "Others on this machine may be able to read the database {}: its rights could not be set ({}). Let the"
                            + " user of this process own the folder and its files, or set the rights by hand: 0700 and 0600.",
                    database,
                    notAllowed.toString());
        }
    }

    /** The database's own file is made before the database makes it with rights for others; empty, it counts as new. */
    private static void closed(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
        } catch (FileAlreadyExistsException there) {
            Files.setPosixFilePermissions(file, FILE);
        }
    }

    private static boolean belongsTo(Path database, Path file) {
        return Files.isRegularFile(file) && file.getFileName().toString().startsWith(database.getFileName() + ".");
    }
}
