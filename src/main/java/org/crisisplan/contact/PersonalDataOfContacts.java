package org.crisisplan.contact;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.crisisplan.retention.KeptData;
import org.crisisplan.retention.erasure.Person;
import org.crisisplan.retention.erasure.PersonalData;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where people stand in the contact list, and for how long what is over is kept. */
@Configuration(proxyBeanMethods = false)
class PersonalDataOfContacts {

    /**
     * Whoever is erased answers for nothing any more: their entries go as a whole, and with them the places in the chains of others. An
     * address alone that belongs to them goes with its entry too.
     */
    private record Entries(JdbcClient sql, ContactRepository contacts) implements PersonalData {

        @Override
        public String place() {
            return "contacts";
        }

        @Override
        public List<Found> find(Person person) {
            return entries(person).stream()
                    .map(entry -> new Found("", entry.department() + ": " + entry.person(), null))
                    .toList();
        }

        @Override
        public void erase(Person person, String why) {
            for (Contact entry : entries(person)) {
                contacts.remove(entry);
                if (contacts.users(Set.of(entry.user())).isEmpty()) {
                    forget(entry.user());
                }
            }
            if (person.user() != null) {
                forget(person.user());
            }
        }

        private void forget(String user) {
            for (String table : List.of("contact_absence", "contact_shift", "contact_check")) {
                sql.sql("delete from " + table + " where user_id = ?")
                        .param(user)
                        .update();
            }
            sql.sql("delete from contact_deputy where deputy = ?").param(user).update();
        }

        private List<Contact> entries(Person person) {
            List<Contact> found = new ArrayList<>();
            for (Contact entry : contacts.all()) {
                if (entry.user().equals(person.user())
                        || person.isNamedIn(entry.person())
                        || entry.ways().stream().anyMatch(way -> person.isNamedIn(way.address()))) {
                    found.add(entry);
                }
            }
            return found;
        }
    }

    /** What was said of absences. */
    private record Reasons(JdbcClient sql) implements PersonalData {

        @Override
        public String place() {
            return "contacts";
        }

        @Override
        public List<Found> find(Person person) {
            return named(person).stream()
                    .map(row -> new Found("", row.why(), null))
                    .toList();
        }

        @Override
        public void erase(Person person, String why) {
            named(person)
                    .forEach(row -> sql.sql("update contact_absence set why = ? where id = ?")
                            .params(person.blackedOut(row.why()), row.id())
                            .update());
        }

        private record Row(String id, String why) {}

        private List<Row> named(Person person) {
            return sql
                    .sql("select id, why from contact_absence where why <> ''")
                    .query((row, i) -> new Row(row.getString("id"), row.getString("why")))
                    .list()
                    .stream()
                    .filter(row -> person.isNamedIn(row.why()))
                    .toList();
        }
    }

    /** Absences, shifts and checks, from when they are over. */
    private record Over(JdbcClient sql) implements KeptData {

        private static final int AT_ONCE = 500;

        @Override
        public String name() {
            return "contacts";
        }

        @Override
        public Removed removeSome(Instant before, Set<String> held) {
            OffsetDateTime time = before.atOffset(ZoneOffset.UTC);
            return Removed.outsideCrises(remove("contact_absence", "ends_at < ?", time)
                    + remove("contact_shift", "ends_at < ?", time)
                    + remove("contact_check", "state <> 'open' and ended_at < ?", time));
        }

        private long remove(String table, String old, OffsetDateTime time) {
            return sql.sql(
                            "delete from %s where id in (select id from %s where %s order by id fetch first %d rows only)"
                                    .formatted(table, table, old, AT_ONCE))
                    .param(time)
                    .update();
        }
    }

    @Bean
    PersonalData personsAmongContacts(JdbcClient sql, ContactRepository contacts) {
        return new Entries(sql, contacts);
    }

    @Bean
    PersonalData personsInReasonsOfAbsence(JdbcClient sql) {
        return new Reasons(sql);
    }

    @Bean
    KeptData keptContactData(JdbcClient sql) {
        return new Over(sql);
    }
}
