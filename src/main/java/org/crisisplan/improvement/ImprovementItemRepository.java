package org.crisisplan.improvement;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.crisisplan.improvement.ImprovementItem.Kind;
import org.crisisplan.improvement.ImprovementItem.State;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** All improvement items. */
@Repository
class ImprovementItemRepository {

    private final JdbcClient sql;
    private final Clock clock;
    private final TransactionTemplate ofItsOwn;

    ImprovementItemRepository(JdbcClient sql, Clock clock, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.clock = clock;
        this.ofItsOwn = new TransactionTemplate(transactions);
        this.ofItsOwn.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** The next number of this year. Whoever asks second waits for the first to commit, so that no number is lost or doubled. */
    String nextNumber() {
        int year = LocalDate.now(clock).getYear();
        if (count(year) == 0) {
            beginYear(year);
            count(year);
        }
        int last = sql.sql("select last from improvement_count where agreed_in = ?")
                .param(year)
                .query(Integer.class)
                .single();
        return "AI-%d-%04d".formatted(year, last);
    }

    private int count(int year) {
        return sql.sql("update improvement_count set last = last + 1 where agreed_in = ?")
                .param(year)
                .update();
    }

    private void beginYear(int year) {
        try {
            ofItsOwn.executeWithoutResult(
                    status -> sql.sql("insert into improvement_count (agreed_in, last) values (?, 0)")
                            .param(year)
                            .update());
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            // the year's row is there, which is all that is wanted
        }
    }

    void add(ImprovementItem item) {
        sql.sql("""
                        insert into improvement_item (number, crisis, crisis_kind, kind, what, owner, due, agreed_at, agreed_by, agreed_plan, state)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        item.number(),
                        item.crisis(),
                        item.crisisKind(),
                        item.kind().word(),
                        item.what(),
                        item.owner(),
                        item.due(),
                        utc(item.agreedAt()),
                        item.agreedBy(),
                        item.agreedPlan(),
                        item.state().word())
                .update();
    }

    Optional<ImprovementItem> find(String number) {
        return sql.sql("select * from improvement_item where number = ?")
                .param(number)
                .query(ImprovementItemRepository::item)
                .optional();
    }

    /** The same, and nobody else changes it until this transaction ends. */
    Optional<ImprovementItem> findForUpdate(String number) {
        return sql.sql("select * from improvement_item where number = ? for update")
                .param(number)
                .query(ImprovementItemRepository::item)
                .optional();
    }

    List<ImprovementItem> of(String crisis) {
        return sql.sql("select * from improvement_item where crisis = ? order by number")
                .param(crisis)
                .query(ImprovementItemRepository::item)
                .list();
    }

    /** The one that is due first comes first. */
    List<ImprovementItem> open() {
        return sql.sql("select * from improvement_item where state = 'open' order by due, number")
                .query(ImprovementItemRepository::item)
                .list();
    }

    /** Those that nobody is asked for any more, the newest first. */
    List<ImprovementItem> settled(int most, int from) {
        return sql.sql("select * from improvement_item where state <> 'open' order by closed_at desc, number desc"
                        + " offset ? rows fetch first ? rows only")
                .params(from, most)
                .query(ImprovementItemRepository::item)
                .list();
    }

    int settledCount() {
        return sql.sql("select count(*) from improvement_item where state <> 'open'")
                .query(Integer.class)
                .single();
    }

    List<ImprovementItem> all() {
        return sql.sql("select * from improvement_item order by number")
                .query(ImprovementItemRepository::item)
                .list();
    }

    /** Those that were agreed on before that moment, due before that day, and open then. */
    int overdueAt(LocalDate day, Instant moment) {
        return sql.sql("""
                        select count(*) from improvement_item
                        where due < :day and agreed_at < :moment and (closed_at is null or closed_at >= :moment)""")
                .param("day", Date.valueOf(day))
                .param("moment", utc(moment))
                .query(Integer.class)
                .single();
    }

    void planFor(String number, LocalDate day) {
        sql.sql("update improvement_item set planned_for = ? where number = ?")
                .params(day, number)
                .update();
    }

    void settle(ImprovementItem item) {
        sql.sql("""
                        update improvement_item set state = ?, proof = ?, reference = ?, result = ?, closed_at = ?, closed_by = ?
                        where number = ?""")
                .params(
                        item.state().word(),
                        item.proof(),
                        item.reference(),
                        item.result(),
                        item.closedAt() == null ? null : utc(item.closedAt()),
                        item.closedBy(),
                        item.number())
                .update();
    }

    void eraseWhat(String number) {
        sql.sql("update improvement_item set what = '' where number = ?")
                .param(number)
                .update();
    }

    void eraseResult(String number) {
        sql.sql("update improvement_item set reference = '', result = '' where number = ? and state <> 'open'")
                .param(number)
                .update();
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
        @Nullable OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static ImprovementItem item(ResultSet row, int i) throws SQLException {
        return new ImprovementItem(
                row.getString("number"),
                row.getString("crisis"),
                row.getString("crisis_kind"),
                Kind.of(row.getString("kind")).orElseThrow(),
                row.getString("what"),
                row.getString("owner"),
                row.getObject("due", LocalDate.class),
                row.getObject("agreed_at", OffsetDateTime.class).toInstant(),
                row.getString("agreed_by"),
                row.getInt("agreed_plan"),
                State.of(row.getString("state")),
                row.getObject("planned_for", LocalDate.class),
                row.getString("proof"),
                row.getString("reference"),
                row.getString("result"),
                perhaps(row, "closed_at"),
                row.getString("closed_by"));
    }
}
