package org.crisisplan.duty;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crisisplan.crisis.Crisis;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The duties of every crisis: how they stand, what was decided of them, and what was filed. */
@Repository
class CrisisDutyRepository {

    private static final int PIECE = 1_000_000;

    private final JdbcClient sql;

    CrisisDutyRepository(JdbcClient sql) {
        this.sql = sql;
    }

    /** What a duty was found to be when it was looked at last. */
    record Kept(
            String duty,
            DutyState state,
            @Nullable Instant lawDue,
            @Nullable Instant planDue,
            boolean missed,
            @Nullable String process) {}

    /** A duty that somebody has to do something about. */
    record Running(
            String crisis,
            String duty,
            DutyState state,
            Instant due,
            @Nullable Instant lawDue) {}

    Map<String, Kept> kept(String crisis) {
        Map<String, Kept> kept = new HashMap<>();
        sql.sql("select * from crisis_duty where crisis = ?").param(crisis).query(row -> {
            kept.put(
                    row.getString("duty"),
                    new Kept(
                            row.getString("duty"),
                            DutyState.of(row.getString("state")),
                            perhaps(row, "law_due"),
                            perhaps(row, "plan_due"),
                            row.getBoolean("missed"),
                            row.getString("process_instance")));
        });
        return kept;
    }

    /** The caller holds the crisis. */
    void keep(
            String crisis,
            String duty,
            DutyState state,
            @Nullable Instant lawDue,
            @Nullable Instant planDue,
            @Nullable Instant due,
            Instant at) {
        int changed = sql.sql("update crisis_duty set state = ?, law_due = ?, plan_due = ?, due = ?, at = ?"
                        + " where crisis = ? and duty = ?")
                .params(Arrays.asList(state.word(), utc(lawDue), utc(planDue), utc(due), utc(at), crisis, duty))
                .update();
        if (changed == 0) {
            sql.sql(
                            "insert into crisis_duty (crisis, duty, state, law_due, plan_due, due, at) values (?, ?, ?, ?, ?, ?, ?)")
                    .params(Arrays.asList(crisis, duty, state.word(), utc(lawDue), utc(planDue), utc(due), utc(at)))
                    .update();
        }
    }

    void runs(String crisis, String duty, @Nullable String process) {
        sql.sql("update crisis_duty set process_instance = ? where crisis = ? and duty = ?")
                .params(Arrays.asList(process, crisis, duty))
                .update();
    }

    /** In a drill; the caller holds it. */
    void rehearsed(String crisis, String duty, Instant at) {
        sql.sql("update crisis_duty set state = ?, at = ? where crisis = ? and duty = ?")
                .params(DutyState.REHEARSED.word(), utc(at), crisis, duty)
                .update();
    }

    /** @return false if that was known */
    boolean missed(String crisis, String duty) {
        return sql.sql("update crisis_duty set missed = true where crisis = ? and duty = ? and missed = false")
                        .params(crisis, duty)
                        .update()
                == 1;
    }

    /**
     * Those due first of all crises; no drills.
     *
     * @param on the duties that count now; not empty
     */
    List<Running> nearest(int most, Collection<String> on) {
        return sql.sql(
                        "select crisis, duty, state, due, law_due from crisis_duty where state in ('possible', 'applies')"
                                + " and due is not null and crisis like '" + Crisis.NUMBERS_BEGIN
                                + "%' and duty in (:on)"
                                + " order by due, crisis, duty fetch first :most rows only")
                .param("on", on)
                .param("most", most)
                .query((row, i) -> new Running(
                        row.getString("crisis"),
                        row.getString("duty"),
                        DutyState.of(row.getString("state")),
                        row.getObject("due", OffsetDateTime.class).toInstant(),
                        perhaps(row, "law_due")))
                .list();
    }

    Map<String, DutyRuling> rulings(String crisis) {
        Map<String, DutyRuling> rulings = new HashMap<>();
        sql.sql("select * from duty_ruling where crisis = ?").param(crisis).query(row -> {
            rulings.put(
                    row.getString("duty"),
                    new DutyRuling(
                            row.getString("duty"),
                            row.getBoolean("applies"),
                            row.getString("reason"),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("by_user")));
        });
        return rulings;
    }

    void rule(String crisis, DutyRuling ruling) {
        sql.sql("delete from duty_ruling where crisis = ? and duty = ?")
                .params(crisis, ruling.duty())
                .update();
        sql.sql("insert into duty_ruling (crisis, duty, applies, reason, at, by_user) values (?, ?, ?, ?, ?, ?)")
                .params(crisis, ruling.duty(), ruling.applies(), ruling.reason(), utc(ruling.at()), ruling.by())
                .update();
    }

