package org.crisisplan.signals.channel.tickets;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.crisisplan.signals.InvalidSignal;
import org.crisisplan.signals.channel.tickets.TicketFormat.Delivered;
import org.crisisplan.signals.channel.tickets.TicketFormat.Placed;

/** Reads tickets that a support system exports as CSV (RFC 4180): UTF-8 with or without a byte order mark, the first row names the columns. */
class TicketTable {

    private TicketTable() {}

    static Delivered read(byte[] body) {
        List<Placed> tickets = new ArrayList<>();
        List<InvalidSignal> faults = new ArrayList<>();
        try (CSVParser rows = CSVParser.parse(new StringReader(text(body)), CSVFormat.RFC4180)) {
            List<String> columns = null;
            long line = 1;
            for (CSVRecord row : rows) {
                boolean isEmpty = row.size() == 1 && row.get(0).isBlank();
                if (columns == null) {
                    columns = columns(row);
                } else if (row.size() == columns.size() && !isEmpty) {
                    tickets.add(new Placed("line " + line, ticket(columns, row)));
                } else if (!isEmpty) {
                    faults.add(new InvalidSignal(
                            "line " + line, "must have %d columns, not %d".formatted(columns.size(), row.size())));
                }
                line = rows.getCurrentLineNumber() + 1;
            }
            if (columns == null) {
                throw new InvalidSignal("body", "must begin with a row that names the columns");
            }
        } catch (UncheckedIOException | IOException broken) {
            throw new InvalidSignal(
                    "body", "must be CSV; a quotation mark has no end, or stands in the middle of a field");
        }
        return new Delivered(tickets, faults);
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException otherCharset) {
            throw new InvalidSignal("body", "must be written in UTF-8");
        }
    }

    private static List<String> columns(CSVRecord row) {
        List<String> columns =
                row.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        if (columns.stream().distinct().count() < columns.size()) {
            throw new InvalidSignal("line 1", "must not name a column twice");
        }
        if (columns.stream().noneMatch(Ticket.fieldNames()::contains)) {
            throw new InvalidSignal(
                    "line 1", "must name the columns; known are " + String.join(", ", Ticket.fieldNames()));
        }
        return columns;
    }

    private static Ticket ticket(List<String> columns, CSVRecord row) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            values.put(columns.get(i), row.get(i));
        }
        return Ticket.of(values::get);
    }
}
