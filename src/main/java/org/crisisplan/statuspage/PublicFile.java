package org.crisisplan.statuspage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;

/** Scripts and styles that go with the public page as they are. */
public final class PublicFile {

    private PublicFile() {}

    /** @param path below the product's resources */
    public static byte[] read(String path) {
        try (InputStream file = new ClassPathResource(path).getInputStream()) {
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(path + " of the product cannot be read", unreadable);
        }
    }
}
