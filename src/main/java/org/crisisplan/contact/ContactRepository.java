package org.crisisplan.contact;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The contact list (R62) as it stands: read from a file, and changed by its owners. */
@Repository
public class ContactRepository {

    private static final int FAULT = 500;

    private final JdbcClient database;
    private final Clock clock;

    ContactRepository(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A step that announces several tasks asks for it again and again; within a transaction it is read once. */
    public List<Contact> all() {
        return TransactionSynchronizationManager.isSynchronizationActive()
                ? readInTransaction().contacts()
                : read();
    }

    private ReadInTransaction readInTransaction() {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(ReadInTransaction.class::isInstance)
                .map(ReadInTransaction.class::cast)
                .findFirst()
                .orElseGet(() -> {
                    var first = new ReadInTransaction();
                    TransactionSynchronizationManager.registerSynchronization(first);
                    return first;
                });
    }

    /** Read when it is asked for, and again after it was changed. */
    private final class ReadInTransaction implements TransactionSynchronization {

        private @Nullable List<Contact> contacts;

        List<Contact> contacts() {
            if (contacts == null) {
                contacts = read();
            }
            return contacts;
        }
    }

    private void changed() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            readInTransaction().contacts = null;
        }
    }

    private record Key(String department, String user) {

        static Key of(ResultSet row) throws SQLException {
            return new Key(row.getString("department"), row.getString("user_id"));
        }
    }

    private List<Contact> read() {
        Map<Key, List<Way>> ways = new HashMap<>();
        Map<Key, Set<String>> faulty = new HashMap<>();
        Map<Key, List<String>> deputies = new HashMap<>();
        database.sql("select * from contact_way order by position").query(row -> {
            Key key = Key.of(row);
            ways.computeIfAbsent(key, first -> new ArrayList<>()).add(way(row));
            if (row.getString("fault") != null) {
                faulty.computeIfAbsent(key, first -> new HashSet<>()).add(row.getString("address"));
            }
        });
        database.sql("select * from contact_deputy order by position").query(row -> {
            deputies.computeIfAbsent(Key.of(row), first -> new ArrayList<>()).add(row.getString("deputy"));
        });
        return database.sql("select * from contact order by department, user_id")
                .query((row, i) -> {
                    Key key = Key.of(row);
                    return new Contact(
                            key.department(),
                            key.user(),
                            row.getString("person"),
                            ways.getOrDefault(key, List.of()),
                            deputies.getOrDefault(key, List.of()),
                            Language.of(row.getString("language")).orElseThrow(),
                            row.getDate("confirmed_on").toLocalDate(),
                            faulty.getOrDefault(key, Set.of()));
                })
                .list();
    }

    private static Way way(ResultSet row) throws SQLException {
        return new Way(Way.Kind.of(row.getString("kind")).orElseThrow(), row.getString("address"));
    }

    public List<Contact> of(Collection<String> departments) {
        return all().stream()
                .filter(contact -> departments.contains(contact.department()))
                .toList();
    }

    public List<Contact> users(Collection<String> users) {
        return all().stream().filter(contact -> users.contains(contact.user())).toList();
    }

    public Optional<Contact> find(String department, String user) {
        return users(Set.of(user)).stream()
                .filter(contact -> contact.department().equals(department))
                .findFirst();
    }

    /** Everybody who may stand in for them, whether present or not. */
    public List<Contact> deputiesOf(Collection<Contact> contacts) {
        return users(contacts.stream()
                .flatMap(contact -> contact.deputies().stream())
                .distinct()
                .toList());
    }

    /**
     * What is known of one way.
     *
     * @param arrivedAt when a link sent there was last used
     * @param fault what the mail server said when it refused the address
     */
    public record WayState(
            Way way,
            @Nullable Instant arrivedAt,
            @Nullable String fault,
            @Nullable Instant faultAt) {}

    /** In their order. */
    public List<WayState> waysOf(Contact contact) {
        return database.sql("select * from contact_way where department = ? and user_id = ? order by position")
                .params(contact.department(), contact.user())
                .query((row, i) ->
                        new WayState(way(row), time(row, "arrived_at"), row.getString("fault"), time(row, "fault_at")))
                .list();
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** Makes the list equal to the given one; what is not in it any more is removed. */
    @Transactional
    public void replaceBy(List<Contact> contacts) {
        List<Contact> known = read().stream().map(Contact::written).toList();
        List<Contact> wanted = contacts.stream().map(Contact::written).toList();
        known.stream().filter(contact -> !wanted.contains(contact)).forEach(this::remove);
        wanted.stream().filter(contact -> !known.contains(contact)).forEach(this::add);
    }

    /** Adds the entry, or puts it in the place of the one of the same person and department. What is known of an address that stays is kept. */
    @Transactional
    public void save(Contact contact) {
        List<WayState> before = waysOf(contact);
        remove(contact);
        add(contact);
        before.forEach(state -> database.sql(
                        "update contact_way set arrived_at = ?, fault = ?, fault_at = ? where department = ? and user_id = ? and address = ?")
                .params(
                        utc(state.arrivedAt()),
                        state.fault(),
                        utc(state.faultAt()),
                        contact.department(),
                        contact.user(),
                        state.way().address())
                .update());
        changed();
    }

    @Transactional
    public void remove(Contact contact) {
        database.sql("delete from contact where department = ? and user_id = ?")
                .params(contact.department(), contact.user())
                .update();
        changed();
    }

    private void add(Contact contact) {
        database.sql("insert into contact (department, user_id, person, language, confirmed_on) values (?, ?, ?, ?, ?)")
                .params(
                        contact.department(),
                        contact.user(),
                        contact.person(),
                        contact.language().code(),
                        Date.valueOf(contact.confirmedOn()))
                .update();
        for (int i = 0; i < contact.ways().size(); i++) {
            Way way = contact.ways().get(i);
            database.sql(
                            "insert into contact_way (department, user_id, position, kind, address) values (?, ?, ?, ?, ?)")
                    .params(
                            contact.department(),
                            contact.user(),
                            i + 1,
                            way.kind().word(),
                            way.address())
                    .update();
        }
        for (int i = 0; i < contact.deputies().size(); i++) {
            database.sql("insert into contact_deputy (department, user_id, position, deputy) values (?, ?, ?, ?)")
                    .params(
                            contact.department(),
                            contact.user(),
                            i + 1,
                            contact.deputies().get(i))
                    .update();
        }
        changed();
    }

    /** All entries of the person are right. */
    @Transactional
    public void confirm(String user, LocalDate day) {
        database.sql("update contact set confirmed_on = ? where user_id = ?")
                .params(Date.valueOf(day), user)
                .update();
        changed();
    }

    /** A link that was sent there was used. */
    @Transactional
    public void arrived(String user, String address) {
        database.sql(
                        "update contact_way set arrived_at = ?, fault = null, fault_at = null where user_id = ? and address = ?")
                .params(utc(clock.instant()), user, address)
                .update();
        changed();
    }

    /** A mail server refused the address for good. */
    @Transactional
    public void refused(String user, String address, String answer) {
        database.sql("update contact_way set fault = ?, fault_at = ? where user_id = ? and address = ?")
                .params(answer.substring(0, Math.min(answer.length(), FAULT)), utc(clock.instant()), user, address)
                .update();
        changed();
    }

    /** A mail server takes mails for the address again. */
    public void accepted(String address) {
        database.sql("update contact_way set fault = null, fault_at = null where address = ? and fault is not null")
                .param(address)
                .update();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }
}
