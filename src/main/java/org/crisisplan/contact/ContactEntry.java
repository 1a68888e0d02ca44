package org.crisisplan.contact;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One entry of the contact file while it is checked: collects every problem with the entry, the field and what to write. */
class ContactEntry {

    private static final Set<String> FIELDS =
            Set.of("department", "person", "user", "mail", "phone", "deputy", "language", "confirmedOn");
    /** What the engine takes as the id of a user or group. */
    private static final String ID = "[a-zA-Z0-9]+|camunda-admin";

    private static final String MAIL = "[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?";
    private static final String PHONE = "\\+?[0-9][0-9 ()/.-]{2,38}";

    private final int position;
    private final JsonNode entry;
    private final LocalDate today;
    private final List<String> problems;

    ContactEntry(int position, JsonNode entry, LocalDate today, List<String> problems) {
        this.position = position;
        this.entry = entry;
        this.today = today;
        this.problems = problems;
    }

    /** @return empty if a problem was added */
    Optional<Contact> contact() {
        int before = problems.size();
        entry.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                problem(
                        name,
                        "is unknown; remove it (known are %s)"
                                .formatted(String.join(
                                        ", ", FIELDS.stream().sorted().toList())));
            }
        });
        String department = text("department", ID, "write the id of a group, such as legal");
        String user = text("user", ID, "write the id the person logs in with");
        String person = text("person", "[^\\p{Cntrl}]{1,100}", "write the role in at most 100 characters");
        String mail = text("mail", MAIL, "write one address, such as legal@example.org");
        String phone = text("phone", PHONE, "write a number in quotes, such as \"+86 10 5550 0101\"");
        String deputy = entry.has("deputy") ? text("deputy", ID, "write the user id of the deputy") : null;
        Language language = language();
        LocalDate confirmedOn = confirmedOn();
        if (user.equals(deputy)) {
            problem("deputy", "is the person itself; name somebody else");
        }
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Contact(department, user, person, mail, phone, deputy, language, confirmedOn));
    }

    private Language language() {
        return Language.of(text("language", "en|zh", "write en or zh")).orElse(Language.EN);
    }

    private LocalDate confirmedOn() {
        String written = text("confirmedOn", "\\d{4}-\\d{2}-\\d{2}", "write a day such as 2026-11-02");
        try {
            LocalDate day = written.isEmpty() ? today : LocalDate.parse(written);
            if (day.isAfter(today)) {
                problem(
                        "confirmedOn",
                        "'%s' is in the future; write the day the person last confirmed".formatted(written));
            }
            return day;
        } catch (DateTimeParseException notADay) {
            problem(
                    "confirmedOn",
                    "'%s' is not a day of the calendar; write a day such as 2026-11-02".formatted(written));
            return today;
        }
    }

    private String text(String field, String pattern, String whatToDo) {
        JsonNode value = entry.get(field);
        if (value == null || value.isNull()) {
            problem(field, "is missing; " + whatToDo);
            return "";
        }
        if (!value.isTextual() || !value.textValue().matches(pattern)) {
            problem(field, "'%s' is not usable; %s".formatted(shown(value).strip(), whatToDo));
            return "";
        }
        return value.textValue();
    }

    private void problem(String field, String what) {
        problems.add("entry %d (%s, user %s): %s %s"
                .formatted(position, shown(entry.get("department")), shown(entry.get("user")), field, what));
    }

    private static String shown(@Nullable JsonNode value) {
        if (value == null) {
            return "?";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
