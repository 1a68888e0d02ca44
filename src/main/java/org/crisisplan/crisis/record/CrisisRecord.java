package org.crisisplan.crisis.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.crisisplan.engine.PlanStep;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The record of each crisis. Acts are appended in the transaction of what they tell of, and nothing is changed afterwards: each has a
 * number in sequence and a hash over itself and the one before. Only the words of people can be erased; the chain holds their salted
 * hash and stays whole. Whoever appends holds the crisis's row until the commit, so that two nodes cannot give the same number; the
 * acts of one transaction are written together at its end.
 */
@Repository
public class CrisisRecord {

    /** Of so many acts the chain is checked each time it is looked at. */
    public static final int CHECKED_AT_ONCE = 1000;

    private static final int SALT = 16;
    private static final int WORD_COLUMNS = 5;
    private static final int ROWS_AT_ONCE = 20;
    static final String ACTS =
            "select a.*, w.salt, w.words from crisis_act a left join crisis_act_words w on w.number = a.number and w.seq = a.seq";

    private final JdbcClient database;
    private final Supplier<Actor> actors;
    private final Clock clock;
    private final ObjectMapper json;
    private final SecureRandom random = new SecureRandom();

    /** @param actors says who acts at this moment */
    public CrisisRecord(JdbcClient database, Supplier<Actor> actors, Clock clock, ObjectMapper json) {
        this.database = database;
        this.actors = actors;
        this.clock = clock;
        // one way of writing a value, whoever sorts or configures what elsewhere
        this.json = json.copy()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(SerializationFeature.INDENT_OUTPUT);
    }

    /** What is to be recorded; who, when and where in the plan is found out. */
    public static final class Entry {

        private final ActKind kind;
        private final String subject;
        private Map<String, Object> before = Map.of();
        private Map<String, Object> after = Map.of();
        private Map<String, Object> words = Map.of();
        private @Nullable PlanStep step;
        private @Nullable String logged;

        private Entry(ActKind kind, String subject) {
            this.kind = kind;
            this.subject = subject;
        }

        public static Entry of(ActKind kind, String subject) {
            return new Entry(kind, subject);
        }

        public Entry before(Map<String, Object> values) {
            this.before = new TreeMap<>(values);
            return this;
        }

        public Entry after(Map<String, Object> values) {
            this.after = new TreeMap<>(values);
            return this;
        }

        /** What people wrote: can be erased without breaking the chain. */
        public Entry words(Map<String, Object> values) {
            this.words = new TreeMap<>(values);
            return this;
        }

        public Entry at(@Nullable PlanStep step) {
            this.step = step;
            return this;
        }

        /** Also one line in the log, after the commit; without words of people. */
        public Entry logged(String line) {
            this.logged = line;
            return this;
        }
    }

    /**
     * Holds the crisis until the end of the transaction: nobody else writes to it, and what stands there now is what the record calls
     * before.
     *
     * @return false if there is no such crisis, or it is over and its record sealed
     */
    public boolean hold(String number) {
        return transaction().chain(number, this::take).isOpen();
    }

    /** Whether this transaction holds the crisis already. */
    public boolean isHeld(String number) {
        return RecordInTransaction.holds(number);
    }

    /** The crisis runs on another version of the plan from this act on. */
    public void movesToPlan(String number, String version) {
        transaction().chain(number, this::take).movesToPlan(version);
    }

    /** The crisis is over: nothing that it is made of is appended any more. */
    public void seal(String number) {
        transaction().chain(number, this::take).seal();
    }

    /** @return false if there is no such crisis, or it is over and its record sealed for acts of this kind */
    public boolean append(String number, Entry entry) {
        RecordChain chain = transaction().chain(number, this::take);
        if (!chain.takes(entry.kind)) {
            return false;
        }
        Actor actor = actors.get();
        append(chain, entry, actor);
        if (entry.logged != null) {
            transaction().log(new LogLine(number, entry.logged, actor));
        }
        return true;
    }

    private RecordInTransaction transaction() {
        return RecordInTransaction.join(this::write);
    }

    private void append(RecordChain chain, Entry entry, Actor actor) {
        PlanStep step = entry.step == null ? PlanStep.current().orElse(null) : entry.step;
        Map<String, Object> words = new TreeMap<>(entry.words);
        if (!actor.name().isEmpty() && actor.kind() == Actor.Kind.PERSON) {
            words.put("actor", actor.name());
        }
        String salt = salt();
        String written = words.isEmpty() ? null : written(words);
        // the database keeps microseconds
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        chain.append(
                new ActRow(
                        chain.number(),
                        chain.acts() + 1,
                        at,
                        actor.kind().word(),
                        actor.id(),
                        actor.kind() == Actor.Kind.PERSON ? "" : actor.name(),
                        String.join(",", actor.groups()),
                        entry.kind.word(),
                        entry.subject,
                        step == null ? null : step.process(),
                        step == null ? null : step.element(),
                        step == null ? null : step.name(),
                        step == null ? null : step.clause(),
                        chain.planVersion(),
                        written(entry.before),
                        written(entry.after),
                        written == null ? null : RecordHash.of(salt, written)),
                written == null ? null : new RecordChain.Words(salt, written, searched(words.values())));
    }

