package org.crisisplan.improvement;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A list as a CSV file (RFC 4180) that a spreadsheet opens without computing anything in it. */
final class CsvTable {

    /** Spreadsheets take the file for UTF-8 by this. */
    private final StringBuilder file = new StringBuilder("\uFEFF");

    CsvTable(Object... columns) {
        row(columns);
    }

    void row(@Nullable Object... cells) {
        Object[] written = Arrays.stream(cells)
                .map(cell -> harmless(Objects.toString(cell, "")))
                .toArray();
        file.append(CSVFormat.EXCEL.format(written)).append("\r\n");
    }

    /** A spreadsheet would compute what begins like a formula, whoever wrote it. */
    private static String harmless(String cell) {
        return cell.matches("(?s)\\s*[=+\\-@\\t\\r].*") ? "'" + cell : cell;
    }

    ResponseEntity<byte[]> named(String name) {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(file.toString().getBytes(StandardCharsets.UTF_8));
    }
}
