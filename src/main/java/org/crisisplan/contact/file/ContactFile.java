package org.crisisplan.contact.file;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.contact.Absence;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.Shift;
import org.springframework.core.io.Resource;

/** Reads the contact list, and with it absences and shifts, from a YAML file, and refuses it as a whole if anything in it is wrong. */
public final class ContactFile {

    private static final ObjectReader YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private static final Set<String> LISTS = Set.of("contacts", "absences", "shifts");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "absences", Set.of("user", "from", "until", "why"),
            "shifts", Set.of("department", "user", "from", "until"));

    private final String location;
    private final LocalDate today;
    private final ZoneId zone;
    private final List<Problem> problems = new ArrayList<>();

    private ContactFile(String location, LocalDate today, ZoneId zone) {
        this.location = location;
        this.today = today;
        this.zone = zone;
    }

    /**
     * The list as a whole, that every department must stand in.
     *
     * @throws ContactListRefused naming every entry that is wrong
     */
    static ContactLists read(Resource file, String location, LocalDate today, ZoneId zone) {
        return new ContactFile(location, today, zone).all(file, true);
    }

    /**
     * Some entries, to be taken into the list that is there.
     *
     * @throws ContactListRefused naming every entry that is wrong
     */
    public static ContactLists readSome(Resource file, String location, LocalDate today, ZoneId zone) {
        return new ContactFile(location, today, zone).all(file, false);
    }

    private ContactLists all(Resource file, boolean whole) {
        JsonNode tree = tree(file);
        JsonNode entries = tree.path("contacts");
        if (!entries.isArray() && (whole || !tree.has("absences") && !tree.has("shifts"))) {
            throw refused("it has no list named 'contacts'; write 'contacts:' and below it one entry for each person");
        }
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            new ContactEntry(i + 1, entries.get(i), today, problems).contact().ifPresent(contacts::add);
        }
        var lists = new ContactLists(contacts, absences(tree.path("absences")), shifts(tree.path("shifts")));
        if (problems.isEmpty() && whole) {
            problems.addAll(WholeList.problems(contacts));
        }
        if (!problems.isEmpty()) {
            throw new ContactListRefused(location, problems);
        }
        return lists;
    }

    private JsonNode tree(Resource file) {
        try (var content = file.getInputStream()) {
            JsonNode tree = YAML.readTree(content);
            tree.fieldNames().forEachRemaining(name -> {
                if (!LISTS.contains(name)) {
                    problems.add(Problem.ofTheList("unknown field '%s' beside 'contacts'; remove it".formatted(name)));
                }
            });
            return tree;
        } catch (IOException unreadable) {
            throw refused("it cannot be read: " + unreadable.getMessage());
        }
    }

    private List<Absence> absences(JsonNode entries) {
        List<Absence> absences = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            knownFields("absences", i + 1, entries.get(i));
            JsonNode entry = entries.get(i);
            TimeEntry.of(i + 1, text(entry, "user"), text(entry, "from"), text(entry, "until"), zone, problems)
                    .ifPresent(time -> absences.add(time.absence(text(entry, "why"), problems)));
        }
        return absences;
    }

    private List<Shift> shifts(JsonNode entries) {
        List<Shift> shifts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            knownFields("shifts", i + 1, entries.get(i));
            JsonNode entry = entries.get(i);
            TimeEntry.of(i + 1, text(entry, "user"), text(entry, "from"), text(entry, "until"), zone, problems)
                    .ifPresent(time -> shifts.add(time.shift(text(entry, "department"), problems)));
        }
        return shifts;
    }

    private void knownFields(String list, int position, JsonNode entry) {
        entry.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.getOrDefault(list, Set.of()).contains(name)) {
                problems.add(new Problem(position, list, name, "is unknown; remove it"));
            }
        });
    }

    private static String text(JsonNode entry, String field) {
        return entry.path(field).asText("");
    }

    private ContactListRefused refused(String problem) {
        return new ContactListRefused(location, List.of(Problem.ofTheList(problem)));
    }

    /** The whole of it in this form, which can be read again. */
    public static byte[] write(ContactLists lists, ZoneId zone) {
        try {
            return YAMLMapper.builder().build().writeValueAsBytes(Written.of(lists, zone));
        } catch (IOException impossible) {
            throw new IllegalStateException("Texts and lists can be written as YAML", impossible);
        }
    }

    /** What a file looks like. */
    record Written(List<WrittenContact> contacts, List<WrittenAbsence> absences, List<WrittenShift> shifts) {

        static Written of(ContactLists lists, ZoneId zone) {
            return new Written(
                    lists.contacts().stream().map(WrittenContact::of).toList(),
                    lists.absences().stream()
                            .map(absence -> new WrittenAbsence(
                                    absence.user(),
                                    written(absence.from(), zone),
                                    written(absence.until(), zone),
                                    absence.why()))
                            .toList(),
                    lists.shifts().stream()
                            .map(shift -> new WrittenShift(
                                    shift.department(),
                                    shift.user(),
                                    written(shift.from(), zone),
                                    written(shift.until(), zone)))
                            .toList());
        }

        private static String written(Instant at, ZoneId zone) {
            return PlanTime.written(at, zone);
        }
    }

    /** A contact in a file. */
    record WrittenContact(
            String department,
            String person,
            String user,
            List<WrittenWay> ways,
            List<String> deputies,
            String language,
            String confirmedOn) {

        static WrittenContact of(Contact contact) {
            return new WrittenContact(
                    contact.department(),
                    contact.person(),
                    contact.user(),
                    contact.ways().stream()
                            .map(way -> new WrittenWay(way.kind().word(), way.address()))
                            .toList(),
                    contact.deputies(),
                    contact.language().code(),
                    contact.confirmedOn().toString());
        }
    }

    /** A way in a file. */
    record WrittenWay(String kind, String address) {}

    /** An absence in a file. */
    record WrittenAbsence(String user, String from, String until, String why) {}

    /** A shift in a file. */
    record WrittenShift(String department, String user, String from, String until) {}
}
