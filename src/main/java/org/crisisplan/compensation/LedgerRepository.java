package org.crisisplan.compensation;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ledgers and their entries. The primary key of an entry is the promise that nobody is credited twice. */
@Repository
class LedgerRepository {

    private static final int LONGEST = 500;

    private final JdbcClient sql;
    private final JdbcTemplate batch;
    private final Clock clock;

    LedgerRepository(JdbcClient sql, JdbcTemplate batch, Clock clock) {
        this.sql = sql;
        this.batch = batch;
        this.clock = clock;
    }

    Optional<Ledger> find(String crisis) {
        return sql.sql("select * from compensation_ledger where crisis = ?")
                .param(crisis)
                .query(LedgerRepository::ledger)
                .optional();
    }

    /** The same, and nobody else changes it until this transaction ends. */
    Optional<Ledger> findForUpdate(String crisis) {
        return sql.sql("select * from compensation_ledger where crisis = ? for update")
                .param(crisis)
                .query(LedgerRepository::ledger)
                .optional();
    }

    void open(String crisis, String kind, BigDecimal amount, long users, String approvedBy) {
        sql.sql("""
                        insert into compensation_ledger (crisis, kind, amount, approved_users, approved_by, opened_at)
                        values (?, ?, ?, ?, ?, ?)""").params(crisis, kind, amount, users, approvedBy, now()).update();
    }

    /** Something else was approved before anybody was credited. */
    void replace(String crisis, String kind, BigDecimal amount, long users, String approvedBy) {
        sql.sql("delete from compensation_ledger where crisis = ?")
                .param(crisis)
                .update();
        open(crisis, kind, amount, users, approvedBy);
    }

    void approve(String crisis, long users, String approvedBy) {
        sql.sql("update compensation_ledger set approved_users = ?, approved_by = ? where crisis = ?")
                .params(users, approvedBy, crisis)
                .update();
    }

    /** From now on its entries are written and credited, and the process waits to be told how that ended. */
    void issue(String crisis, String execution) {
        sql.sql("""
                        update compensation_ledger set issued_at = coalesce(issued_at, :now), filled = false, filled_after = null,
                            awaited_by = :execution
                        where crisis = :crisis""")
                .param("now", now())
                .param("execution", execution)
                .param("crisis", crisis)
                .update();
    }

    /** The shop said no, or nobody could be asked: they are asked for once more. */
    int queueRefused(String crisis) {
        return sql.sql("""
                        update compensation_credit set state = 'due', next_attempt = :now, first_tried_at = null, problem = null
                        where crisis = :crisis and state = 'refused'""").param("now", now()).param("crisis", crisis).update();
    }

    /** The ledgers whose entries are not all written yet. */
    List<String> unfilled() {
        return sql.sql("select crisis from compensation_ledger where issued_at is not null and not filled")
                .query(String.class)
                .list();
    }

    Optional<String> filledAfter(String crisis) {
        return sql.sql("select filled_after from compensation_ledger where crisis = ? and filled_after is not null")
                .param(crisis)
                .query(String.class)
                .optional();
    }

    void filled(String crisis, @Nullable String after, boolean whole) {
        sql.sql("update compensation_ledger set filled_after = ?, filled = ? where crisis = ?")
                .params(after, whole, crisis)
                .update();
    }

    void listed(String crisis, long users) {
        sql.sql("update compensation_ledger set listed_users = ? where crisis = ?")
                .params(users, crisis)
                .update();
    }

    /** Those who have an entry already, from one reference to another. */
    Set<String> known(Ledger ledger, String from, String to) {
        // a range is found by the key; of a list of people, databases make something else
        return new HashSet<>(sql.sql(
                        "select person from compensation_credit where crisis = ? and kind = ? and person between ? and ?")
                .params(ledger.crisis(), ledger.kind(), from, to)
                .query(String.class)
                .list());
    }

    void add(Ledger ledger, Collection<String> people) {
        List<Object[]> rows = new ArrayList<>();
        people.forEach(
                person -> rows.add(new Object[] {ledger.crisis(), ledger.kind(), person, ledger.amount(), now()}));
        batch.batchUpdate("""
                insert into compensation_credit (crisis, kind, person, amount, state, attempts, next_attempt)
                values (?, ?, ?, ?, 'due', 0, ?)""", rows);
    }

    /** How many entries there are, whatever became of them. */
    long entries(String crisis) {
        return sql.sql("select count(*) from compensation_credit where crisis = ?")
                .param(crisis)
                .query(Long.class)
                .single();
    }

    /**
     * One node has them in hand until the lease ends, by the database's clock. What another one took and never answered for is taken
     * again then.
     */
    List<Credit> take(int most, Duration lease) {
        List<Credit> due = sql.sql("""
                        select * from compensation_credit
                        where state = 'due' and next_attempt <= :now or state = 'sending' and taken_until < current_timestamp
                        order by next_attempt, crisis, kind, person fetch first :most rows only for update skip locked""")
                .param("now", now())
                .param("most", most)
                .query(LedgerRepository::credit)
                .list();
        return due.stream().filter(credit -> isMine(credit, lease)).toList();
    }

