package org.crisisplan.contact.check;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Each time that somebody was asked whether their entry is right, and how it ended. */
@Repository
public class ContactCheckRepository {

    private static final int FAULT = 500;

    private final JdbcClient database;
    private final Clock clock;

    ContactCheckRepository(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How a check stands. */
    public enum State {
        OPEN,
        /** All of it is still right. */
        CONFIRMED,
        /** It was put right. */
        CORRECTED,
        /** Somebody else answers now. */
        REPLACED,
        /** The process that asked was ended by hand. */
        LAPSED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One check of one person.
     *
     * @param rounds how often they were asked
     * @param fault what the mail server said last when nothing arrived
     */
    public record Check(
            String id,
            String department,
            String user,
            Instant begunAt,
            int rounds,
            State state,
            @Nullable String fault,
            @Nullable Instant endedAt,
            @Nullable String endedBy) {

        public boolean isOpen() {
            return state == State.OPEN;
        }
    }

    public Optional<Check> open(String user) {
        return database
                .sql("select * from contact_check where user_id = ? and state = 'open' order by begun_at desc")
                .param(user)
                .query((row, i) -> check(row))
                .list()
                .stream()
                .findFirst();
    }

    Optional<Check> find(String id) {
        return database.sql("select * from contact_check where id = ?")
                .param(id)
                .query((row, i) -> check(row))
                .optional();
    }

    /** The newest of each person. */
    public List<Check> newest() {
        return database.sql("""
                        select * from contact_check c where begun_at =
                            (select max(begun_at) from contact_check d where d.user_id = c.user_id)""").query((row, i) -> check(row)).list();
    }

    /** The person is asked, for the first time or once more. @return how it stands now */
    public Check ask(String user, String department) {
        Optional<Check> open = open(user);
        if (open.isEmpty()) {
            String id = UUID.randomUUID().toString();
            database.sql(
                            "insert into contact_check (id, department, user_id, begun_at, rounds, state) values (?, ?, ?, ?, 1, 'open')")
                    .params(id, department, user, now())
                    .update();
            return find(id).orElseThrow();
        }
        database.sql("update contact_check set rounds = rounds + 1 where id = ?")
                .param(open.get().id())
                .update();
        return find(open.get().id()).orElseThrow();
    }

    void fault(String id, String answer) {
        database.sql("update contact_check set fault = ? where id = ?")
                .params(answer.substring(0, Math.min(answer.length(), FAULT)), id)
                .update();
    }

    /** @return false if nobody was asked, or it had ended */
    boolean end(String user, State state, String by) {
        return database.sql(
                                "update contact_check set state = ?, ended_at = ?, ended_by = ? where user_id = ? and state = 'open'")
                        .params(state.word(), now(), by, user)
                        .update()
                > 0;
    }

    /** Nobody asks the person any more. */
    void lapse(String user) {
        end(user, State.LAPSED, "");
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Check check(ResultSet row) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Check(
                row.getString("id"),
                row.getString("department"),
                row.getString("user_id"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant(),
                row.getInt("rounds"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("fault"),
                ended == null ? null : ended.toInstant(),
                row.getString("ended_by"));
    }
}
