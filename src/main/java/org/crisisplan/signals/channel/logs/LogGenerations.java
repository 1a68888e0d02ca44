package org.crisisplan.signals.channel.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The log that is being written and the older ones beside it, into which it is rotated. Compressed ones cannot be followed. */
class LogGenerations {

    private static final int LONGEST_HEAD = 512;
    private static final String NUMBER_OR_DATE = "[._-]\\d[\\d._T-]*";

    private final Path current;
    private final Pattern older;

    LogGenerations(Path path) {
        this.current = path.toAbsolutePath();
        String name = current.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String extension = dot > 0 ? name.substring(dot) : "";
        // access.log.1, access.log-20261123 and access-20261123.log, but no other log that only begins like it
        this.older = Pattern.compile(Pattern.quote(name) + NUMBER_OR_DATE + "|" + Pattern.quote(stem) + NUMBER_OR_DATE
                + Pattern.quote(extension));
    }

    /** A file as it was found. */
    record Generation(
            Path path, boolean isCurrent, @Nullable String key, long size, long modified) {

        private static final Comparator<Generation> BY_AGE =
                Comparator.comparing(Generation::isCurrent).thenComparingLong(Generation::modified);
    }

    /**
     * Where a place is now.
     *
     * @param isCopy whether it is another file with the same beginning, into which nobody writes
     */
    record Found(Generation generation, boolean isCopy) {}

    Path path() {
        return current;
    }

    Optional<Generation> current() throws IOException {
        return look(current, true);
    }

    /** The file of the place, wherever it was moved or copied to; empty when it is gone. */
    Optional<Found> find(Place place) throws IOException {
        List<Generation> all = all();
        for (Generation one : all) {
            if (place.key() != null && place.key().equals(one.key()) && isAt(place, one)) {
                return Optional.of(new Found(one, false));
            }
        }
        for (Generation one : all) {
            boolean sameFile = place.key() == null && one.isCurrent();
            if (place.headLength() > 0 && isAt(place, one)) {
                return Optional.of(new Found(one, !sameFile));
            }
        }
        return Optional.empty();
    }

    /** The one that was begun after another was put aside. */
    Optional<Generation> after(Generation finished) throws IOException {
        return all().stream()
                .filter(one -> !one.path().equals(finished.path()))
                .filter(one -> one.isCurrent() || one.modified() > finished.modified())
                .min(Generation.BY_AGE);
    }

    Place begin(Generation generation) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(generation.path())) {
            byte[] head = head(channel, LONGEST_HEAD);
            return new Place(generation.key(), head.length, hash(head), 0, false);
        }
    }

    /** Behind what stands there now; a line that is half written by then is not wanted. */
    Place end(Generation generation) throws IOException {
        Place begin = begin(generation);
        try (SeekableByteChannel channel = Files.newByteChannel(generation.path())) {
            long size = channel.size();
            if (size == 0) {
                return begin;
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(size - 1).read(last);
            return begin.at(size, last.get(0) != '\n');
        }
    }

    /** Whether the opened file is the one that the place was found in; it may have been moved since. */
    static boolean isAt(Place place, SeekableByteChannel channel) throws IOException {
        if (channel.size() < Math.max(place.offset(), place.headLength())) {
            return false;
        }
        return hash(head(channel, place.headLength())).equals(place.head()) || place.headLength() == 0;
    }

    /** The same place, recognised by more of the file's beginning where there is more by now. */
    static Place knownBetter(Place place, SeekableByteChannel channel) throws IOException {
        if (place.headLength() == LONGEST_HEAD) {
            return place;
        }
        byte[] head = head(channel, LONGEST_HEAD);
        return new Place(place.key(), head.length, hash(head), place.offset(), place.skipping());
    }

    private static boolean isAt(Place place, Generation generation) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(generation.path())) {
            return isAt(place, channel);
        } catch (NoSuchFileException moved) {
            return false;
        }
    }

    private List<Generation> all() throws IOException {
        List<Generation> all = new ArrayList<>();
        current().ifPresent(all::add);
        Path folder = current.getParent();
        if (folder != null && Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(
                    folder, file -> older.matcher(file.getFileName().toString()).matches())) {
                for (Path file : files) {
                    look(file, false).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private static Optional<Generation> look(Path path, boolean isCurrent) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return Optional.empty();
            }
            String key =
                    attributes.fileKey() == null ? null : attributes.fileKey().toString();
            return Optional.of(new Generation(
                    path,
                    isCurrent,
                    key,
                    attributes.size(),
                    attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS)));
        } catch (NoSuchFileException moved) {
            return Optional.empty();
        }
    }

    private static byte[] head(SeekableByteChannel channel, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(0);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // until it is full or the file ends
        }
        byte[] head = new byte[buffer.position()];
        buffer.flip().get(head);
        return head;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
