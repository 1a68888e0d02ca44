package org.crisisplan.statuspage.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A folder that something else serves. */
class CopyFolder implements CopyPlace {

    private final Path root;

    CopyFolder(Path root) {
        this.root = root;
    }

    @Override
    public String name() {
        return root.toString();
    }

    @Override
    public void put(CopyFile file) throws IOException {
        Path target = root.resolve(file.path());
        Path folder = target.resolveSibling("");
        Files.createDirectories(folder);
        Path beside = Files.createTempFile(folder, ".writing", "");
        try {
            Files.write(beside, file.content());
            if (Files.getFileStore(beside).supportsFileAttributeView("posix")) {
                // the web server is somebody else
                Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
