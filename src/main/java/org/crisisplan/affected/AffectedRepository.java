package org.crisisplan.affected;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Lists and people. Whoever changes them holds the crisis's row of this module until the commit. */
@Repository
class AffectedRepository {

    private static final int MOST_KEYS = 1500;

    private final JdbcClient sql;
    private final JdbcTemplate batches;
    private final Seal seal;
    private final ObjectMapper json;
    private final Clock clock;

    AffectedRepository(JdbcClient sql, JdbcTemplate batches, Seal seal, ObjectMapper json, Clock clock) {
        this.sql = sql;
        this.batches = batches;
        this.seal = seal;
        this.json = json;
        this.clock = clock;
    }

    /** Somebody with what is known of them. */
    record Person(String ref, @Nullable String language, PersonData data) {}

    /** In a transaction: nobody else changes who is affected by this crisis until it ends. */
    void hold(String crisis) {
        sql.sql("insert into affected_crisis (crisis) select cast(? as varchar) where not exists"
                        + " (select 1 from affected_crisis where crisis = ?)")
                .params(crisis, crisis)
                .update();
        sql.sql("select crisis from affected_crisis where crisis = ? for update")
                .param(crisis)
                .query(String.class)
                .single();
    }

    long add(String crisis, String reason, String origin, String user) {
        var made = new GeneratedKeyHolder();
        sql.sql("""
                        insert into affected_list (crisis, reason, origin, brought_by, brought_at, entries, added, refused)
                        values (?, ?, ?, ?, ?, 0, 0, 0)""").params(crisis, reason, origin, user, utc(clock.instant())).update(made, "id");
        Number id = made.getKey();
        if (id == null) {
            throw new IllegalStateException("The database gave the list no number");
        }
        return id.longValue();
    }

    void counted(long list, int entries, int added, int refused) {
        sql.sql("update affected_list set entries = ?, added = ?, refused = ? where id = ?")
                .params(entries, added, refused, list)
                .update();
    }

    /**
     * Adds some people to a list; whoever is known already is that person, and what the list says of them is added to what is known.
     *
     * @return how many were on no list of the crisis before
     */
    int add(String crisis, long list, List<ListEntry> entries) {
        Map<String, Known> refs = refsBy(crisis, entries);
        Map<String, ListEntry> changed = new LinkedHashMap<>();
        Map<String, String> newKeys = new LinkedHashMap<>();
        Set<String> added = new LinkedHashSet<>();
        for (ListEntry entry : entries) {
            List<String> keys = keys(crisis, entry.data());
            boolean isUser = entry.data().user() != null;
            Known known = known(keys, isUser, refs);
            String ref = known == null ? keys.get(0) : known.ref();
            if (known == null) {
                added.add(ref);
            }
            boolean hasUser = isUser || known != null && known.hasUser();
            for (String key : keys) {
                Known before = refs.get(key);
                if (before == null) {
                    newKeys.put(key, ref);
                }
                if (before == null || before.ref().equals(ref)) {
                    refs.put(key, new Known(ref, hasUser));
                }
            }
            ListEntry before = changed.get(ref);
            changed.put(ref, before == null ? entry : entry.or(before));
        }
        write(crisis, changed, added);
        batches.batchUpdate(
                "insert into affected_key (crisis, known_by, ref) values (?, ?, ?)",
                newKeys.entrySet().stream()
                        .map(key -> new Object[] {crisis, key.getKey(), key.getValue()})
                        .toList());
        batches.batchUpdate(
                "insert into affected_entry (list_id, ref) select cast(? as bigint), cast(? as varchar)"
                        + " where not exists (select 1 from affected_entry where list_id = ? and ref = ?)",
                changed.keySet().stream()
                        .map(ref -> new Object[] {list, ref, list, ref})
                        .toList());
        return added.size();
    }

    /** Somebody by one of their keys. */
    private record Known(String ref, boolean hasUser) {}

    /** A user is whoever has their id, or who has their address and is known as no user yet. */
    private static @Nullable Known known(List<String> keys, boolean isUser, Map<String, Known> refs) {
        for (int i = 0; i < keys.size(); i++) {
            Known found = refs.get(keys.get(i));
            if (found != null && (!isUser || i == 0 || !found.hasUser())) {
                return found;
            }
        }
        return null;
    }

