package org.crisisplan.contact.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.OnCall;
import org.crisisplan.decision.LatestDecisions;
import org.crisisplan.department.Group;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Who could not be reached if a level 1 crisis came now: seats of the table {@code team}, and management, who must acknowledge it (R62). */
@Component
public class Reachability {

    private static final Logger LOG = LoggerFactory.getLogger(Reachability.class);
    private static final String TEAM = "team";

    private final LatestDecisions tables;
    private final ContactRepository contacts;
    private final OnCall onCall;
    private final CadenceTable cadences;

    Reachability(LatestDecisions tables, ContactRepository contacts, OnCall onCall, CadenceTable cadences) {
        this.tables = tables;
        this.contacts = contacts;
        this.onCall = onCall;
        this.cadences = cadences;
    }

    /** Why nobody can be reached. */
    public enum Why {
        /** The contact list names nobody. */
        NOBODY,
        /** All are away, and their deputies. */
        AWAY,
        /** Those present have not confirmed their entry in time. */
        UNCONFIRMED,
        /** A mail server refuses every address of those present. */
        REFUSED
    }

    /**
     * A seat that nobody can be reached for.
     *
     * @param department id of the group
     * @param label its name in both languages
     */
    public record Gap(String department, String label, Why why) {}

    /** How many entries of the contact list are confirmed in time, and which are not. */
    public record Confirmed(int inTime, List<Contact> overdue) {

        public int all() {
            return inTime + overdue.size();
        }
    }

    /** None if all can be reached. */
    public List<Gap> ifLevel1CameNow() {
        List<Gap> gaps = new ArrayList<>();
        for (String department : departments()) {
            why(department).ifPresent(why -> gaps.add(new Gap(department, label(department), why)));
        }
        return gaps;
    }

    public Confirmed confirmed() {
        List<Contact> all = contacts.all();
        List<Contact> overdue = all.stream().filter(cadences::isOverdue).toList();
        return new Confirmed(all.size() - overdue.size(), overdue);
    }

    private Optional<Why> why(String department) {
        if (contacts.of(Set.of(department)).isEmpty()) {
            return Optional.of(Why.NOBODY);
        }
        List<Contact> present = onCall.present(department);
        if (present.isEmpty()) {
            return Optional.of(Why.AWAY);
        }
        List<Contact> mailed = present.stream().filter(Contact::isMailed).toList();
        if (mailed.isEmpty()) {
            return Optional.of(Why.REFUSED);
        }
        return mailed.stream().allMatch(cadences::isOverdue) ? Optional.of(Why.UNCONFIRMED) : Optional.empty();
    }

    /** In the order of the table. A plan without such a table has no seats. */
    private Set<String> departments() {
        Map<String, Boolean> departments = new LinkedHashMap<>();
        departments.put(Group.MANAGEMENT.id(), true);
        Map<String, Object> facts = new HashMap<>();
        facts.put("level", 1);
        facts.put("technical", true);
        facts.put("content", true);
        try {
            tables.find(TEAM)
                    .ifPresent(table -> tables.ask(table, facts)
                            .forEach(row -> departments.put(Objects.toString(row.get("group")), true)));
        } catch (RuntimeException wrong) {
            LOG.warn("The table '{}' cannot be asked whose seats a level 1 would fill.", TEAM, wrong);
        }
        return departments.keySet();
    }

    private static String label(String department) {
        return Group.of(department).map(Group::label).orElse(department);
    }
}
