package org.crisisplan.crisis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** All crises, open and past, with their moments and deadlines; written in the transaction of the engine's step. */
@Repository
public class Crises {

    private static final String CRISIS = "select crisis.*, (select at from crisis_moment where crisis_moment.number = "
            + "crisis.number and moment = '" + Milestones.ENDED + "') as ended_at from crisis";

    private final JdbcClient sql;
    private final ObjectMapper json;
    private final Clock clock;
    private final TransactionTemplate ofItsOwn;

    Crises(JdbcClient sql, ObjectMapper json, Clock clock, PlatformTransactionManager transactions) {
        this.sql = sql;
        this.json = json;
        this.clock = clock;
        this.ofItsOwn = new TransactionTemplate(transactions);
        this.ofItsOwn.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    public Optional<Crisis> find(String number) {
        return sql.sql(CRISIS + " where number = ?")
                .param(number)
                .query(this::crisis)
                .optional();
    }

    /** Those of the numbers that there are, by their number. */
    public Map<String, Crisis> find(Collection<String> numbers) {
        Map<String, Crisis> found = new HashMap<>();
        if (!numbers.isEmpty()) {
            sql.sql(CRISIS + " where number in (:numbers)")
                    .param("numbers", numbers)
                    .query(this::crisis)
                    .list()
                    .forEach(crisis -> found.put(crisis.number(), crisis));
        }
        return found;
    }

    /** One page of a list.
     *
     * @param total how many there are on all pages */
    public record Page(List<Crisis> items, int page, int size, long total) {}

    /** @param page from 0; newest crisis first */
    public Page page(@Nullable Phase phase, @Nullable Integer level, int page, int size) {
        Map<String, Object> values = new HashMap<>();
        String where = " where 1 = 1";
        if (phase != null) {
            where += " and phase = :phase";
            values.put("phase", phase.word());
        }
        if (level != null) {
            where += " and level = :level";
            values.put("level", level);
        }
        long total = sql.sql("select count(*) from crisis" + where)
                .params(values)
                .query(Long.class)
                .single();
        List<Crisis> items = sql.sql(
                        CRISIS + where + " order by opened_at desc, number desc limit :size offset :offset")
                .params(values)
                .param("size", size)
                .param("offset", (long) page * size)
                .query(this::crisis)
                .list();
        return new Page(items, page, size, total);
    }

    /** The open crises, worst first, then oldest first. */
    public List<Crisis> open() {
        return sql.sql(CRISIS + " where closed_at is null order by coalesce(level, 9), opened_at, number")
                .query(this::crisis)
                .list();
    }

    public List<Crisis.Deadline> deadlinesOf(String number) {
        return sql.sql("select what, due, met_at from crisis_deadline where number = ? order by due, what")
                .param(number)
                .query((row, i) -> new Crisis.Deadline(
                        row.getString("what"),
                        at(row, "due"),
                        row.getObject("met_at") == null ? null : at(row, "met_at")))
                .list();
    }

    public Optional<Instant> moment(String number, String moment) {
        return sql.sql("select at from crisis_moment where number = ? and moment = ?")
                .params(number, moment)
                .query((row, i) -> at(row, "at"))
                .optional();
    }

    /** Keeps when something first happened; a second time changes nothing, or a promise would start to run anew. */
    public void mark(String number, String moment) {
        if (moment(number, moment).isEmpty()) {
            sql.sql("insert into crisis_moment (number, moment, at) values (?, ?, ?)")
                    .params(number, moment, utc(clock.instant()))
                    .update();
        }
    }

    /** Keeps when something happened last; what was promised from then on is counted from then on. */
    public void markAnew(String number, String moment) {
        int known = sql.sql("update crisis_moment set at = ? where number = ? and moment = ?")
                .params(utc(clock.instant()), number, moment)
                .update();
        if (known == 0) {
            mark(number, moment);
        }
    }

    public void promise(String number, String what, Instant due) {
        int known = sql.sql("update crisis_deadline set due = ? where number = ? and what = ? and met_at is null")
                .params(utc(due), number, what)
                .update();
        if (known == 0 && deadlinesOf(number).stream().noneMatch(d -> d.what().equals(what))) {
            sql.sql("insert into crisis_deadline (number, what, due) values (?, ?, ?)")
                    .params(number, what, utc(due))
                    .update();
        }
    }

    public void keep(String number, String what) {
        sql.sql("update crisis_deadline set met_at = ? where number = ? and what = ? and met_at is null")
                .params(utc(clock.instant()), number, what)
                .update();
    }

    public void open(String number, CrisisReport report, String planVersion) {
        sql.sql("""
                        insert into crisis (number, title, description, technical, content, phase, reasons, plan_version, opened_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        number,
                        report.title(),
                        report.description(),
                        report.kinds().contains(Kind.TECHNICAL),
                        report.kinds().contains(Kind.CONTENT),
                        Phase.VERIFYING.word(),
                        "[]",
                        planVersion,
                        utc(clock.instant()))
                .update();
    }

    public void movesToPlan(String number, String planVersion) {
        sql.sql("update crisis set plan_version = ? where number = ?")
                .params(planVersion, number)
                .update();
    }

    public void enter(String number, Phase phase) {
        sql.sql("update crisis set phase = ?, closed_at = ? where number = ?")
                .params(phase.word(), phase.isOver() ? utc(clock.instant()) : null, number)
                .update();
    }

    public void grade(String number, int level, List<Crisis.Reason> reasons) {
        sql.sql("update crisis set level = ?, reasons = ? where number = ?")
                .params(level, written(reasons), number)
                .update();
    }

    public void classify(String number, Set<Kind> kinds) {
        sql.sql("update crisis set technical = ?, content = ? where number = ?")
                .params(kinds.contains(Kind.TECHNICAL), kinds.contains(Kind.CONTENT), number)
                .update();
    }

    /** The next number of this year. Whoever asks second waits for the first to commit, so that no number is lost or doubled. */
    public String nextNumber() {
        int year = LocalDate.now(clock).getYear();
        if (count(year) == 0) {
            beginYear(year);
            count(year);
        }
        int number = sql.sql("select last from crisis_count where opened_in = ?")
                .param(year)
                .query(Integer.class)
                .single();
        return "CR-%d-%04d".formatted(year, number);
    }

    private int count(int year) {
        return sql.sql("update crisis_count set last = last + 1 where opened_in = ?")
                .param(year)
                .update();
    }

    private void beginYear(int year) {
        try {
            ofItsOwn.executeWithoutResult(status -> sql.sql("insert into crisis_count (opened_in, last) values (?, 0)")
                    .param(year)
                    .update());
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            // the year's row is there, which is all that is wanted
        }
    }

    private String written(List<Crisis.Reason> reasons) {
        try {
            return json.writeValueAsString(reasons);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Crisis crisis(ResultSet row, int i) throws SQLException {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (row.getBoolean("technical")) {
            kinds.add(Kind.TECHNICAL);
        }
        if (row.getBoolean("content")) {
            kinds.add(Kind.CONTENT);
        }
        return new Crisis(
                row.getString("number"),
                row.getString("title"),
                row.getString("description"),
                kinds,
                row.getObject("level") == null ? null : row.getInt("level"),
                read(row.getString("reasons")),
                Phase.of(row.getString("phase")).orElseThrow(),
                at(row, "opened_at"),
                row.getObject("ended_at") == null ? null : at(row, "ended_at"),
                row.getObject("closed_at") == null ? null : at(row, "closed_at"),
                row.getString("plan_version"));
    }

    private List<Crisis.Reason> read(String reasons) {
        try {
            return json.readValue(reasons, new TypeReference<>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The reasons of a crisis cannot be read: " + reasons, broken);
        }
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
