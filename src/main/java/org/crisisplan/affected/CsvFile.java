package org.crisisplan.affected;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.crisisplan.affected.UnreadableFile.Why;
import org.jspecify.annotations.Nullable;

/**
 * A list as spreadsheets write it: in UTF-8 or GBK, with or without a byte order mark, with whatever stands between the columns. It is
 * read line by line, as often as somebody asks, and never held as a whole.
 */
final class CsvFile {

    static final int MOST_COLUMNS = 40;
    static final int MOST_LINES = 200_000;

    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final Charset CHINESE = Charset.forName("GB18030");
    private static final int BUFFER = 64 * 1024;

    private final Supplier<InputStream> content;
    private final Charset charset;
    private final char delimiter;
    private final boolean heading;
    private final List<String> first;

    /** @throws UnreadableFile if it is no list */
    CsvFile(Supplier<InputStream> content) {
        this.content = content;
        this.charset = charset(content);
        this.delimiter = delimiter();
        try (Lines lines = new Lines()) {
            if (!lines.hasNext()) {
                throw new UnreadableFile(Why.EMPTY, 0);
            }
            this.first = lines.next().cells();
            if (first.size() > MOST_COLUMNS) {
                throw new UnreadableFile(Why.TOO_MANY_COLUMNS, 1);
            }
            this.heading = first.stream().noneMatch(CsvFile::isAnAddress);
            if (heading && !lines.hasNext()) {
                throw new UnreadableFile(Why.HEADER_ONLY, 1);
            }
        }
    }

    /** @param number of its first line in the file, from 1 */
    record Line(long number, List<String> cells) {}

    Charset charset() {
        return charset;
    }

    char delimiter() {
        if (delimiter != 0) {
            return delimiter;
        }
        String line = firstLine();
        char best = ',';
        long most = 0;
        for (char each : DELIMITERS) {
            long found = line.replaceAll("\"[^\"]*\"", "")
                    .chars()
                    .filter(letter -> letter == each)
                    .count();
            if (found > most) {
                most = found;
                best = each;
            }
        }
        return best;
    }

    private String firstLine() {
        try (Reader reader = reader()) {
            var line = new StringBuilder();
            for (int next = reader.read(); next >= 0 && line.length() < BUFFER; next = reader.read()) {
                if (next == '\n' || next == '\r') {
                    if (!line.toString().isBlank()) {
                        break;
                    }
                } else {
                    line.append((char) next);
                }
            }
            return line.toString();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the columns are called; numbers where nobody says. */
    List<String> columns() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            String name = heading
                    ? first.get(i).strip().replaceAll("[^\\p{L}\\p{N} _-]", " ").strip()
                    : "";
            String plain = name.replaceFirst("^[ _-]+", "");
            String unique = plain.isEmpty() ? "column " + (i + 1) : plain.substring(0, Math.min(plain.length(), 40));
            names.add(
                    names.contains(unique)
                            ? unique.substring(0, Math.min(unique.length(), 35)) + " " + (i + 1)
                            : unique);
        }
        return names;
    }

    /** What they most likely hold; each kind of address once. */
    List<Column> guesses() {
        List<Column> guesses = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Column guess =
                    heading ? Column.guess(first.get(i)) : isAnAddress(first.get(i)) ? Column.MAIL : Column.VALUE;
            guesses.add(guess.isOnce() && guesses.contains(guess) ? Column.VALUE : guess);
        }
        return guesses;
    }

    private static boolean isAnAddress(String cell) {
        return cell.strip().matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    }

    /** Without the heading. */
    Lines lines() {
        Lines lines = new Lines();
        if (heading) {
            lines.next();
        }
        return lines;
    }

    private Reader reader() {
        InputStream stream = content.get();
        return new InputStreamReader(
                withoutMark(stream),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static InputStream withoutMark(InputStream stream) {
        try {
            BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER);
            for (byte[] mark : MARKS) {
                buffered.mark(mark.length);
                if (Arrays.equals(buffered.readNBytes(mark.length), mark)) {
                    return buffered;
                }
                buffered.reset();
            }
            return buffered;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final List<byte[]> MARKS = List.of(
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            new byte[] {(byte) 0xFF, (byte) 0xFE},
            new byte[] {(byte) 0xFE, (byte) 0xFF});

    private static Charset charset(Supplier<InputStream> content) {
        try (InputStream stream = content.get()) {
            byte[] begin = stream.readNBytes(2);
            if (Arrays.equals(begin, MARKS.get(1))) {
                return StandardCharsets.UTF_16LE;
            }
            if (Arrays.equals(begin, MARKS.get(2))) {
                return StandardCharsets.UTF_16BE;
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        for (Charset charset : List.of(StandardCharsets.UTF_8, CHINESE)) {
            if (isIn(charset, content)) {
                return charset;
            }
        }
        throw new UnreadableFile(Why.CHARSET, 0);
    }

    private static boolean isIn(Charset charset, Supplier<InputStream> content) {
        try (Reader reader = new InputStreamReader(
                content.get(),
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT))) {
            char[] buffer = new char[BUFFER];
            while (reader.read(buffer) >= 0) {
                // to the end
            }
            return true;
        } catch (CharacterCodingException another) {
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** One line after the other, quoted line breaks and all. */
    final class Lines implements Iterator<Line>, AutoCloseable {

        private final CSVParser parser;
        private final Iterator<CSVRecord> records;
        private long begins = 1;
        private int read;
        private @Nullable Line next;

        Lines() {
            try {
                parser = CSVParser.builder()
                        .setReader(reader())
                        .setFormat(CSVFormat.DEFAULT
                                .builder()
                                .setDelimiter(delimiter == 0 ? ',' : delimiter)
                                .setIgnoreEmptyLines(true)
                                .get())
                        .get();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            records = parser.iterator();
        }

        @Override
        public boolean hasNext() {
            if (next == null) {
                next = read();
            }
            return next != null;
        }

        private @Nullable Line read() {
            try {
                while (records.hasNext()) {
                    CSVRecord record = records.next();
                    Line line = new Line(begins, Arrays.asList(record.values()));
                    begins = parser.getCurrentLineNumber() + 1;
                    // a spreadsheet ends with lines of nothing but delimiters
                    if (line.cells().stream().anyMatch(cell -> !cell.isBlank())) {
                        if (++read > MOST_LINES) {
                            throw new UnreadableFile(Why.TOO_MANY_LINES, line.number());
                        }
                        return line;
                    }
                }
                return null;
            } catch (UncheckedIOException | IllegalStateException broken) {
                throw new UnreadableFile(Why.QUOTE, begins);
            }
        }

        @Override
        public Line next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Line found = next;
            next = null;
            if (found == null) {
                throw new NoSuchElementException();
            }
            return found;
        }

        @Override
        public void close() {
            try {
                parser.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
