package org.crisisplan.crisis;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.crisisplan.crisis.Crisis.Outcome;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.crisisplan.engine.SafeMode;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All crises, open and past: each with its facts, grades, promises and milestones, written in the transaction of the engine's step together
 * with its record. Nothing else writes them.
 */
@Repository
public class Crises {

    private static final String CRISIS = "select crisis.*, (select at from crisis_moment where crisis_moment.number = "
            + "crisis.number and moment = '" + Milestones.ENDED + "') as ended_at from crisis";

    /** So many files of a new version are named in each record. */
    private static final int FILES_NAMED = 20;

    /** What is rehearsed only is in no list of crises, see {@link #drills}. */
    private static final String REAL = "number like '" + Crisis.NUMBERS_BEGIN + "%'";

    private static final Pattern NUMBER = Pattern.compile("(?:CR|DR)-\\d{4}-\\d{4,}");

    private final JdbcClient sql;
    private final CrisisRecord record;
    private final CrisisFactRepository facts;
    private final CrisisGradeRepository grades;
    private final CrisisPromiseRepository promises;
    private final CrisisMilestoneRepository milestones;
    private final Columns columns;
    private final Clock clock;
    private final TransactionTemplate ofItsOwn;
    private final ApplicationEventPublisher events;
    private final ThreadLocal<Integer> drillBegins = new ThreadLocal<>();

