package org.crisisplan.media.contact;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.jspecify.annotations.Nullable;

/** The list as a CSV file: what one downloads can be uploaded again. A file in which one line is wrong is refused as a whole. */
final class ContactsFile {

    static final List<String> COLUMNS = List.of("outlet", "name", "mail", "phone", "language", "notes", "active");

    private static final int MOST = 5_000;
    private static final String MARK = "\uFEFF";

    private ContactsFile() {}

    static byte[] write(List<MediaContact> contacts) {
        StringBuilder file = new StringBuilder(MARK);
        row(file, COLUMNS);
        contacts.forEach(contact -> row(
                file,
                List.of(
                        contact.outlet(),
                        contact.name(),
                        contact.mail(),
                        contact.phone(),
                        contact.language(),
                        contact.notes(),
                        contact.active() ? "yes" : "no")));
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 4180, every cell in quotes. */
    private static void row(StringBuilder file, List<String> cells) {
        file.append(cells.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** @throws InvalidReport naming the lines that are wrong */
    static List<MediaContact> read(byte[] file) {
        String text = text(file);
        char separator = text.lines().findFirst().orElse("").contains(";") ? ';' : ',';
        List<Finding> findings = new ArrayList<>();
        List<MediaContact> contacts = new ArrayList<>();
        try (CSVParser rows = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get()
                .parse(new StringReader(text))) {
            if (!rows.getHeaderMap().containsKey("outlet")
                    || !rows.getHeaderMap().containsKey("mail")) {
                throw wrong("its first line must name the columns; outlet and mail are needed, the others are "
                        + String.join(", ", COLUMNS.subList(3, COLUMNS.size())) + " and name");
            }
            for (CSVRecord row : rows) {
                take(row, contacts, findings);
                if (contacts.size() > MOST) {
                    throw wrong("it has more than " + MOST + " lines");
                }
            }
        } catch (IOException | IllegalArgumentException | UncheckedIOException unreadable) {
            throw wrong("it cannot be read as CSV: " + unreadable.getMessage());
        }
        if (!findings.isEmpty()) {
            throw new InvalidReport(findings);
        }
        return contacts;
    }

    private static void take(CSVRecord row, List<MediaContact> contacts, List<Finding> findings) {
        Map<String, String> cells = row.toMap();
        try {
            contacts.add(MediaContact.of(
                    MediaContactRepository.newId(),
                    cell(cells, "outlet"),
                    cell(cells, "name"),
                    cell(cells, "mail"),
                    cell(cells, "phone"),
                    cell(cells, "language"),
                    cell(cells, "notes"),
                    !List.of("no", "false", "0", "否").contains(String.valueOf(cell(cells, "active")))));
        } catch (InvalidReport invalid) {
            invalid.findings()
                    .forEach(finding -> findings.add(new Finding(
                            "file line " + (row.getRecordNumber() + 1) + " " + finding.field(), finding.message())));
        }
    }

    private static @Nullable String cell(Map<String, String> cells, String column) {
        return cells.entrySet().stream()
                .filter(cell -> cell.getKey().equalsIgnoreCase(column))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** UTF-8, or what spreadsheets write in China. */
    private static String text(byte[] file) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException otherwise) {
            text = new String(file, Charset.forName("GB18030"));
        }
        return text.startsWith(MARK) ? text.substring(1) : text;
    }

    private static InvalidReport wrong(String sentence) {
        return new InvalidReport(List.of(new Finding("file", sentence)));
    }
}