    private void write(String crisis, Map<String, ListEntry> changed, Set<String> added) {
        Map<String, Person> known = people(
                crisis,
                changed.keySet().stream().filter(ref -> !added.contains(ref)).toList());
        List<Object[]> inserts = new ArrayList<>();
        List<Object[]> updates = new ArrayList<>();
        OffsetDateTime now = utc(clock.instant());
        changed.forEach((ref, entry) -> {
            Person before = known.get(ref);
            if (before == null) {
                inserts.add(new Object[] {
                    crisis, ref, entry.language(), entry.data().user() != null, sealed(crisis, ref, entry.data()), now
                });
            } else {
                PersonData all = entry.data().or(before.data());
                updates.add(new Object[] {
                    entry.language() == null ? before.language() : entry.language(),
                    all.user() != null,
                    sealed(crisis, ref, all),
                    crisis,
                    ref
                });
            }
        });
        batches.batchUpdate(
                "insert into affected_person (crisis, ref, language, has_user, sealed, added_at) values (?, ?, ?, ?, ?, ?)",
                inserts);
        batches.batchUpdate(
                "update affected_person set language = ?, has_user = ?, sealed = ? where crisis = ? and ref = ?",
                updates);
    }

    /** Who of them are known, by their keys. */
    private Map<String, Known> refsBy(String crisis, List<ListEntry> entries) {
        List<String> all = entries.stream()
                .flatMap(entry -> keys(crisis, entry.data()).stream())
                .distinct()
                .toList();
        Map<String, Known> refs = new HashMap<>();
        for (int from = 0; from < all.size(); from += MOST_KEYS) {
            // no join: H2 would begin with the people, and look at all of them
            sql.sql(
                            "select k.known_by, k.ref, (select p.has_user from affected_person p where p.ref = k.ref) as has_user"
                                    + " from affected_key k where k.known_by in (:keys)")
                    .param("keys", all.subList(from, Math.min(all.size(), from + MOST_KEYS)))
                    .query(row -> {
                        refs.put(
                                row.getString("known_by"), new Known(row.getString("ref"), row.getBoolean("has_user")));
                    });
        }
        return refs;
    }

    /**
     * By what somebody is known again, the strongest first. With a user id they are that user: two users may share an address. Without
     * one they are whoever has the address, or the phone.
     */
    private List<String> keys(String crisis, PersonData data) {
        List<String> keys = new ArrayList<>();
        if (data.user() != null) {
            keys.add(seal.mark(crisis + "\nuser\n" + data.user()));
        }
        if (data.mail() != null) {
            keys.add(seal.mark(crisis + "\nmail\n" + data.mail()));
        }
        if (data.phone() != null) {
            keys.add(seal.mark(crisis + "\nphone\n" + data.phone()));
        }
        return keys;
    }

    Map<String, Person> people(String crisis, Collection<String> refs) {
        Map<String, Person> people = new HashMap<>();
        if (!refs.isEmpty()) {
            sql.sql("select * from affected_person where ref in (:refs)")
                    .param("refs", refs)
                    .query(row -> {
                        Person person = person(row);
                        people.put(person.ref(), person);
                    });
        }
        return people;
    }

    Optional<Person> find(String crisis, String ref) {
        return sql.sql("select * from affected_person where crisis = ? and ref = ?")
                .params(crisis, ref)
                .query((row, i) -> person(row))
                .optional();
    }

    /** In the order of their references. */
    List<Person> next(String crisis, @Nullable String after, int limit) {
        return sql.sql(
                        "select * from affected_person where crisis = ? and ref > ? order by ref fetch first ? rows only")
                .params(crisis, after == null ? "" : after, limit)
                .query((row, i) -> person(row))
                .list();
    }

    List<String> nextRefs(String crisis, @Nullable String after, int limit) {
        return sql.sql(
                        "select ref from affected_person where crisis = ? and ref > ? order by ref fetch first ? rows only")
                .params(crisis, after == null ? "" : after, limit)
                .query(String.class)
                .list();
    }

    List<Person> page(String crisis, int page, int size) {
        return sql.sql(
                        "select * from affected_person where crisis = ? order by ref offset ? rows fetch first ? rows only")
                .params(crisis, (long) page * size, size)
                .query((row, i) -> person(row))
                .list();
    }

    int count(String crisis) {
        return sql.sql("select count(*) from affected_person where crisis = ?")
                .param(crisis)
                .query(Integer.class)
                .single();
    }

