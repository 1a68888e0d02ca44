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
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crisisplan.crisis.Crisis.Outcome;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
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

    private static final String PROMISES = "select * from crisis_promise p where number = ?";

    private final JdbcClient sql;
    private final CrisisRecord record;
    private final ObjectMapper json;
    private final Clock clock;
    private final TransactionTemplate ofItsOwn;

    public Crises(
            JdbcClient sql,
            CrisisRecord record,
            ObjectMapper json,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.sql = sql;
        this.record = record;
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

    /**
     * The open crises, worst first, then oldest first.
     *
     * @param page from 0
     */
    public Page openPage(int page, int size) {
        List<Crisis> items = sql.sql(CRISIS + " where closed_at is null"
                        // the first column is always null: named so that the index gives the order
                        + " order by closed_at, level nulls last, opened_at, number limit :size offset :offset")
                .param("size", size)
                .param("offset", (long) page * size)
                .query(this::crisis)
                .list();
        return new Page(items, page, size, counted("closed_at is null", Map.of(), Long.MAX_VALUE));
    }

    /**
     * One page of all crises, or of those in a phase, newest first.
     *
     * @param page from 0
     * @param countUpTo what is more than this is not counted: the total then is one more
     */
    public Page newestPage(@Nullable Phase phase, int page, int size, long countUpTo) {
        Map<String, Object> values = phase == null ? Map.of() : Map.of("phase", phase.word());
        String which = phase == null ? "1 = 1" : "phase = :phase";
        List<Crisis> items = sql.sql(
                        CRISIS + " where " + which + " order by opened_at desc, number desc limit :size offset :offset")
                .params(values)
                .param("size", size)
                .param("offset", (long) page * size)
                .query(this::crisis)
                .list();
        return new Page(items, page, size, counted(which, values, countUpTo));
    }

    private long counted(String which, Map<String, Object> values, long upTo) {
        String counted = upTo == Long.MAX_VALUE
                ? "select count(*) from crisis where " + which
                : "select count(*) from (select 1 from crisis where " + which + " limit " + (upTo + 1) + ") found";
        return sql.sql(counted).params(values).query(Long.class).single();
    }

    /** For each of the crises the promise that runs out first; nothing for those without one that runs. */
    public Map<String, Crisis.Deadline> nextDeadlines(Collection<String> numbers) {
        Map<String, Crisis.Deadline> next = new HashMap<>();
        if (!numbers.isEmpty()) {
            sql.sql(
                            "select * from crisis_promise where number in (:numbers) and outcome is null order by due desc, what desc")
                    .param("numbers", numbers)
                    .query(row -> {
                        next.put(row.getString("number"), promise(row, 0));
                    });
        }
        return next;
    }

    /** The last promise of each kind; those before it are in {@link #promisesOf}. */
    public List<Crisis.Deadline> deadlinesOf(String number) {
        return sql.sql(PROMISES + " and seq = (select max(seq) from crisis_promise l where l.number = p.number"
                        + " and l.what = p.what) order by due, what")
                .param(number)
                .query(Crises::promise)
                .list();
    }

    /** Every promise that was made, in the order that they were made. */
    public List<Crisis.Deadline> promisesOf(String number) {
        return sql.sql(PROMISES + " order by made_at, what, seq")
                .param(number)
                .query(Crises::promise)
                .list();
    }

    /** Every grade that the tables gave, oldest first. */
    public List<Crisis.Grade> gradesOf(String number) {
        return sql.sql("select * from crisis_grade where number = ? order by seq")
                .param(number)
                .query((row, i) -> new Crisis.Grade(
                        row.getInt("seq"),
                        at(row, "graded_at"),
                        row.getInt("level"),
                        read(row.getString("reasons")),
                        values(row.getString("facts"))))
                .list();
    }

    /** What is known, by the name of the fact. */
    public SortedMap<String, Crisis.Fact> factsOf(String number) {
        SortedMap<String, Crisis.Fact> facts = new TreeMap<>();
        sql.sql("select * from crisis_fact where number = ?").param(number).query(row -> {
            String name = row.getString("name");
            facts.put(name, new Crisis.Fact(name, value(row.getString("fact")), at(row, "said_at")));
        });
        return facts;
    }

    /** Tells facts; what is known already changes nothing. Who told them and when is in the record. */
    public void tell(String number, Map<String, ?> facts) {
        hold(number);
        SortedMap<String, Crisis.Fact> known = factsOf(number);
        new TreeMap<>(facts).forEach((name, value) -> {
            Crisis.Fact before = known.get(name);
            String now = written(value);
            if (before != null && written(before.value()).equals(now)) {
                return;
            }
            int rows = sql.sql("update crisis_fact set fact = ?, said_at = ? where number = ? and name = ?")
                    .params(now, utc(clock.instant()), number, name)
                    .update();
            if (rows == 0) {
                sql.sql("insert into crisis_fact (number, name, fact, said_at) values (?, ?, ?, ?)")
                        .params(number, name, now, utc(clock.instant()))
                        .update();
            }
            record(
                    number,
                    Entry.of(ActKind.FACT_TOLD, name)
                            .before(before == null ? Map.of() : single("value", before.value()))
                            .after(single("value", value)));
        });
    }

    public Optional<Instant> moment(String number, String moment) {
        return sql.sql("select at from crisis_moment where number = ? and moment = ?")
                .params(number, moment)
                .query((row, i) -> at(row, "at"))
                .optional();
    }

    /** Keeps when something first happened; a second time changes nothing, or a promise would start to run anew. */
    public void mark(String number, String moment) {
        hold(number);
        if (moment(number, moment).isEmpty()) {
            sql.sql("insert into crisis_moment (number, moment, at) values (?, ?, ?)")
                    .params(number, moment, utc(clock.instant()))
                    .update();
            record(number, Entry.of(ActKind.MILESTONE_REACHED, moment));
        }
    }

    /**
     * Keeps when the crisis began.
     *
     * @param why what was said is corrected; empty the first time
     */
    public void began(String number, Instant at, String why) {
        hold(number);
        Optional<Instant> before = moment(number, Milestones.BEGAN);
        Instant began = at.truncatedTo(ChronoUnit.MICROS);
        if (before.isPresent()) {
            sql.sql("update crisis_moment set at = ? where number = ? and moment = ?")
                    .params(utc(began), number, Milestones.BEGAN)
                    .update();
        } else {
            sql.sql("insert into crisis_moment (number, moment, at) values (?, ?, ?)")
                    .params(number, Milestones.BEGAN, utc(began))
                    .update();
        }
        record(
                number,
                Entry.of(ActKind.MILESTONE_REACHED, Milestones.BEGAN)
                        .before(before.<Map<String, Object>>map(known -> Map.of("at", known.toString()))
                                .orElse(Map.of()))
                        .after(Map.of("at", began.toString()))
                        .words(why.isEmpty() ? Map.of() : Map.of("why", why)));
    }

    /** When each milestone was reached, earliest first. */
    public Map<String, Instant> milestonesOf(String number) {
        Map<String, Instant> reached = new LinkedHashMap<>();
        sql.sql("select moment, at from crisis_moment where number = ? order by at, moment")
                .param(number)
                .query(row -> {
                    reached.put(row.getString("moment"), at(row, "at"));
                });
        return reached;
    }

    /** Keeps when something happened last; what was promised from then on is counted from then on. */
    public void markAnew(String number, String moment) {
        int known = sql.sql("update crisis_moment set at = ? where number = ? and moment = ?")
                .params(utc(clock.instant()), number, moment)
                .update();
        if (known == 0) {
            mark(number, moment);
        } else {
            record(number, Entry.of(ActKind.MILESTONE_REACHED, moment));
        }
    }

    /** A promise of the plan, or another due time for one that runs; one that was met stays met. */
    public void promise(String number, String what, Instant due) {
        hold(number);
        Optional<Running> running = running(number, what);
        if (running.isPresent() && running.get().due().equals(due.truncatedTo(ChronoUnit.MICROS))) {
            return;
        }
        if (running.isEmpty()
                && deadlinesOf(number).stream().anyMatch(d -> d.what().equals(what))) {
            return;
        }
        running.ifPresent(before ->
                settle(number, what, before, before.isOverdue(clock.instant()) ? Outcome.MISSED : Outcome.REPLACED));
        sql.sql("insert into crisis_promise (number, what, seq, made_at, due) values (?, ?, ?, ?, ?)")
                .params(
                        number,
                        what,
                        running.map(before -> before.seq() + 1).orElse(1),
                        utc(clock.instant()),
                        utc(due.truncatedTo(ChronoUnit.MICROS)))
                .update();
        record(
                number,
                Entry.of(ActKind.PROMISE_MADE, what)
                        .before(running.<Map<String, Object>>map(
                                        before -> Map.of("due", before.due().toString()))
                                .orElse(Map.of()))
                        .after(Map.of("due", due.truncatedTo(ChronoUnit.MICROS).toString())));
    }

    public void keep(String number, String what) {
        hold(number);
        running(number, what).ifPresent(running -> {
            sql.sql("update crisis_promise set met_at = ? where number = ? and what = ? and seq = ?")
                    .params(utc(clock.instant()), number, what, running.seq())
                    .update();
            settle(number, what, running, running.isOverdue(clock.instant()) ? Outcome.LATE : Outcome.MET);
        });
    }

    private void settle(String number, String what, Running running, Outcome outcome) {
        sql.sql("update crisis_promise set outcome = ? where number = ? and what = ? and seq = ?")
                .params(outcome.word(), number, what, running.seq())
                .update();
        ActKind kind = switch (outcome) {
            case MET, LATE -> ActKind.PROMISE_MET;
            case MISSED -> ActKind.PROMISE_MISSED;
            case REPLACED -> ActKind.PROMISE_REPLACED;
            case VOID -> ActKind.PROMISE_VOID;
        };
        record(
                number,
                Entry.of(kind, what)
                        .before(Map.of("due", running.due().toString()))
                        .after(Map.of("outcome", outcome.word())));
    }

    /** A promise without an outcome. */
    private record Running(int seq, Instant due) {

        boolean isOverdue(Instant now) {
            return now.isAfter(due);
        }
    }

    private Optional<Running> running(String number, String what) {
        return sql.sql("select seq, due from crisis_promise where number = ? and what = ? and outcome is null")
                .params(number, what)
                .query((row, i) -> new Running(row.getInt("seq"), at(row, "due")))
                .optional();
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
        record(
                number,
                Entry.of(ActKind.REPORTED, "")
                        .after(Map.of("kinds", words(report.kinds())))
                        .words(Map.of("title", report.title(), "description", report.description())));
        tell(number, report.facts());
        if (report.beganAt() != null) {
            began(number, report.beganAt(), "");
        }
    }

    public void movesToPlan(String number, String planVersion) {
        hold(number);
        String before = find(number).orElseThrow().planVersion();
        sql.sql("update crisis set plan_version = ? where number = ?")
                .params(planVersion, number)
                .update();
        record(
                number,
                Entry.of(ActKind.PLAN_CHANGED, "")
                        .before(Map.of("version", before))
                        .after(Map.of("version", planVersion)));
    }

    /** A phase that ends the crisis seals its record: nothing is told of it afterwards. */
    public void enter(String number, Phase phase) {
        hold(number);
        Phase before = find(number).orElseThrow().phase();
        if (phase.isOver()) {
            for (Crisis.Deadline promise : deadlinesOf(number)) {
                running(number, promise.what())
                        .ifPresent(running -> settle(
                                number,
                                promise.what(),
                                running,
                                running.isOverdue(clock.instant()) ? Outcome.MISSED : Outcome.VOID));
            }
        }
        if (phase != before) {
            record(
                    number,
                    Entry.of(ActKind.PHASE_ENTERED, phase.word())
                            .before(Map.of("phase", before.word()))
                            .after(Map.of("phase", phase.word())));
        }
        sql.sql("update crisis set phase = ?, closed_at = ? where number = ?")
                .params(phase.word(), phase.isOver() ? utc(clock.instant()) : null, number)
                .update();
    }

    /** Its processes ended otherwise than by the diagram: somebody deleted them, or an error ended them. */
    public void cancel(String number, String reason) {
        Optional<Crisis> crisis = find(number).filter(open -> !open.phase().isOver());
        if (crisis.isPresent()) {
            record(number, Entry.of(ActKind.CANCELLED, "").words(Map.of("reason", reason)));
            enter(number, Phase.CANCELLED);
        }
    }

    public void grade(String number, int level, List<Crisis.Reason> reasons) {
        hold(number);
        Integer before = find(number).orElseThrow().level();
        sql.sql("update crisis set level = ?, reasons = ? where number = ?")
                .params(level, written(reasons), number)
                .update();
        Map<String, Object> facts = new TreeMap<>();
        factsOf(number).forEach((name, fact) -> facts.put(name, fact.value()));
        List<Crisis.Grade> grades = gradesOf(number);
        if (!grades.isEmpty()) {
            Crisis.Grade last = grades.get(grades.size() - 1);
            if (last.level() == level
                    && last.reasons().equals(reasons)
                    && written(last.facts()).equals(written(facts))) {
                return;
            }
        }
        sql.sql("insert into crisis_grade (number, seq, graded_at, level, reasons, facts) values (?, ?, ?, ?, ?, ?)")
                .params(number, grades.size() + 1, utc(clock.instant()), level, written(reasons), written(facts))
                .update();
        record(
                number,
                Entry.of(ActKind.GRADED, "")
                        .before(before == null ? Map.of() : Map.of("level", before))
                        .after(Map.of("level", level, "reasons", reasons, "facts", facts)));
    }

    public void classify(String number, Set<Kind> kinds) {
        hold(number);
        Set<Kind> before = find(number).orElseThrow().kinds();
        sql.sql("update crisis set technical = ?, content = ? where number = ?")
                .params(kinds.contains(Kind.TECHNICAL), kinds.contains(Kind.CONTENT), number)
                .update();
        if (!before.equals(kinds)) {
            record(
                    number,
                    Entry.of(ActKind.CLASSIFIED, "")
                            .before(Map.of("kinds", words(before)))
                            .after(Map.of("kinds", words(kinds))));
        }
    }

    /** Until the commit nobody else writes to this crisis: what stands there now is what the record calls before. */
    private void hold(String number) {
        sql.sql("select number from crisis where number = ? for update")
                .param(number)
                .query(String.class)
                .optional();
    }

    private void record(String number, Entry entry) {
        if (!record.append(number, entry)) {
            throw new CrisisOver(number);
        }
    }

    private static List<String> words(Set<Kind> kinds) {
        return kinds.stream()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    private static Map<String, Object> single(String name, @Nullable Object value) {
        Map<String, Object> one = new TreeMap<>();
        one.put(name, value);
        return one;
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

    private String written(@Nullable Object value) {
        try {
            return json.writeValueAsString(value);
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

    private @Nullable Object value(String text) {
        try {
            return json.readValue(text, Object.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("A fact cannot be read: " + text, broken);
        }
    }

    private Map<String, Object> values(String text) {
        try {
            return json.readValue(text, new TypeReference<TreeMap<String, Object>>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("The facts of a grade cannot be read: " + text, broken);
        }
    }

    private static Crisis.Deadline promise(ResultSet row, int i) throws SQLException {
        return new Crisis.Deadline(
                row.getString("what"),
                at(row, "due"),
                row.getObject("met_at") == null ? null : at(row, "met_at"),
                Outcome.of(row.getString("outcome")));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