    /** What was said, without the names that it is kept under. */
    private static String searched(Collection<?> values) {
        return values.stream()
                .map(value -> value instanceof Map<?, ?> map
                        ? searched(map.values())
                        : value instanceof Collection<?> list ? searched(list) : String.valueOf(value))
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
    }

    private RecordChain take(String number) {
        return database.sql("select acts, record_hash, plan_version, closed_at from crisis where number = ? for update")
                .param(number)
                .query((row, i) -> new RecordChain(
                        number,
                        row.getInt("acts"),
                        row.getString("record_hash"),
                        row.getString("plan_version"),
                        row.getObject("closed_at") == null))
                .optional()
                .orElseGet(() -> RecordChain.none(number));
    }

    /** All acts of one transaction about one crisis at once. */
    private void write(RecordChain chain) {
        List<RecordChain.Pending> acts = chain.takePending();
        for (int from = 0; from < acts.size(); from += ROWS_AT_ONCE) {
            insert(acts.subList(from, Math.min(acts.size(), from + ROWS_AT_ONCE)));
        }
        if (!acts.isEmpty()) {
            database.sql("update crisis set acts = ?, record_hash = ? where number = ?")
                    .params(chain.acts(), chain.hash(), chain.number())
                    .update();
        }
    }

    private void insert(List<RecordChain.Pending> acts) {
        List<@Nullable Object> values = new ArrayList<>();
        List<Object> words = new ArrayList<>();
        for (RecordChain.Pending act : acts) {
            ActRow row = act.row();
            values.addAll(Arrays.asList(
                    row.number(),
                    row.seq(),
                    row.at().atOffset(ZoneOffset.UTC),
                    row.actorKind(),
                    row.actor(),
                    row.actorName(),
                    row.actorGroups(),
                    row.kind(),
                    row.subject(),
                    row.process(),
                    row.element(),
                    row.elementName(),
                    row.clause(),
                    row.planVersion(),
                    row.before(),
                    row.after(),
                    row.wordsHash(),
                    act.hash()));
            if (act.words() != null) {
                words.addAll(List.of(
                        row.number(),
                        row.seq(),
                        act.words().salt(),
                        act.words().text(),
                        act.words().searched()));
            }
        }
        database.sql("""
                        insert into crisis_act (number, seq, at, actor_kind, actor, actor_name, actor_groups, kind, subject,
                            process, element, element_name, clause, plan_version, before_values, after_values, words_hash, hash)
                        values\s""" + rows(acts.size(), 18)).params(values).update();
        if (!words.isEmpty()) {
            database.sql("insert into crisis_act_words (number, seq, salt, words, searched) values "
                            + rows(words.size() / WORD_COLUMNS, WORD_COLUMNS))
                    .params(words)
                    .update();
        }
    }

    private static String rows(int count, int columns) {
        String row = "(" + String.join(", ", Collections.nCopies(columns, "?")) + ")";
        return String.join(", ", Collections.nCopies(count, row));
    }

    /** @param from from 0; oldest act first */
    public List<Act> of(String number, int from, int most) {
        RecordInTransaction.writeDown();
        return database.sql(ACTS + " where a.number = ? order by a.seq offset ? rows fetch first ? rows only")
                .params(number, from, most)
                .query(this::act)
                .list();
    }

    /** The last act of a kind about a subject, such as who told a fact last. */
    public Optional<Act> last(String number, ActKind kind, String subject) {
        RecordInTransaction.writeDown();
        return database.sql(
                        ACTS
                                + " where a.number = ? and a.kind = ? and a.subject = ? order by a.seq desc fetch first 1 rows only")
                .params(number, kind.word(), subject)
                .query(this::act)
                .optional();
    }