    private boolean isMine(Credit found, Duration lease) {
        return sql.sql("""
                        update compensation_credit set state = 'sending', attempts = attempts + 1,
                            first_tried_at = coalesce(first_tried_at, :now),
                            unclear = unclear or :interrupted,
                            taken_until = current_timestamp + cast(:lease as integer) * interval '1' second
                        where crisis = :crisis and kind = :kind and person = :person and state = :state and attempts = :attempts""")
                        .param("now", now())
                        .param("lease", lease.toSeconds())
                        .param("interrupted", found.state() == CreditState.SENDING)
                        .param("crisis", found.crisis())
                        .param("kind", found.kind())
                        .param("person", found.person())
                        .param("state", found.state().word())
                        .param("attempts", found.attempts())
                        .update()
                == 1;
    }

    /** It ended: credited, refused, in doubt or withdrawn. Only who has it in hand says so. */
    void ended(Credit credit, CreditState state, @Nullable String reference, @Nullable String problem) {
        sql.sql("""
                        update compensation_credit set state = ?, reference = ?, problem = ?, settled_at = ?
                        where crisis = ? and kind = ? and person = ? and state = 'sending'""")
                .params(
                        state.word(),
                        shortened(reference),
                        shortened(problem),
                        now(),
                        credit.crisis(),
                        credit.kind(),
                        credit.person())
                .update();
    }

    /** @param unclear whether it may have been credited now */
    void tryAgain(Credit credit, String problem, boolean unclear, Instant at) {
        sql.sql("""
                        update compensation_credit set state = 'due', problem = ?, unclear = unclear or ?, next_attempt = ?
                        where crisis = ? and kind = ? and person = ? and state = 'sending'""")
                .params(
                        shortened(problem),
                        unclear,
                        at.atOffset(ZoneOffset.UTC),
                        credit.crisis(),
                        credit.kind(),
                        credit.person())
                .update();
    }

    /**
     * What the shop's own file or a person says of an entry. What is credited stays so.
     *
     * @return whether that changed it
     */
    boolean reconcile(
            String crisis, String person, CreditState state, @Nullable String reference, @Nullable String problem) {
        return sql.sql("""
                        update compensation_credit set state = ?, reference = ?, problem = ?, settled_at = ?
                        where crisis = ? and person = ? and state in ('due', 'refused', 'in-doubt')""")
                        .params(state.word(), shortened(reference), shortened(problem), now(), crisis, person)
                        .update()
                == 1;
    }

    Optional<Credit> find(String crisis, String person) {
        return sql.sql("select * from compensation_credit where crisis = ? and person = ?")
                .params(crisis, person)
                .query(LedgerRepository::credit)
                .optional();
    }

    /** In the order of their people. @param state null for all @param after null for the first */
    List<Credit> credits(String crisis, @Nullable CreditState state, @Nullable String after, int most) {
        return sql.sql("""
                        select * from compensation_credit
                        where crisis = :crisis and (:state = '' or state = :state) and person > :after
                        order by person fetch first :most rows only""")
                .param("crisis", crisis)
                .param("state", state == null ? "" : state.word())
                .param("after", after == null ? "" : after)
                .param("most", most)
                .query(LedgerRepository::credit)
                .list();
    }

    Map<CreditState, Long> counts(String crisis) {
        Map<CreditState, Long> counts = new EnumMap<>(CreditState.class);
        sql.sql("select state, count(*) as entries from compensation_credit where crisis = ? group by state")
                .param(crisis)
                .query((ResultSet row) -> {
                    counts.put(CreditState.of(row.getString("state")), row.getLong("entries"));
                });
        return counts;
    }

    /** A ledger that has come to an end for now, and the place in the process that waits for that. */
    record Settled(String crisis, String execution) {}

    /** @param byHand whether entries that are due wait for a person, so that they hold nothing up */
    List<Settled> toTell(boolean byHand) {
        return sql.sql("""
                        select l.crisis, l.awaited_by from compensation_ledger l
                        where l.awaited_by is not null and l.filled and not exists (select 1 from compensation_credit c
                            where c.crisis = l.crisis and (c.state = 'sending' or c.state = 'due' and :by_hand = false))""")
                .param("by_hand", byHand)
                .query((row, i) -> new Settled(row.getString("crisis"), row.getString("awaited_by")))
                .list();
    }

    void told(String crisis) {
        sql.sql("update compensation_ledger set awaited_by = null where crisis = ?")
                .param(crisis)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static Ledger ledger(ResultSet row, int number) throws SQLException {
        return new Ledger(
                row.getString("crisis"),
                row.getString("kind"),
                row.getBigDecimal("amount"),
                row.getLong("approved_users"),
                row.getString("approved_by"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getLong("listed_users"),
                row.getBoolean("filled"),
                instant(row, "issued_at"));
    }

    private static Credit credit(ResultSet row, int number) throws SQLException {
        return new Credit(
                row.getString("crisis"),
                row.getString("kind"),
                row.getString("person"),
                row.getBigDecimal("amount"),
                CreditState.of(row.getString("state")),
                row.getInt("attempts"),
                row.getBoolean("unclear"),
                instant(row, "first_tried_at"),
                instant(row, "settled_at"),
                row.getString("reference"),
                row.getString("problem"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
