package org.crisisplan.notify;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.crisisplan.contact.Contact;
import org.crisisplan.contact.ContactRepository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The emergency teams of all crises: who was called, in which role, when (R43, R44). */
@Repository
class TeamRepository {

    private final JdbcClient database;
    private final ContactRepository contacts;
    private final Clock clock;

    TeamRepository(JdbcClient database, ContactRepository contacts, Clock clock) {
        this.database = database;
        this.contacts = contacts;
        this.clock = clock;
    }

    /** Keeps who is in the team now. */
    void isNow(String number, List<TeamMember> members) {
        database.sql("delete from team_member where number = ?").param(number).update();
        members.stream().distinct().forEach(member -> add(number, member));
    }

    List<Contact> of(String number) {
        return contacts.users(database.sql("select distinct user_id from team_member where number = ?")
                .param(number)
                .query(String.class)
                .list());
    }

    private void add(String number, TeamMember member) {
        Contact contact = member.contact();
        if (contact == null) {
            return;
        }
        database.sql("""
                insert into team_member (number, role, department, user_id, person, called_at)
                values (:number, :role, :department, :user, :person, :calledAt)""")
                .param("number", number)
                .param("role", member.role())
                .param("department", member.department())
                .param("user", contact.user())
                .param("person", contact.person())
                .param("calledAt", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
