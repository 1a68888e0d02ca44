package org.crisisplan.contact.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.Language;
import org.crisisplan.contact.Way;
import org.jspecify.annotations.Nullable;

/** One entry of the contact file while it is checked: collects every problem with the entry, the field and what to write. */
class ContactEntry {

    private static final Set<String> FIELDS = Set.of(
            "department", "person", "user", "mail", "phone", "ways", "deputy", "deputies", "language", "confirmedOn");

    private static final Set<String> FIELDS_OF_A_WAY = Set.of("kind", "address");
    private static final int MOST_WAYS = 8;
    private static final int MOST_DEPUTIES = 8;
    /** What the engine takes as the id of a user or group. */
    private static final String ID = "[a-zA-Z0-9]+|camunda-admin";

    private static final String MAIL = "[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?";
    private static final String PHONE = "\\+?[0-9][0-9 ()/.-]{2,38}";
    private static final String ACCOUNT = "[^\\p{Cntrl}\\p{Cs};]{1,100}";

    private static final String WRITE_A_MAIL = "write one address, such as legal@example.org";
    private static final String WRITE_A_NUMBER = "write a number in quotes, such as \"+86 10 5550 0101\"";

    private final int position;
    private final JsonNode entry;
    private final LocalDate today;
    private final List<Problem> problems;

    ContactEntry(int position, JsonNode entry, LocalDate today, List<Problem> problems) {
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
        List<Way> ways = ways();
        List<String> deputies = deputies(user);
        Language language = language();
        LocalDate confirmedOn = confirmedOn();
        return problems.size() > before
                ? Optional.empty()
                : Optional.of(new Contact(department, user, person, ways, deputies, language, confirmedOn, Set.of()));
    }

    /** Either a mail address and a phone number, or a list of ways in which both kinds stand. */
    private List<Way> ways() {
        if (!entry.has("ways")) {
            String mail = text("mail", MAIL, WRITE_A_MAIL);
            String phone = text("phone", PHONE, WRITE_A_NUMBER);
            return List.of(new Way(Way.Kind.MAIL, mail), new Way(Way.Kind.PHONE, phone));
        }
        JsonNode written = entry.get("ways");
        List<Way> ways = new ArrayList<>();
        if (!written.isArray() || written.size() > MOST_WAYS) {
            problem("ways", "is not usable; write a list of at most " + MOST_WAYS + " with kind and address");
            return ways;
        }
        if (entry.has("mail") || entry.has("phone")) {
            problem("ways", "stands beside mail or phone; write them into the list of ways");
        }
        Set<String> addresses = new HashSet<>();
        for (JsonNode one : written) {
            way(one).ifPresent(way -> {
                if (!addresses.add(way.address().toLowerCase(Locale.ROOT))) {
                    problem("ways", "names '%s' twice; remove one".formatted(way.address()));
                }
                ways.add(way);
            });
        }
        if (ways.stream().noneMatch(way -> way.kind() == Way.Kind.MAIL)) {
            problem("ways", "has no mail address, so nothing could be told; add one of the kind mail");
        }
        if (ways.stream().noneMatch(way -> way.kind().rings())) {
            problem("ways", "has no number to call; add one of the kind phone or mobile");
        }
        return ways;
    }

    private Optional<Way> way(JsonNode one) {
        one.fieldNames().forEachRemaining(name -> {
            if (!FIELDS_OF_A_WAY.contains(name)) {
                problem("ways", "has the unknown field '%s'; remove it (known are address, kind)".formatted(name));
            }
        });
        Optional<Way.Kind> kind = Way.Kind.of(one.path("kind").asText());
        if (kind.isEmpty()) {
            problem(
                    "ways",
                    "has the kind '%s'; write mail, phone, mobile or chat"
                            .formatted(shown(one.get("kind")).strip()));
            return Optional.empty();
        }
        JsonNode address = one.path("address");
        String pattern = switch (kind.get()) {
            case MAIL -> MAIL;
            case PHONE, MOBILE -> PHONE;
            case CHAT -> ACCOUNT;
        };
        String whatToDo = switch (kind.get()) {
            case MAIL -> WRITE_A_MAIL;
            case PHONE, MOBILE -> WRITE_A_NUMBER;
            case CHAT -> "write the account in at most 100 characters, without a semicolon";
        };
        if (!address.isTextual() || !address.textValue().matches(pattern)) {
            problem(
                    "ways",
                    "has the %s '%s', which is not usable; %s"
                            .formatted(
                                    kind.get().word(), shown(one.get("address")).strip(), whatToDo));
            return Optional.empty();
        }
        return Optional.of(new Way(kind.get(), address.textValue()));
    }

    /** One, or a chain: nobody stands in for oneself, and nobody is asked twice. */
    private List<String> deputies(String user) {
        if (!entry.has("deputies")) {
            if (!entry.has("deputy")) {
                return List.of();
            }
            String deputy = text("deputy", ID, "write the user id of the deputy");
            if (user.equals(deputy)) {
                problem("deputy", "is the person itself; name somebody else");
            }
            return List.of(deputy);
        }
        JsonNode written = entry.get("deputies");
        if (!written.isArray() || written.size() > MOST_DEPUTIES) {
            problem("deputies", "is not usable; write a list of at most " + MOST_DEPUTIES + " user ids");
            return List.of();
        }
        if (entry.has("deputy")) {
            problem("deputies", "stands beside deputy; write all of them into the list");
        }
        List<String> chain = new ArrayList<>();
        for (JsonNode one : written) {
            String deputy = one.isTextual() ? one.textValue() : "";
            if (!deputy.matches(ID)) {
                problem(
                        "deputies",
                        "names '%s', which is not usable; write the user id of the deputy"
                                .formatted(shown(one).strip()));
            } else if (deputy.equals(user)) {
                problem("deputies", "leads back to the person itself; name somebody else");
            } else if (chain.contains(deputy)) {
                problem("deputies", "leads to '%s' twice; remove one".formatted(deputy));
            }
            chain.add(deputy);
        }
        return chain;
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
        problems.add(new Problem(
                position,
                "%s, user %s".formatted(shown(entry.get("department")), shown(entry.get("user"))),
                field,
                what));
    }

    private static String shown(@Nullable JsonNode value) {
        if (value == null) {
            return "?";
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
