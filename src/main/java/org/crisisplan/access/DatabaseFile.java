package org.crisisplan.access;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Keeps the embedded database to its owner before it is opened: it needs no password, so whoever can read the file has everything.
 * Where files have no such rights there is nothing to do.
 */
class DatabaseFile implements ApplicationListener<ApplicationPreparedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFile.class);

    private static final Pattern ADDRESS =
            Pattern.compile("jdbc:h2:(?!mem:|tcp:|ssl:|zip:)(?:file:|nio:|async:)?([^;]+).*");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        Environment settings = event.getApplicationContext().getEnvironment();
        path(settings.getProperty("spring.datasource.url"))
                .ifPresent(database -> keepToTheOwner(database, settings.getProperty("crisis-plan.home")));
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
            closed(folder.resolve(database.getFileName() + ".mv.db"));
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
