package org.crisisplan.crisis;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of a crisis, one row for each fact; what was known before is in the record. */
final class CrisisFactRepository {

    private final JdbcClient sql;
    private final Columns columns;
    private final Clock clock;

    CrisisFactRepository(JdbcClient sql, Columns columns, Clock clock) {
        this.sql = sql;
        this.columns = columns;
        this.clock = clock;
    }

    SortedMap<String, Crisis.Fact> of(String number) {
        SortedMap<String, Crisis.Fact> facts = new TreeMap<>();
        sql.sql("select * from crisis_fact where number = ?").param(number).query(row -> {
            String name = row.getString("name");
            facts.put(
                    name,
                    new Crisis.Fact(
                            name,
                            columns.value(row.getString("fact")),
                            row.getBoolean("in_words"),
                            Columns.at(row, "said_at"),
                            Columns.at(row, "since")));
        });
        return facts;
    }

    /** @return what is to be recorded; nothing if it was known already */
    @Nullable Entry tell(String number, ToldFact told, Crisis.@Nullable Fact before) {
        if (before != null && Objects.equals(columns.written(before.value()), columns.written(told.value()))) {
            return null;
        }
        Instant now = clock.instant();
        Instant since = told.since() == null ? now : told.since();
        if (before == null) {
            sql.sql("insert into crisis_fact (number, name, fact, in_words, said_at, since) values (?, ?, ?, ?, ?, ?)")
                    .params(
                            number,
                            told.name(),
                            columns.written(told.value()),
                            told.inWords(),
                            Columns.utc(now),
                            Columns.utc(since))
                    .update();
        } else {
            sql.sql("update crisis_fact set fact = ?, said_at = ?, since = ? where number = ? and name = ?")
                    .params(columns.written(told.value()), Columns.utc(now), Columns.utc(since), number, told.name())
                    .update();
        }
        Map<String, Object> then = before == null ? Map.of() : single(before.value());
        Map<String, Object> after = single(told.value());
        Entry entry = Entry.of(ActKind.FACT_TOLD, told.name());
        if (!told.inWords()) {
            return entry.before(then).after(after);
        }
        Map<String, Object> words = new TreeMap<>(after);
        then.forEach((name, value) -> words.put("before", value));
        return entry.words(words);
    }

    /** What people wrote is not known any more. */
    void eraseWords(String number) {
        sql.sql("delete from crisis_fact where number = ? and in_words")
                .param(number)
                .update();
    }

    /** What people wrote of one fact is not known any more. */
    void eraseWords(String number, String name) {
        sql.sql("delete from crisis_fact where number = ? and name = ? and in_words")
                .params(number, name)
                .update();
    }

    private static Map<String, Object> single(@Nullable Object value) {
        Map<String, Object> one = new TreeMap<>();
        one.put("value", value);
        return one;
    }
}
