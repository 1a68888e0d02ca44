package org.crisisplan.signals.channel.logs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.crisisplan.signals.channel.logs.LogGenerations.Found;
import org.crisisplan.signals.channel.logs.LogGenerations.Generation;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was added to a log since a place, line by line, across its rotation: first the rest of the file that was put aside or
 * copied, then those after it, then the one that is being written now. A line that is not finished is read when it is.
 */
class LogTail {

    private final LogGenerations generations;
    private final int longestLine;
    private final long mostBytes;
    /** The file behind which another one was seen already, while this one may still be written to by somebody who is late. */
    private @Nullable Path overtaken;

    /**
     * @param longestLine bytes of a line; a longer one is not wanted
     * @param mostBytes are read at a time
     */
    LogTail(Path path, int longestLine, long mostBytes) {
        this.generations = new LogGenerations(path);
        this.longestLine = longestLine;
        this.mostBytes = mostBytes;
    }

    /**
     * What reading came to.
     *
     * @param next where to go on
     * @param bytes how much was new
     * @param atEnd whether that is all there is for now
     * @param tooLong how many lines were not wanted for their length
     * @param lost whether the file of the place is gone, with what was added to it after
     */
    record Progress(Place next, long bytes, boolean atEnd, int tooLong, boolean lost) {}

    /** Where to begin with a log that was never followed. */
    Place first(boolean fromStart) throws IOException {
        Optional<Generation> current = generations.current();
        if (current.isEmpty()) {
            return Place.NOWHERE;
        }
        return fromStart ? generations.begin(current.get()) : generations.end(current.get());
    }

    /** @throws NoSuchFileException when there is no such log at all */
    Progress read(Place place, Consumer<LogLine> lines) throws IOException {
        Optional<Found> found = generations.find(place);
        if (found.isEmpty()) {
            return readAnew(place, lines);
        }
        Reading reading = new Reading(lines);
        Generation generation = found.get().generation();
        boolean isCopy = found.get().isCopy();
        Place next = reading.rest(
                generation, isCopy ? generations.begin(generation).at(place.offset(), place.skipping()) : place);
        while (reading.isAtEnd && !reading.isMoved && !generation.isCurrent()) {
            Optional<Generation> after = generations.after(generation);
            if (after.isEmpty() || !mayLeave(generation, isCopy, reading.bytesOfFile, after.get())) {
                break;
            }
            reading.finishLine();
            generation = after.get();
            isCopy = false;
            next = reading.rest(generation, generations.begin(generation));
        }
        if (generation.isCurrent()) {
            overtaken = null;
        }
        return new Progress(next, reading.bytes, reading.isAtEnd, reading.tooLong, false);
    }

    /** Its file is gone: what is there now is new. */
    private Progress readAnew(Place place, Consumer<LogLine> lines) throws IOException {
        Generation current = generations
                .current()
                .orElseThrow(() -> new NoSuchFileException(generations.path().toString()));
        Reading reading = new Reading(lines);
        Place next = reading.rest(current, generations.begin(current));
        return new Progress(next, reading.bytes, reading.isAtEnd, reading.tooLong, place.headLength() > 0);
    }

    /**
     * Servers go on writing to a file that was renamed until they are told, each of their processes in its own time. So it counts as
     * finished only when the next one is in use and a later look finds nothing more.
     */
    private boolean mayLeave(Generation generation, boolean isCopy, long bytesNow, Generation after) {
        if (isCopy || !after.isCurrent()) {
            return true;
        }
        if (after.size() == 0) {
            return false;
        }
        if (bytesNow == 0 && generation.path().equals(overtaken)) {
            return true;
        }
        overtaken = generation.path();
        return false;
    }

    /** One reading, through one or several files. */
    private class Reading {

        private final Consumer<LogLine> lines;
        private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private Place begins = Place.NOWHERE;
        private boolean skipping;
        private boolean isAtEnd;
        private boolean isMoved;
        private long bytes;
        private long bytesOfFile;
        private int tooLong;

        Reading(Consumer<LogLine> lines) {
            this.lines = lines;
        }

        /** @return where to go on in this file */
        Place rest(Generation generation, Place from) throws IOException {
            begins = from;
            skipping = from.skipping();
            line.reset();
            bytesOfFile = 0;
            try (SeekableByteChannel channel = Files.newByteChannel(generation.path())) {
                if (!LogGenerations.isAt(from, channel)) {
                    return moved(from);
                }
                begins = LogGenerations.knownBetter(from, channel);
                isAtEnd = false;
                long at = from.offset();
                channel.position(at);
                while (!isAtEnd && bytes < mostBytes) {
                    buffer.clear();
                    int read = channel.read(buffer);
                    isAtEnd = read < 0;
                    if (read > 0) {
                        bytes += read;
                        bytesOfFile += read;
                        at = take(read, at);
                    }
                }
                if (skipping) {
                    begins = begins.at(at, true);
                }
                // the unfinished line is read again with its end, so it is not new yet
                bytesOfFile -= line.size();
                bytes -= line.size();
                return begins;
            } catch (NoSuchFileException gone) {
                return moved(from);
            }
        }

        /** It was moved or truncated in this very moment; the next look finds it. */
        private Place moved(Place from) {
            isMoved = true;
            isAtEnd = true;
            return from;
        }

        private long take(int read, long from) {
            long at = from;
            for (int i = 0; i < read; i++) {
                byte one = buffer.get(i);
                at++;
                if (one == '\n') {
                    endLine(at);
                } else if (one == 0 && line.size() == 0 && !skipping) {
                    // a log that was truncated under a writer who does not append begins with zeros
                    begins = begins.at(at, false);
                } else if (!skipping) {
                    line.write(one);
                    if (line.size() > longestLine) {
                        tooLong++;
                        skipping = true;
                        line.reset();
                    }
                }
            }
            return at;
        }

        private void endLine(long at) {
            if (!skipping) {
                deliver();
            }
            skipping = false;
            line.reset();
            begins = begins.at(at, false);
        }

        private void deliver() {
            byte[] bytesOfLine = line.toByteArray();
            int length = bytesOfLine.length;
            if (length > 0 && bytesOfLine[length - 1] == '\r') {
                bytesOfLine = Arrays.copyOf(bytesOfLine, length - 1);
            }
            if (bytesOfLine.length > 0) {
                lines.accept(new LogLine(bytesOfLine, begins));
            }
        }

        /** Nobody will write its end any more. */
        void finishLine() {
            if (!skipping && line.size() > 0) {
                bytes += line.size();
                deliver();
            }
            line.reset();
            skipping = false;
        }
    }
}