    /** How many people on the lists are not among those that a mailing goes to. */
    long notIn(String crisis, long mailing, int people) {
        // those who are on no list any more are among them still
        return people
                - sql.sql("select count(*) from affected_person p join mailing_recipient r on r.ref = p.ref"
                                + " where p.crisis = ? and r.mailing_id = ?")
                        .params(crisis, mailing)
                        .query(Long.class)
                        .single();
    }

    /** Newest first. */
    List<AffectedList> lists(String crisis) {
        return sql.sql("select * from affected_list where crisis = ? order by id desc")
                .param(crisis)
                .query(AffectedRepository::list)
                .list();
    }

    Optional<AffectedList> list(String crisis, long id) {
        return sql.sql("select * from affected_list where crisis = ? and id = ?")
                .params(crisis, id)
                .query(AffectedRepository::list)
                .optional();
    }

    /** Lists whose people were to be erased by now. */
    List<AffectedList> broughtBefore(Instant time) {
        return sql.sql("select * from affected_list where brought_at < ? and erased_at is null order by id")
                .param(utc(time))
                .query(AffectedRepository::list)
                .list();
    }

    /**
     * The people of a list who stand on no other are gone; what was counted stays.
     *
     * @return how many people are gone
     */
    int erase(AffectedList list, @Nullable String removedBy) {
        sql.sql("delete from affected_entry where list_id = ?").param(list.id()).update();
        String nowhere = " where crisis = ? and ref not in (select e.ref from affected_entry e"
                + " join affected_list l on l.id = e.list_id where l.crisis = ?)";
        sql.sql("delete from affected_key" + nowhere)
                .params(list.crisis(), list.crisis())
                .update();
        int gone = sql.sql("delete from affected_person" + nowhere)
                .params(list.crisis(), list.crisis())
                .update();
        OffsetDateTime now = utc(clock.instant());
        sql.sql("update affected_list set erased_at = ?, removed_at = ?, removed_by = ? where id = ?")
                .params(now, removedBy == null ? null : now, removedBy, list.id())
                .update();
        return gone;
    }

    /** Who is known by one of these addresses, phones or accounts; the crisis of each reference. */
    Map<String, String> knownBy(List<String> texts) {
        Map<String, String> known = new TreeMap<>();
        List<String> crises = sql.sql("select distinct crisis from affected_person")
                .query(String.class)
                .list();
        for (String crisis : crises) {
            List<String> marks = texts.stream()
                    .flatMap(text -> Stream.of("user", "mail", "phone")
                            .map(kind -> seal.mark(crisis + "\n" + kind + "\n" + text)))
                    .toList();
            if (!marks.isEmpty()) {
                sql.sql("select ref from affected_key where known_by in (:marks)")
                        .param("marks", marks)
                        .query(String.class)
                        .list()
                        .forEach(ref -> known.put(ref, crisis));
            }
        }
        return known;
    }

    /** One person is gone from all lists; the crisis is held. */
    void erase(String crisis, String ref) {
        sql.sql("delete from affected_entry where ref = ?").param(ref).update();
        for (String table : List.of("affected_key", "affected_person")) {
            sql.sql("delete from " + table + " where crisis = ? and ref = ?")
                    .params(crisis, ref)
                    .update();
        }
    }

    private byte[] sealed(String crisis, String ref, PersonData data) {
        try {
            return seal.seal(crisis + " " + ref, json.writeValueAsBytes(data));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts can be written as JSON", impossible);
        }
    }

    private Person person(ResultSet row) throws SQLException {
        String ref = row.getString("ref");
        byte[] open = seal.open(row.getString("crisis") + " " + ref, row.getBytes("sealed"));
        try {
            return new Person(ref, row.getString("language"), json.readValue(open, PersonData.class));
        } catch (IOException impossible) {
            throw new IllegalStateException("A person on a list cannot be read", impossible);
        }
    }

    private static AffectedList list(ResultSet row, int number) throws SQLException {
        return new AffectedList(
                row.getLong("id"),
                row.getString("crisis"),
                row.getString("reason"),
                row.getString("origin"),
                row.getString("brought_by"),
                row.getObject("brought_at", OffsetDateTime.class).toInstant(),
                row.getInt("entries"),
                row.getInt("added"),
                row.getInt("refused"),
                row.getString("removed_by"),
                at(row, "removed_at"),
                at(row, "erased_at"));
    }

    private static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
