package org.crisisplan.affected;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.affected.CsvFile.Line;
import org.crisisplan.affected.ListEntry.Fault;
import org.jspecify.annotations.Nullable;

/** A file read by what somebody says its columns hold. */
final class ListReading {

    private static final int SHOWN = 10;
    private static final int FAULTS_SHOWN = 20;

    private final CsvFile file;
    private final List<Column> columns;

    ListReading(CsvFile file, List<Column> columns) {
        this.file = file;
        this.columns = columns;
    }

    /** What is wrong with a line. */
    record LineFault(long line, Fault fault) {}

    /** One line as it will be taken, masked. @param values further columns, in their order */
    record Shown(
            long line, String mail, String phone, String user, String name, String language, List<String> values) {}

    /**
     * What the whole file holds.
     *
     * @param first the first lines that are good
     * @param faults the first that are not
     * @param refused how many are not
     */
    record Found(int good, int refused, List<Shown> first, List<LineFault> faults) {}

    /** Whether anybody could be told by it at all. */
    boolean namesSomebody() {
        return columns.contains(Column.MAIL) || columns.contains(Column.PHONE) || columns.contains(Column.USER);
    }

    boolean namesEachOnce() {
        return columns.stream()
                .filter(Column::isOnce)
                .allMatch(column -> columns.indexOf(column) == columns.lastIndexOf(column));
    }

    List<String> valueNames() {
        List<String> names = file.columns();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (columns.get(i) == Column.VALUE) {
                values.add(names.get(i));
            }
        }
        return values;
    }

    Found look() {
        int good = 0;
        int refused = 0;
        List<Shown> first = new ArrayList<>();
        List<LineFault> faults = new ArrayList<>();
        try (CsvFile.Lines lines = file.lines()) {
            while (lines.hasNext()) {
                Line line = lines.next();
                try {
                    ListEntry entry = entry(line);
                    good++;
                    if (first.size() < SHOWN) {
                        first.add(shown(line.number(), entry));
                    }
                } catch (ListEntry.Refused wrong) {
                    refused++;
                    if (faults.size() < FAULTS_SHOWN) {
                        faults.add(new LineFault(line.number(), wrong.fault()));
                    }
                }
            }
        }
        return new Found(good, refused, first, faults);
    }

    /** Every line; empty where it is of no use. */
    Iterator<Optional<ListEntry>> entries(CsvFile.Lines lines) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public Optional<ListEntry> next() {
                try {
                    return Optional.of(entry(lines.next()));
                } catch (ListEntry.Refused leftOut) {
                    return Optional.empty();
                }
            }
        };
    }

    private ListEntry entry(Line line) throws ListEntry.Refused {
        List<String> cells = line.cells();
        List<String> names = file.columns();
        if (cells.size() > columns.size()) {
            throw new ListEntry.Refused(Fault.SHAPE);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            if (columns.get(i) == Column.VALUE) {
                // a line break inside of a cell is a space to whoever reads it
                values.put(names.get(i), cells.get(i).replaceAll("\\s+", " "));
            }
        }
        return ListEntry.of(
                cell(cells, Column.MAIL),
                cell(cells, Column.PHONE),
                cell(cells, Column.USER),
                cell(cells, Column.NAME),
                cell(cells, Column.LANGUAGE),
                values);
    }

    private @Nullable String cell(List<String> cells, Column column) {
        int place = columns.indexOf(column);
        return place < 0 || place >= cells.size() ? null : cells.get(place);
    }

    private Shown shown(long line, ListEntry entry) {
        PersonData data = entry.data();
        return new Shown(
                line,
                Masked.mail(data.mail()),
                Masked.phone(data.phone()),
                Masked.user(data.user()),
                Masked.name(data.name()),
                entry.language() == null ? "" : entry.language(),
                valueNames().stream()
                        .map(name -> data.values().getOrDefault(name, ""))
                        .toList());
    }
}
