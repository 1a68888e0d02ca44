package org.crisisplan.contact;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.crisisplan.department.Group;
import org.springframework.core.io.Resource;

/** Reads the contact list from its file and refuses it as a whole if anything in it could leave a department unreachable. */
class ContactFile {

    private static final ObjectReader YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final String location;
    private final LocalDate today;
    private final List<String> problems = new ArrayList<>();

    private ContactFile(String location, LocalDate today) {
        this.location = location;
        this.today = today;
    }

    static List<Contact> read(Resource file, String location, LocalDate today) {
        return new ContactFile(location, today).contactsIn(file);
    }

    private List<Contact> contactsIn(Resource file) {
        JsonNode entries = tree(file).path("contacts");
        if (!entries.isArray()) {
            throw refused("it has no list named 'contacts'; write 'contacts:' and below it one entry for each person");
        }
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            new ContactEntry(i + 1, entries.get(i), today, problems).contact().ifPresent(contacts::add);
        }
        if (problems.isEmpty()) {
            checkTogether(contacts);
        }
        if (!problems.isEmpty()) {
            throw new ContactListRefused(location, problems);
        }
        return contacts;
    }

    private JsonNode tree(Resource file) {
        try (var content = file.getInputStream()) {
            JsonNode tree = YAML.readTree(content);
            tree.fieldNames().forEachRemaining(name -> {
                if (!name.equals("contacts")) {
                    problems.add("unknown field '%s' beside 'contacts'; remove it".formatted(name));
                }
            });
            return tree;
        } catch (IOException unreadable) {
            throw refused("it cannot be read: " + unreadable.getMessage());
        }
    }

    private void checkTogether(List<Contact> contacts) {
        Set<String> seen = new HashSet<>();
        Set<String> users = contacts.stream().map(Contact::user).collect(Collectors.toSet());
        for (Contact contact : contacts) {
            String entry = "%s, user %s".formatted(contact.department(), contact.user());
            if (!seen.add(entry)) {
                problems.add("%s: stands in the list twice; remove one entry".formatted(entry));
            }
            if (contact.deputy() != null && !users.contains(contact.deputy())) {
                problems.add("%s: deputy '%s' is not in the list; add an entry with user: %s"
                        .formatted(entry, contact.deputy(), contact.deputy()));
            }
        }
        Set<String> reachable = contacts.stream().map(Contact::department).collect(Collectors.toSet());
        // each is given tasks, so each needs somebody who can be reached
        Group.teamIds().stream()
                .filter(department -> !reachable.contains(department))
                .forEach(department -> problems.add(
                        "nobody answers for %s; add an entry with department: %s".formatted(department, department)));
    }

    private ContactListRefused refused(String problem) {
        return new ContactListRefused(location, List.of(problem));
    }
}
