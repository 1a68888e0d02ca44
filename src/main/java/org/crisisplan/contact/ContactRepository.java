package org.crisisplan.contact;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The contact list (R62) as it was imported last. */
@Repository
public class ContactRepository {

    private final JdbcClient database;

    ContactRepository(JdbcClient database) {
        this.database = database;
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
                    var first = new ReadInTransaction(read());
                    TransactionSynchronizationManager.registerSynchronization(first);
                    return first;
                });
    }

    private record ReadInTransaction(List<Contact> contacts) implements TransactionSynchronization {}

    private List<Contact> read() {
        return database.sql("select * from contact order by department, user_id")
                .query(ContactRepository::contact)
                .list();
    }

    public List<Contact> of(Collection<String> departments) {
        return all().stream()
                .filter(contact -> departments.contains(contact.department()))
                .toList();
    }

    public List<Contact> users(Collection<String> users) {
        return all().stream().filter(contact -> users.contains(contact.user())).toList();
    }

    public List<Contact> deputiesOf(Collection<Contact> contacts) {
        return users(contacts.stream()
                .map(Contact::deputy)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    /** Makes the list equal to the given one; what is not in it any more is removed. */
    @Transactional
    public void replaceBy(List<Contact> contacts) {
        List<Contact> known = read();
        known.stream().filter(contact -> !contacts.contains(contact)).forEach(this::remove);
        contacts.stream().filter(contact -> !known.contains(contact)).forEach(this::add);
    }

    private void remove(Contact contact) {
        database.sql("delete from contact where department = ? and user_id = ?")
                .params(contact.department(), contact.user())
                .update();
    }

    private void add(Contact contact) {
        database.sql("""
                insert into contact (department, user_id, person, mail, phone, deputy, language, confirmed_on)
                values (:department, :user, :person, :mail, :phone, :deputy, :language, :confirmedOn)""")
                .param("department", contact.department())
                .param("user", contact.user())
                .param("person", contact.person())
                .param("mail", contact.mail())
                .param("phone", contact.phone())
                .param("deputy", contact.deputy())
                .param("language", contact.language().code())
                .param("confirmedOn", Date.valueOf(contact.confirmedOn()))
                .update();
    }

    private static Contact contact(ResultSet row, int number) throws SQLException {
        return new Contact(
                row.getString("department"),
                row.getString("user_id"),
                row.getString("person"),
                row.getString("mail"),
                row.getString("phone"),
                row.getString("deputy"),
                Language.of(row.getString("language")).orElseThrow(),
                row.getDate("confirmed_on").toLocalDate());
    }
}
