package org.crisisplan.crisis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crisisplan.crisis.record.Act;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people wrote about crises that are long over, and its end: what was done when stays, and the chain of the record with it. */
@Component
public class OldWords {

    private static final int AT_ONCE = 1000;

    private final JdbcClient sql;
    private final Crises crises;
    private final CrisisRecord record;
    private final ObjectProvider<WordsBeside> beside;

    OldWords(JdbcClient sql, Crises crises, CrisisRecord record, ObjectProvider<WordsBeside> beside) {
        this.sql = sql;
        this.crises = crises;
        this.record = record;
        this.beside = beside;
    }

    /** Numbers of crises that ended before then and of which there are words from before then, the oldest first. */
    public List<String> ofCrisesClosedBefore(Instant time, Set<String> but, int most) {
        return sql.sql("""
                        select c.number from crisis c where c.closed_at < :time and c.number not in (:but) and exists (
                            select 1 from crisis_act_words w join crisis_act a on a.number = w.number and a.seq = w.seq
                            where w.number = c.number and a.at < :time)
                        order by c.closed_at fetch first :most rows only""")
                .param("time", Columns.utc(time))
                .param("but", but.isEmpty() ? Set.of("") : but)
                .param("most", most)
                .query(String.class)
                .list();
    }

    /**
     * In the caller's transaction; that it was done is an act of the record.
     *
     * @return of how many acts words were erased
     */
    public long erase(String number) {
        crises.hold(number);
        List<Integer> worded = new ArrayList<>();
        int read = 0;
        List<Act> some;
        do {
            some = record.of(number, read, AT_ONCE);
            some.stream()
                    .filter(act -> act.words() != null && !act.words().isEmpty())
                    .forEach(act -> worded.add(act.seq()));
            read += some.size();
        } while (some.size() == AT_ONCE);
        beside.orderedStream().forEach(one -> {
            worded.forEach(seq -> one.erase(number, seq));
            one.eraseAll(number);
        });
        // a heading there must be
        sql.sql("update crisis set title = number, description = '' where number = ?")
                .param(number)
                .update();
        crises.eraseWords(number);
        record.append(
                number,
                Entry.of(ActKind.WORDS_ERASED, "").after(Map.of("acts", worded.size(), "because", "retention")));
        return worded.size();
    }
}