    public int count(String number) {
        RecordInTransaction.writeDown();
        return database.sql("select acts from crisis where number = ?")
                .param(number)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /**
     * Whether the record is as it was written, all of it: read a thousand acts at a time.
     *
     * @return the number of the first act that is not, or that is missing; empty if all are
     */
    public Optional<Integer> firstBroken(String number) {
        RecordInTransaction.writeDown();
        String hash = RecordHash.NONE;
        int seq = 0;
        List<Kept> some;
        do {
            some = kept(number, seq, CHECKED_AT_ONCE);
            Optional<Integer> broken = firstBroken(some, seq, hash);
            if (broken.isPresent()) {
                return broken;
            }
            seq += some.size();
            hash = some.isEmpty() ? hash : some.get(some.size() - 1).hash();
        } while (some.size() == CHECKED_AT_ONCE);
        return isEnd(number, seq, hash) ? Optional.empty() : Optional.of(seq + 1);
    }

    /**
     * Whether these acts are as they were written, and the last act of all is the last that was written.
     *
     * @param from from 0
     * @return the number of the first act that is not, or that is missing; empty if all are
     */
    public Optional<Integer> firstBroken(String number, int from, int most) {
        RecordInTransaction.writeDown();
        String before = from == 0 ? RecordHash.NONE : hash(number, from).orElse("");
        List<Kept> some = kept(number, from, most);
        int expected = Math.min(most, Math.max(0, count(number) - from));
        Optional<Integer> broken = firstBroken(some, from, before);
        if (broken.isPresent()) {
            return broken;
        }
        if (some.size() < expected) {
            return Optional.of(from + some.size() + 1);
        }
        int last = database.sql("select coalesce(max(seq), 0) from crisis_act where number = ?")
                .param(number)
                .query(Integer.class)
                .single();
        return isEnd(
                        number,
                        last,
                        last == 0 ? RecordHash.NONE : hash(number, last).orElse(""))
                ? Optional.empty()
                : Optional.of(last + 1);
    }

    private record Kept(ActRow row, String hash, boolean wordsFit) {}

    private static Optional<Integer> firstBroken(List<Kept> acts, int from, String before) {
        String hash = before;
        int seq = from;
        for (Kept act : acts) {
            seq++;
            hash = act.row().hash(hash);
            if (act.row().seq() != seq || !hash.equals(act.hash()) || !act.wordsFit()) {
                return Optional.of(seq);
            }
        }
        return Optional.empty();
    }

    private List<Kept> kept(String number, int after, int most) {
        return database.sql(ACTS + " where a.number = ? and a.seq > ? order by a.seq fetch first ? rows only")
                .params(number, after, most)
                .query((result, i) -> {
                    ActRow row = row(result);
                    boolean wordsFit = result.getString("words") == null
                            || RecordHash.of(result.getString("salt"), result.getString("words"))
                                    .equals(row.wordsHash());
                    return new Kept(row, result.getString("hash"), wordsFit);
                })
                .list();
    }

    private Optional<String> hash(String number, int seq) {
        return database.sql("select hash from crisis_act where number = ? and seq = ?")
                .params(number, seq)
                .query(String.class)
                .optional();
    }

    private boolean isEnd(String number, int seq, String hash) {
        return database.sql("select count(*) from crisis where number = ? and acts = ? and record_hash = ?")
                        .params(number, seq, hash)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Erases what people wrote and who they are, of one crisis; what was done when stays, and the chain with it. */
    public void eraseWords(String number) {
        RecordInTransaction.writeDown();
        database.sql("delete from crisis_act_words where number = ?")
                .param(number)
                .update();
    }

    /**
     * Erases what people wrote in one act, and who it was.
     *
     * @return false if there is no such act, or nobody's words are in it
     */
    public boolean eraseWords(String number, int seq) {
        RecordInTransaction.writeDown();
        return database.sql("delete from crisis_act_words where number = ? and seq = ?")
                        .params(number, seq)
                        .update()
                > 0;
    }

    /** Whether no later act of its kind is about the same thing. */
    public boolean isLast(Act act) {
        RecordInTransaction.writeDown();
        return database.sql("select max(seq) from crisis_act where number = ? and kind = ? and subject = ?")
                        .params(act.number(), act.kind().word(), act.subject())
                        .query(Integer.class)
                        .single()
                == act.seq();
    }

    private String salt() {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    static ActRow row(ResultSet row) throws SQLException {
        return new ActRow(
                row.getString("number"),
                row.getInt("seq"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor_kind"),
                row.getString("actor"),
                row.getString("actor_name"),
                row.getString("actor_groups"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("process"),
                row.getString("element"),
                row.getString("element_name"),
                row.getString("clause"),
                row.getString("plan_version"),
                row.getString("before_values"),
                row.getString("after_values"),
                row.getString("words_hash"));
    }

    Act act(ResultSet result, int i) throws SQLException {
        ActRow row = row(result);
        String text = result.getString("words");
        Map<String, Object> none = row.wordsHash() == null ? Map.of() : null;
        Map<String, Object> words = text == null ? none : read(text);
        String name = words != null && words.get("actor") instanceof String person ? person : row.actorName();
        return new Act(
                row.number(),
                row.seq(),
                row.at(),
                new Actor(
                        Actor.Kind.of(row.actorKind()),
                        row.actor(),
                        name,
                        row.actorGroups().isEmpty()
                                ? List.of()
                                : List.of(row.actorGroups().split(","))),
                ActKind.of(row.kind()),
                row.subject(),
                row.element() == null
                        ? null
                        : new PlanStep(
                                String.valueOf(row.process()),
                                row.element(),
                                String.valueOf(row.elementName()),
                                String.valueOf(row.clause())),
                row.planVersion(),
                read(row.before()),
                read(row.after()),
                words,
                result.getString("hash"));
    }

    private String written(Map<String, Object> values) {
        try {
            return json.writeValueAsString(values);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("An act cannot be written", impossible);
        }
    }

    private Map<String, Object> read(String text) {
        try {
            return json.readValue(text, new TypeReference<TreeMap<String, Object>>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("An act cannot be read: " + text, broken);
        }
    }
}