    public Crises(
            JdbcClient sql,
            CrisisRecord record,
            ObjectMapper json,
            Clock clock,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events) {
        this.events = events;
        this.sql = sql;
        this.record = record;
        this.columns = new Columns(json);
        this.facts = new CrisisFactRepository(sql, columns, clock);
        this.grades = new CrisisGradeRepository(sql, columns, clock);
        this.promises = new CrisisPromiseRepository(sql, clock);
        this.milestones = new CrisisMilestoneRepository(sql);
        this.clock = clock;
        this.ofItsOwn = new TransactionTemplate(transactions);
        this.ofItsOwn.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Whether it is written as the number of a crisis or of a drill is. */
    public static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    public Optional<Crisis> find(String number) {
        return ReadInTransaction.once(
                number,
                "crisis",
                () -> sql.sql(CRISIS + " where number = ?")
                        .param(number)
                        .query(this::crisis)
                        .optional());
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
        String where = " where " + REAL;
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

    /** The open crises, worst first, then oldest first; no drills. */
    public List<Crisis> open() {
        return sql.sql(CRISIS + " where closed_at is null and " + REAL
                        + " order by coalesce(level, 9), opened_at, number")
                .query(this::crisis)
                .list();
    }

    /**
     * The open crises, worst first, then oldest first; no drills.
     *
     * @param page from 0
     */
    public Page openPage(int page, int size) {
        List<Crisis> items = sql.sql(CRISIS + " where closed_at is null and " + REAL
                        // the first column is always null: named so that the index gives the order
                        + " order by closed_at, level nulls last, opened_at, number limit :size offset :offset")
                .param("size", size)
                .param("offset", (long) page * size)
                .query(this::crisis)
                .list();
        return new Page(items, page, size, counted("closed_at is null and " + REAL, Map.of(), Long.MAX_VALUE));
    }

    /**
     * One page of all crises, or of those in a phase, newest first; no drills.
     *
     * @param page from 0
     * @param countUpTo what is more than this is not counted: the total then is one more
     */
    public Page newestPage(@Nullable Phase phase, int page, int size, long countUpTo) {
        Map<String, Object> values = phase == null ? Map.of() : Map.of("phase", phase.word());
        String which = REAL + (phase == null ? "" : " and phase = :phase");
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

    /** All drills, the newest first. */
    public List<Crisis> drills() {
        return sql.sql(CRISIS + " where number like '" + Crisis.DRILLS_BEGIN
                        + "%' order by opened_at desc, number desc")
                .query(this::crisis)
                .list();
    }

    /** For each of the crises the promise that runs out first; nothing for those without one that runs. */
    public Map<String, Crisis.Deadline> nextDeadlines(Collection<String> numbers) {
        return promises.next(numbers);
    }

    /** The last promise of each kind; those before it are in {@link #promisesOf}. */
    public List<Crisis.Deadline> deadlinesOf(String number) {
        return promises.latest(number);
    }

    /** Every promise that was made, in the order that they were made. */
    public List<Crisis.Deadline> promisesOf(String number) {
        return promises.all(number);
    }

    /** Every grade that the tables gave, oldest first. */
    public List<Crisis.Grade> gradesOf(String number) {
        return grades.of(number);
    }

    /** What the tables gave last, in force or waiting for a person's consent. */
    public Optional<Crisis.Grade> lastGrade(String number) {
        return latestGrades(number).last();
    }

    /** The grade that the crisis has; nothing until its report is verified. */
    public Optional<Crisis.Grade> gradeInForce(String number) {
        return latestGrades(number).inForce();
    }

    private CrisisGradeRepository.Latest latestGrades(String number) {
        return ReadInTransaction.once(number, "grades", () -> grades.latest(number));
    }

    /** What is known, by the name of the fact. */
    public SortedMap<String, Crisis.Fact> factsOf(String number) {
        return ReadInTransaction.once(number, "facts", () -> Collections.unmodifiableSortedMap(facts.of(number)));
    }

    /** Some facts of several crises, by their number and the name of the fact; what nobody knows is not there. */
    public Map<String, Map<String, Object>> factsOf(Collection<String> numbers, Collection<String> names) {
        Map<String, Map<String, Object>> known = new HashMap<>();
        if (!numbers.isEmpty() && !names.isEmpty()) {
            sql.sql("select number, name, fact from crisis_fact where number in (:numbers) and name in (:names)")
                    .param("numbers", numbers)
                    .param("names", names)
                    .query(row -> {
                        Object value = columns.value(row.getString("fact"));
                        if (value != null) {
                            known.computeIfAbsent(row.getString("number"), first -> new HashMap<>())
                                    .put(row.getString("name"), value);
                        }
                    });
        }
        return known;
    }

    /** Real crises that were reported before this one and not before then, the latest first. */
    public List<Crisis> openedBefore(Crisis crisis, Instant since, int most) {
        return sql.sql(CRISIS + " where opened_at < :before and opened_at >= :since and number <> :number and " + REAL
                        + " order by opened_at desc, number desc limit :most")
                .param("before", Columns.utc(crisis.openedAt()))
                .param("since", Columns.utc(since))
                .param("number", crisis.number())
                .param("most", most)
                .query(this::crisis)
                .list();
    }

    /** Tells facts; what is known already changes nothing. Who told them and when is in the record. */
    public void tell(String number, Map<String, ?> told) {
        tell(
                number,
                new TreeMap<>(told)
                        .entrySet().stream()
                                .map(fact -> new ToldFact(fact.getKey(), fact.getValue(), false, null))
                                .toList());
    }

    /** @return whether any of them was not known before */
    public boolean tell(String number, Collection<ToldFact> told) {
        hold(number);
        SortedMap<String, Crisis.Fact> known = factsOf(number);
        List<Entry> acts = told.stream()
                .map(fact -> facts.tell(number, fact, known.get(fact.name())))
                .filter(Objects::nonNull)
                .toList();
        acts.forEach(act -> record(number, act));
        if (!acts.isEmpty()) {
            events.publishEvent(new CrisisChanged(number));
        }
        return !acts.isEmpty();
    }

    public Optional<Instant> moment(String number, String moment) {
        return Optional.ofNullable(milestonesOf(number).get(moment));
    }

    /** Keeps when something first happened; a second time changes nothing, or a promise would start to run anew. */
    public void mark(String number, String moment) {
        hold(number);
        if (moment(number, moment).isEmpty()) {
            milestones.put(number, moment, clock.instant(), false);
            record(number, Entry.of(ActKind.MILESTONE_REACHED, moment));
            events.publishEvent(new CrisisChanged(number));
        }
    }

    /**
     * Keeps when the crisis began.
     *
     * @param why what was said is corrected; empty the first time
     */
    public void began(String number, Instant at, String why) {
        set(number, Milestones.BEGAN, at, why);
    }

    /**
     * Keeps when something happened, as a person says.
     *
     * @param why what was said is corrected, or why it is so; empty if nobody asks
     */
    public void set(String number, String moment, Instant at, String why) {
        hold(number);
        Optional<Instant> before = moment(number, moment);
        Instant happened = at.truncatedTo(ChronoUnit.MICROS);
        milestones.put(number, moment, happened, before.isPresent());
        record(
                number,
                Entry.of(ActKind.MILESTONE_REACHED, moment)
                        .before(before.<Map<String, Object>>map(known -> Map.of("at", known.toString()))
                                .orElse(Map.of()))
                        .after(Map.of("at", happened.toString()))
                        .words(why.isEmpty() ? Map.of() : Map.of("why", why)));
        events.publishEvent(new CrisisChanged(number));
    }

    /** When each milestone was reached, earliest first. */
    public Map<String, Instant> milestonesOf(String number) {
        return ReadInTransaction.once(number, "milestones", () -> Collections.unmodifiableMap(milestones.of(number)));
    }

    /** Keeps when something happened last; what was promised from then on is counted from then on. */
    public void markAnew(String number, String moment) {
        hold(number);
        milestones.put(number, moment, clock.instant(), moment(number, moment).isPresent());
        record(number, Entry.of(ActKind.MILESTONE_REACHED, moment));
    }

    /** A promise of the plan, or another due time for one that runs; one that was met stays met. */
    public void promise(String number, String what, Instant due) {
        hold(number);
        Optional<Crisis.Deadline> last = promises.latest(number, what);
        if (last.isPresent()
                && (!last.get().isRunning() || last.get().due().equals(due.truncatedTo(ChronoUnit.MICROS)))) {
            return;
        }
        last.ifPresent(before -> settle(number, before, Outcome.REPLACED));
        record(number, promises.add(number, what, last, due));
    }

    public void keep(String number, String what) {
        hold(number);
        promises.latest(number, what)
                .filter(Crisis.Deadline::isRunning)
                .ifPresent(running ->
                        record(number, promises.settle(number, running, isLate(running) ? Outcome.LATE : Outcome.MET)));
    }

    /** A promise that is not met: missed if it was due already. */
    private void settle(String number, Crisis.Deadline running, Outcome otherwise) {
        record(number, promises.settle(number, running, isLate(running) ? Outcome.MISSED : otherwise));
    }

    private boolean isLate(Crisis.Deadline promise) {
        return clock.instant().isAfter(promise.due());
    }

    /**
     * What a report opens.
     *
     * @param number its number, which is given to nothing else
     * @param pace how many times faster the plan's clock runs, see {@link Crisis#pace}
     */
    public record Opening(String number, int pace) {}

    /** What the report that is being made now opens: a crisis, or what {@link CrisisPlan#openDrill} has begun. */
    public Opening opening() {
        Integer pace = drillBegins.get();
        drillBegins.remove();
        return pace == null
                ? new Opening(nextNumber(), Crisis.REAL_PACE)
                : new Opening(nextNumber(Crisis.DRILLS_BEGIN, "drill_count"), pace);
    }

    /** The first report made in here opens a drill, whatever it says; nothing else does. */
    <T> T asDrill(int pace, Supplier<T> report) {
        drillBegins.set(pace);
        try {
            return report.get();
        } finally {
            drillBegins.remove();
        }
    }

    /** Whether the report that is being made now opens a drill. */
    public boolean opensDrill() {
        return drillBegins.get() != null;
    }

    /**
     * How many times faster the plan's clock runs, see {@link Crisis#pace}.
     *
     * @param number null for what is being reported and has none yet
     */
    public int paceOf(@Nullable String number) {
        Integer begins = drillBegins.get();
        return number == null
                ? begins == null ? Crisis.REAL_PACE : begins
                : find(number).map(Crisis::pace).orElse(Crisis.REAL_PACE);
    }

    public void open(String number, CrisisReport report, Collection<ToldFact> facts, String planVersion) {
        open(new Opening(number, Crisis.REAL_PACE), report, facts, planVersion);
    }

    public void open(Opening opening, CrisisReport report, Collection<ToldFact> facts, String planVersion) {
        String number = opening.number();
        int pace = opening.pace();
        sql.sql("""
                        insert into crisis
                            (number, title, description, technical, content, phase, reasons, plan_version, opened_at, pace)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        number,
                        report.title(),
                        report.description(),
                        report.kinds().contains(Kind.TECHNICAL),
                        report.kinds().contains(Kind.CONTENT),
                        Phase.VERIFYING.word(),
                        "[]",
                        planVersion,
                        Columns.utc(clock.instant()),
                        pace)
                .update();
        record(
                number,
                Entry.of(ActKind.REPORTED, "")
                        .logged("opened (%s, plan %s)".formatted(String.join(", ", words(report.kinds())), planVersion))
                        .after(
                                pace == Crisis.REAL_PACE
                                        ? Map.of("kinds", words(report.kinds()))
                                        : Map.of("kinds", words(report.kinds()), "pace", pace))
                        .words(Map.of("title", report.title(), "description", report.description())));
        tell(number, facts);
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
        record.movesToPlan(number, planVersion);
        record(
                number,
                Entry.of(ActKind.PLAN_CHANGED, "")
                        .before(Map.of("version", before))
                        .after(Map.of("version", planVersion)));
    }

    /**
     * A new version of the plan is deployed. Each open crisis keeps its own, but what it asks of the newest one, such as who is called,
     * may be answered otherwise from here on: its record says so.
     *
     * @param before the version that it follows
     * @param changed the files in which the two differ
     */
    public void planDeployed(String version, String before, List<String> changed) {
        Map<String, Object> after = new TreeMap<>();
        after.put("version", version);
        after.put("changed", changed.subList(0, Math.min(changed.size(), FILES_NAMED)));
        if (changed.size() > FILES_NAMED) {
            after.put("moreChanged", changed.size() - FILES_NAMED);
        }
        // in one order for all, so that no two who hold several crises wait for each other
        sql.sql("select number from crisis where closed_at is null order by number")
                .query(String.class)
                .list()
                .forEach(number -> record.append(
                        number,
                        Entry.of(ActKind.PLAN_DEPLOYED, "")
                                .before(Map.of("version", before))
                                .after(after)));
    }

    /** A phase that ends the crisis seals its record: nothing is told of it afterwards. */
    public void enter(String number, Phase phase) {
        hold(number);
        Phase before = find(number).orElseThrow().phase();
        if (phase.isOver()) {
            promises.running(number).forEach(running -> settle(number, running, Outcome.VOID));
        }
        if (phase != before) {
            Entry entered = Entry.of(ActKind.PHASE_ENTERED, phase.word())
                    .before(Map.of("phase", before.word()))
                    .after(Map.of("phase", phase.word()));
            record(number, phase.isOver() ? entered.logged("is over: " + phase.word()) : entered);
        }
        sql.sql("update crisis set phase = ?, closed_at = ? where number = ?")
                .params(phase.word(), phase.isOver() ? Columns.utc(clock.instant()) : null, number)
                .update();
        ReadInTransaction.forget(number);
        if (phase.isOver()) {
            record.seal(number);
        }
        events.publishEvent(new CrisisChanged(number));
    }

    /** Its processes ended otherwise than by the diagram: somebody deleted them, or an error ended them. */
    public void cancel(String number, String reason) {
        Optional<Crisis> crisis = find(number).filter(open -> !open.phase().isOver());
        if (crisis.isPresent()) {
            record(number, Entry.of(ActKind.CANCELLED, "").words(Map.of("reason", reason)));
            enter(number, Phase.CANCELLED);
        }
    }

    /**
     * Keeps what the tables gave.
     *
     * @param inForce whether the crisis has this level from now on; if not, it is suspected of it, or waits for consent
     */
    public void grade(String number, int level, List<Crisis.Reason> reasons, boolean inForce) {
        hold(number);
        Integer before = find(number).orElseThrow().level();
        Optional<Crisis.Grade> last = lastGrade(number);
        if (inForce || gradeInForce(number).isEmpty()) {
            sql.sql("update crisis set level = ?, reasons = ? where number = ?")
                    .params(level, columns.written(reasons), number)
                    .update();
            ReadInTransaction.forget(number);
        }
        Map<String, Object> known = new TreeMap<>();
        factsOf(number).values().stream()
                .filter(fact -> !fact.inWords())
                .forEach(fact -> known.put(fact.name(), fact.value()));
        if (last.isPresent() && grades.isAsBefore(last.get(), level, reasons, known, inForce)) {
            return;
        }
        grades.add(number, last.map(grade -> grade.seq() + 1).orElse(1), level, reasons, known, inForce);
        Entry graded = Entry.of(ActKind.GRADED, "")
                .before(before == null ? Map.of() : Map.of("level", before))
                .after(Map.of("level", level, "inForce", inForce, "reasons", reasons, "facts", known));
        // other facts that lead to the same grade are in the record, and no news in the log
        boolean news = last.filter(grade -> grade.inForce()
                        && grade.level() == level
                        && clauses(grade.reasons()).equals(clauses(reasons)))
                .isEmpty();
        record(
                number,
                inForce && news ? graded.logged("graded level %d (%s)".formatted(level, clauses(reasons))) : graded);
    }

    private static String clauses(List<Crisis.Reason> reasons) {
        return reasons.stream().map(Crisis.Reason::clause).distinct().collect(Collectors.joining(", "));
    }

    public void classify(String number, Set<Kind> kinds) {
        hold(number);
        Set<Kind> before = find(number).orElseThrow().kinds();
        if (!before.equals(kinds)) {
            sql.sql("update crisis set technical = ?, content = ? where number = ?")
                    .params(kinds.contains(Kind.TECHNICAL), kinds.contains(Kind.CONTENT), number)
                    .update();
            record(
                    number,
                    Entry.of(ActKind.CLASSIFIED, "")
                            .before(Map.of("kinds", words(before)))
                            .after(Map.of("kinds", words(kinds))));
        }
    }

    /** Erases what people wrote about the crisis and who they are; what was done when stays, and the record with it. */
    public void eraseWords(String number) {
        facts.eraseWords(number);
        CrisisNotes.eraseFiles(sql, number);
        ReadInTransaction.forget(number);
        record.eraseWords(number);
    }

    /**
     * Erases what people wrote in one act and who it was, and what the crisis says by these words now. That it was done, by whom and why,
     * is an act itself, also of a crisis that is over.
     *
     * @return false if there is no such act, or nobody's words are in it
     */
    boolean eraseWords(String number, int seq, String why) {
        hold(number);
        Optional<Act> act = seq < 1
                ? Optional.empty()
                : record.of(number, seq - 1, 1).stream().findFirst();
        if (act.isEmpty() || !eraseWords(act.get())) {
            return false;
        }
        record(
                number,
                Entry.of(ActKind.WORDS_ERASED, "").after(Map.of("act", seq)).words(Map.of("why", why)));
        return true;
    }

    /** The same without an act of its own; whoever holds the crisis tells of several at once. */
    boolean eraseWords(Act act) {
        if (!record.eraseWords(act.number(), act.seq())) {
            return false;
        }
        if (act.kind() == ActKind.REPORTED) {
            // a heading there must be
            sql.sql("update crisis set title = number, description = '' where number = ?")
                    .param(act.number())
                    .update();
        } else if (act.kind() == ActKind.FACT_TOLD && record.isLast(act)) {
            facts.eraseWords(act.number(), act.subject());
        } else if (act.kind() == ActKind.NOTE_ADDED) {
            CrisisNotes.eraseFile(sql, act.number(), act.seq());
        }
        ReadInTransaction.forget(act.number());
        return true;
    }

    /** Until the commit nobody else writes to this crisis: what stands there now is what the record calls before. */
    public void hold(String number) {
        if (!record.isHeld(number)) {
            ReadInTransaction.forget(number);
            record.hold(number);
        }
    }

    /** Whatever is recorded has been written. */
    private void record(String number, Entry entry) {
        ReadInTransaction.forget(number);
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

    /** The next number of this year. Whoever asks second waits for the first to commit, so that no number is lost or doubled. */
    public String nextNumber() {
        return nextNumber(Crisis.NUMBERS_BEGIN, "crisis_count");
    }

    private String nextNumber(String begin, String counter) {
        int year = LocalDate.now(clock).getYear();
        if (count(counter, year) == 0) {
            beginYear(counter, year);
            count(counter, year);
        }
        int number = sql.sql("select last from " + counter + " where opened_in = ?")
                .param(year)
                .query(Integer.class)
                .single();
        return "%s%d-%04d".formatted(begin, year, number);
    }

    /** Leaves numbers out that may have been told to people, although this database knows nothing of them. */
    @EventListener
    public void on(SafeMode.Began safeMode) {
        int year = LocalDate.now(clock).getYear();
        for (String counter : List.of("crisis_count", "drill_count")) {
            sql.sql("update " + counter + " set last = last + ? where opened_in = ?")
                    .params(safeMode.raiseNumbersBy(), year)
                    .update();
        }
    }

    private int count(String counter, int year) {
        return sql.sql("update " + counter + " set last = last + 1 where opened_in = ?")
                .param(year)
                .update();
    }

    private void beginYear(String counter, int year) {
        try {
            ofItsOwn.executeWithoutResult(
                    status -> sql.sql("insert into " + counter + " (opened_in, last) values (?, 0)")
                            .param(year)
                            .update());
        } catch (DuplicateKeyException anotherNodeWasFirst) {
            // the year's row is there, which is all that is wanted
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
                columns.reasons(row.getString("reasons")),
                Phase.of(row.getString("phase")).orElseThrow(),
                Columns.at(row, "opened_at"),
                Columns.perhaps(row, "ended_at"),
                Columns.perhaps(row, "closed_at"),
                row.getString("plan_version"),
                row.getInt("pace"));
    }
}
