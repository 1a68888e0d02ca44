package org.crisisplan.contact.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.crisisplan.contact.Absence;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.Shift;

/**
 * The lists as CSV files, one for each: what one downloads can be uploaded again. Which it is says the first line. A file in which one
 * line is wrong is refused as a whole.
 */
public final class ContactTable {

    private static final List<String> OF_CONTACTS =
            List.of("department", "person", "user", "ways", "deputies", "language", "confirmedOn");
    private static final List<String> OF_ABSENCES = List.of("user", "from", "until", "why");
    private static final List<String> OF_SHIFTS = List.of("department", "user", "from", "until");

    private static final int MOST = 5_000;
    private static final String MARK = "\uFEFF";
    private static final String LOCATION = "file";

    private ContactTable() {}

    public static byte[] contacts(List<Contact> contacts) {
        return file(
                OF_CONTACTS,
                contacts.stream()
                        .map(contact -> List.of(
                                contact.department(),
                                contact.person(),
                                contact.user(),
                                contact.ways().stream()
                                        .map(way -> way.kind().word() + ": " + way.address())
                                        .collect(Collectors.joining("; ")),
                                String.join("; ", contact.deputies()),
                                contact.language().code(),
                                contact.confirmedOn().toString()))
                        .toList());
    }

    public static byte[] absences(List<Absence> absences, ZoneId zone) {
        return file(
                OF_ABSENCES,
                absences.stream()
                        .map(absence -> List.of(
                                absence.user(),
                                PlanTime.written(absence.from(), zone),
                                PlanTime.written(absence.until(), zone),
                                absence.why()))
                        .toList());
    }

    public static byte[] shifts(List<Shift> shifts, ZoneId zone) {
        return file(
                OF_SHIFTS,
                shifts.stream()
                        .map(shift -> List.of(
                                shift.department(),
                                shift.user(),
                                PlanTime.written(shift.from(), zone),
                                PlanTime.written(shift.until(), zone)))
                        .toList());
    }

    /** RFC 4180, every cell in quotes. */
    private static byte[] file(List<String> columns, List<List<String>> rows) {
        StringBuilder file = new StringBuilder(MARK);
        row(file, columns);
        rows.forEach(row -> row(file, row));
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void row(StringBuilder file, List<String> cells) {
        file.append(cells.stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** @throws ContactListRefused naming the lines that are wrong */
    public static ContactLists read(byte[] file, LocalDate today, ZoneId zone) {
        String text = text(file);
        List<Problem> problems = new ArrayList<>();
        var lists = new ContactLists(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (CSVParser rows = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator(text))
                .setHeader()
                .setSkipHeaderRecord(true)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get()
                .parse(new StringReader(text))) {
            Set<String> columns = rows.getHeaderNames().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toSet());
            boolean times = columns.contains("from") && columns.contains("until");
            if (!times && !columns.contains("person")) {
                throw refused("its first line must name the columns: " + String.join(", ", OF_CONTACTS) + "; or "
                        + String.join(", ", OF_SHIFTS) + "; or " + String.join(", ", OF_ABSENCES));
            }
            for (CSVRecord row : rows) {
                if (row.getRecordNumber() > MOST) {
                    throw refused("it has more than " + MOST + " lines");
                }
                Map<String, String> cells = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                cells.putAll(row.toMap());
                int line = (int) row.getRecordNumber() + 1;
                if (times) {
                    takeTime(line, cells, columns.contains("department"), lists, zone, problems);
                } else {
                    new ContactEntry(line, entry(cells), today, problems)
                            .contact()
                            .ifPresent(lists.contacts()::add);
                }
            }
        } catch (IOException | IllegalArgumentException | UncheckedIOException unreadable) {
            throw refused("it cannot be read as CSV: " + unreadable.getMessage());
        }
        if (!problems.isEmpty()) {
            throw new ContactListRefused(LOCATION, problems);
        }
        return lists;
    }

    private static void takeTime(
            int line,
            Map<String, String> cells,
            boolean ofShifts,
            ContactLists lists,
            ZoneId zone,
            List<Problem> problems) {
        TimeEntry.of(line, cell(cells, "user"), cell(cells, "from"), cell(cells, "until"), zone, problems)
                .ifPresent(time -> {
                    if (ofShifts) {
                        lists.shifts().add(time.shift(cell(cells, "department"), problems));
                    } else {
                        lists.absences().add(time.absence(cell(cells, "why"), problems));
                    }
                });
    }

    /** As the YAML file has it, so that the same is checked with the same words. */
    private static JsonNode entry(Map<String, String> cells) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        cells.forEach((column, cell) -> {
            String name = OF_CONTACTS.stream()
                    .filter(known -> known.equalsIgnoreCase(column))
                    .findFirst()
                    .orElse(column);
            if (cell == null || cell.isBlank()) {
                return;
            }
            switch (name) {
                case "ways" -> entry.set(name, ways(cell));
                case "deputies" -> {
                    ArrayNode deputies = entry.putArray(name);
                    parts(cell).forEach(deputies::add);
                }
                default -> entry.put(name, cell);
            }
        });
        return entry;
    }

    private static ArrayNode ways(String cell) {
        ArrayNode ways = JsonNodeFactory.instance.arrayNode();
        parts(cell).forEach(part -> {
            String[] kindAndAddress = part.split(":", 2);
            ObjectNode way = ways.addObject();
            way.put("kind", kindAndAddress[0].strip());
            way.put("address", kindAndAddress.length < 2 ? "" : kindAndAddress[1].strip());
        });
        return ways;
    }

    private static List<String> parts(String cell) {
        return cell.lines()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String cell(Map<String, String> cells, String column) {
        String cell = cells.get(column);
        return cell == null ? "" : cell;
    }

    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        return first.contains(";") && !first.contains(",") ? ';' : ',';
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

    private static ContactListRefused refused(String sentence) {
        return new ContactListRefused(LOCATION, List.of(Problem.ofTheList(sentence)));
    }
}
