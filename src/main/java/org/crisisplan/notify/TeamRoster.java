package org.crisisplan.notify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.crisisplan.contact.OnCall;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who can be called about a crisis and how (R43, R44, R62), for the pages of the team. */
@Component
public class TeamRoster {

    private final JdbcClient database;
    private final ContactRepository contacts;
    private final OnCall onCall;

    TeamRoster(JdbcClient database, ContactRepository contacts, OnCall onCall) {
        this.onCall = onCall;
        this.database = database;
        this.contacts = contacts;
    }

    /**
     * One seat, or one department that must do something.
     *
     * @param role what the table {@code team} calls the seat; empty for a department that is not of the team
     * @param user nobody if the contact list names nobody for the department
     */
    public record Seat(
            String role, String department, @Nullable String user, String person, String phone) {

        public boolean isLeader() {
            return role.equals("leader");
        }
    }

    /**
     * Somebody who answers for a department, as the contact list names them.
     *
     * @param language what they read: {@code zh} or {@code en}
     */
    public record Reachable(String user, String person, String mail, String phone, String language) {}

    /** Whoever is on duty and present for the department, and after them their deputies; nobody if the contact list names nobody. */
    public List<Reachable> answering(String department) {
        List<Contact> first = onCall.of(Set.of(department));
        return Stream.concat(first.stream(), contacts.deputiesOf(first).stream())
                .collect(Collectors.toMap(Contact::user, contact -> contact, (one, other) -> one, LinkedHashMap::new))
                .values()
                .stream()
                .map(contact -> new Reachable(
                        contact.user(),
                        contact.person(),
                        contact.mail(),
                        contact.phone(),
                        contact.language().code()))
                .toList();
    }

    /** The team of the crisis, its leader first, and then whoever answers for the other departments. */
    public List<Seat> of(String number, Collection<String> departments) {
        Map<String, Contact> byUser = new HashMap<>();
        contacts.all().forEach(contact -> {
            byUser.put(contact.department() + " " + contact.user(), contact);
            // whoever stands in for a department has an entry of another
            byUser.putIfAbsent(contact.user(), contact);
        });
        List<Seat> seats = new ArrayList<>(database.sql(
                        "select role, department, user_id, person from team_member where number = ? order by department")
                .param(number)
                .query((row, i) -> {
                    Contact contact = byUser.getOrDefault(
                            row.getString("department") + " " + row.getString("user_id"),
                            byUser.get(row.getString("user_id")));
                    return new Seat(
                            row.getString("role"),
                            row.getString("department"),
                            row.getString("user_id"),
                            row.getString("person"),
                            contact == null ? "" : contact.phone());
                })
                .list());
        seats.sort(Comparator.comparing(seat -> !seat.isLeader()));
        Set<String> others = new TreeSet<>(departments);
        seats.forEach(seat -> others.remove(seat.department()));
        for (String department : others) {
            List<Contact> found = onCall.of(Set.of(department));
            if (found.isEmpty()) {
                seats.add(new Seat("", department, null, "", ""));
            }
            found.forEach(
                    contact -> seats.add(new Seat("", department, contact.user(), contact.person(), contact.phone())));
        }
        return seats;
    }
}
