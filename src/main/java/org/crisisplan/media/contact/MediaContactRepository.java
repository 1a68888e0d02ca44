package org.crisisplan.media.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.crisisplan.crisis.InvalidReport;
import org.crisisplan.crisis.InvalidReport.Finding;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The list of media contacts, and who changed it when (R48). */
@Repository
public class MediaContactRepository {

    private static final int CHANGES = 30;

    private final JdbcClient sql;
    private final Clock clock;

    MediaContactRepository(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * A change of the list.
     *
     * @param what added, changed or removed
     * @param fields which fields changed
     */
    record Change(Instant at, String by, String what, String outlet, String fields) {}

    List<MediaContact> all() {
        return sql.sql("select * from media_contact order by lower(outlet), lower(name), id")
                .query(MediaContactRepository::contact)
                .list();
    }

    public Optional<MediaContact> find(String id) {
        return sql.sql("select * from media_contact where id = ?")
                .param(id)
                .query(MediaContactRepository::contact)
                .optional();
    }

    /** Those that press statements go to, in the order of their ids. @param after null for the first */
    public List<MediaContact> active(@Nullable String after, int limit) {
        return sql.sql("select * from media_contact where active and id > ? order by id fetch first ? rows only")
                .params(after == null ? "" : after, limit)
                .query(MediaContactRepository::contact)
                .list();
    }

    /** Adds a contact, or changes the one of that id. @throws InvalidReport if another one has the mail address */
    @Transactional
    public void save(MediaContact contact, String by) {
        Optional<MediaContact> before = find(contact.id());
        byMail(contact.mail()).filter(other -> !other.id().equals(contact.id())).ifPresent(other -> {
            throw new InvalidReport(
                    List.of(new Finding("mail", "is the address of another contact already: " + other.outlet())));
        });
        if (before.isEmpty()) {
            sql.sql("""
                            insert into media_contact (outlet, name, mail, phone, language, notes, active, id)
                            values (?, ?, ?, ?, ?, ?, ?, ?)""").params(values(contact)).update();
            changed(contact, by, "added", "");
        } else if (!before.get().equals(contact)) {
            sql.sql("""
                            update media_contact set outlet = ?, name = ?, mail = ?, phone = ?, language = ?, notes = ?, active = ?
                            where id = ?""").params(values(contact)).update();
            changed(contact, by, "changed", fields(before.get(), contact));
        }
    }

    /** Takes over a list: who is known by the mail address is changed, who is not is added, and nobody is removed. */
    @Transactional
    public void takeOver(List<MediaContact> contacts, String by) {
        for (MediaContact one : contacts) {
            String id = byMail(one.mail()).map(MediaContact::id).orElse(one.id());
            save(
                    new MediaContact(
                            id,
                            one.outlet(),
                            one.name(),
                            one.mail(),
                            one.phone(),
                            one.language(),
                            one.notes(),
                            one.active()),
                    by);
        }
    }

    @Transactional
    public void remove(String id, String by) {
        find(id).ifPresent(contact -> {
            sql.sql("delete from media_contact where id = ?").param(id).update();
            changed(contact, by, "removed", "");
        });
    }

    /** The newest first. */
    List<Change> changes() {
        return sql.sql("select * from media_contact_change order by id desc fetch first ? rows only")
                .param(CHANGES)
                .query((row, i) -> new Change(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("by_user"),
                        row.getString("what"),
                        row.getString("outlet"),
                        row.getString("fields")))
                .list();
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    private Optional<MediaContact> byMail(String mail) {
        return sql.sql("select * from media_contact where lower(mail) = lower(?)")
                .param(mail)
                .query(MediaContactRepository::contact)
                .optional();
    }

    private void changed(MediaContact contact, String by, String what, String fields) {
        sql.sql(
                        "insert into media_contact_change (contact, outlet, at, by_user, what, fields) values (?, ?, ?, ?, ?, ?)")
                .params(contact.id(), contact.outlet(), clock.instant().atOffset(ZoneOffset.UTC), by, what, fields)
                .update();
    }

    private static String fields(MediaContact before, MediaContact after) {
        List<String> changed = new ArrayList<>();
        note(changed, "outlet", before.outlet(), after.outlet());
        note(changed, "name", before.name(), after.name());
        note(changed, "mail", before.mail(), after.mail());
        note(changed, "phone", before.phone(), after.phone());
        note(changed, "language", before.language(), after.language());
        note(changed, "notes", before.notes(), after.notes());
        note(changed, "active", before.active(), after.active());
        return String.join(", ", changed);
    }

    private static void note(List<String> changed, String field, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            changed.add(field);
        }
    }

    private static List<Object> values(MediaContact contact) {
        return List.of(
                contact.outlet(),
                contact.name(),
                contact.mail(),
                contact.phone(),
                contact.language(),
                contact.notes(),
                contact.active(),
                contact.id());
    }

    private static MediaContact contact(ResultSet row, int i) throws SQLException {
        return new MediaContact(
                row.getString("id"),
                row.getString("outlet"),
                row.getString("name"),
                row.getString("mail"),
                row.getString("phone"),
                row.getString("language"),
                row.getString("notes"),
                row.getBoolean("active"));
    }
}