    Map<String, DutyFiling> filings(String crisis) {
        Map<String, DutyFiling> filings = new HashMap<>();
        sql.sql("select * from duty_filing where crisis = ?").param(crisis).query(row -> {
            filings.put(
                    row.getString("duty"),
                    new DutyFiling(
                            row.getString("crisis"),
                            row.getString("duty"),
                            row.getObject("filed_at", OffsetDateTime.class).toInstant(),
                            row.getString("filed_as"),
                            row.getString("receipt"),
                            row.getString("words"),
                            row.getObject("at", OffsetDateTime.class).toInstant(),
                            row.getString("by_user")));
        });
        return filings;
    }

    void file(DutyFiling filing) {
        sql.sql("insert into duty_filing (crisis, duty, filed_at, filed_as, receipt, words, at, by_user)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        filing.crisis(),
                        filing.duty(),
                        utc(filing.filedAt()),
                        filing.filedAs(),
                        filing.receipt(),
                        filing.words(),
                        utc(filing.at()),
                        filing.by())
                .update();
    }

    List<DutyReceipt> receipts(String crisis) {
        return sql.sql("select * from duty_receipt where crisis = ? order by at desc, id")
                .param(crisis)
                .query(CrisisDutyRepository::receipt)
                .list();
    }

    Optional<DutyReceipt> receipt(String crisis, String id) {
        return sql.sql("select * from duty_receipt where crisis = ? and id = ?")
                .params(crisis, id)
                .query(CrisisDutyRepository::receipt)
                .optional();
    }

    void add(DutyReceipt receipt, String mediaType, byte[] content) {
        sql.sql("insert into duty_receipt (id, crisis, duty, name, media_type, size, sha256, at, by_user)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        receipt.id(),
                        receipt.crisis(),
                        receipt.duty(),
                        receipt.name(),
                        mediaType,
                        content.length,
                        receipt.sha256(),
                        utc(receipt.at()),
                        receipt.by())
                .update();
        for (int piece = 0; piece * PIECE < content.length; piece++) {
            sql.sql("insert into duty_receipt_piece (receipt, piece, content) values (?, ?, ?)")
                    .params(
                            receipt.id(),
                            piece,
                            Arrays.copyOfRange(content, piece * PIECE, Math.min(content.length, (piece + 1) * PIECE)))
                    .update();
        }
    }

    byte[] content(String receipt) {
        var content = new java.io.ByteArrayOutputStream();
        sql.sql("select content from duty_receipt_piece where receipt = ? order by piece")
                .param(receipt)
                .query(row -> {
                    content.writeBytes(row.getBytes("content"));
                });
        return content.toByteArray();
    }

    void eraseReason(String crisis, String duty) {
        sql.sql("update duty_ruling set reason = '' where crisis = ? and duty = ?")
                .params(crisis, duty)
                .update();
    }

    void eraseFiling(String crisis, String duty) {
        sql.sql("update duty_filing set words = '', filed_as = '' where crisis = ? and duty = ?")
                .params(crisis, duty)
                .update();
    }

    /** The files go; that there were some, and their hashes, stay. */
    void eraseReceipts(String crisis, String duty) {
        sql.sql(
                        "delete from duty_receipt_piece where receipt in (select id from duty_receipt where crisis = ? and duty = ?)")
                .params(crisis, duty)
                .update();
        sql.sql("update duty_receipt set name = '' where crisis = ? and duty = ?")
                .params(crisis, duty)
                .update();
    }

    void eraseAll(String crisis) {
        List<String> duties = new ArrayList<>(
                receipts(crisis).stream().map(DutyReceipt::duty).distinct().toList());
        duties.forEach(duty -> eraseReceipts(crisis, duty));
        filings(crisis).keySet().forEach(duty -> eraseFiling(crisis, duty));
        rulings(crisis).keySet().forEach(duty -> eraseReason(crisis, duty));
    }

    private static DutyReceipt receipt(ResultSet row, int i) throws SQLException {
        return new DutyReceipt(
                row.getString("id"),
                row.getString("crisis"),
                row.getString("duty"),
                row.getString("name"),
                row.getLong("size"),
                row.getString("sha256"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("by_user"));
    }

    private static @Nullable Instant perhaps(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
