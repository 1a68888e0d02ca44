package org.crisisplan.contact.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.crisisplan.contact.Absence;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.Shift;

/** An entry as somebody typed it into a page: the same is checked as of a file. */
public final class WrittenEntry {

    private static final String LOCATION = "page";

    private WrittenEntry() {}

    /** A way as it was typed. */
    public record TypedWay(String kind, String address) {}

    /** @throws ContactListRefused naming the fields that are wrong */
    public static Contact contact(
            String department,
            String user,
            String person,
            List<TypedWay> ways,
            List<String> deputies,
            String language,
            LocalDate confirmedOn) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        put(entry, "department", department);
        put(entry, "user", user);
        put(entry, "person", person);
        put(entry, "language", language);
        put(entry, "confirmedOn", confirmedOn.toString());
        ArrayNode written = entry.putArray("ways");
        ways.stream()
                .filter(way -> !way.address().isBlank())
                .forEach(way -> written.addObject()
                        .put("kind", way.kind())
                        .put("address", way.address().strip()));
        ArrayNode chain = entry.putArray("deputies");
        deputies.stream().filter(deputy -> !deputy.isBlank()).map(String::strip).forEach(chain::add);
        List<Problem> problems = new ArrayList<>();
        return new ContactEntry(1, entry, confirmedOn, problems)
                .contact()
                .orElseThrow(() -> new ContactListRefused(LOCATION, problems));
    }

    private static void put(ObjectNode entry, String field, String text) {
        if (!text.isBlank()) {
            entry.put(field, text.strip());
        }
    }

    /** @throws ContactListRefused naming the fields that are wrong */
    public static Absence absence(String user, String from, String until, String why, ZoneId zone) {
        List<Problem> problems = new ArrayList<>();
        var time = TimeEntry.of(1, user, from, until, zone, problems);
        var absence = time.map(one -> one.absence(why, problems));
        if (!problems.isEmpty() || absence.isEmpty()) {
            throw new ContactListRefused(LOCATION, problems);
        }
        return absence.get();
    }

    /** @throws ContactListRefused naming the fields that are wrong */
    public static Shift shift(String department, String user, String from, String until, ZoneId zone) {
        List<Problem> problems = new ArrayList<>();
        var time = TimeEntry.of(1, user, from, until, zone, problems);
        var shift = time.map(one -> one.shift(department, problems));
        if (!problems.isEmpty() || shift.isEmpty()) {
            throw new ContactListRefused(LOCATION, problems);
        }
        return shift.get();
    }
}
